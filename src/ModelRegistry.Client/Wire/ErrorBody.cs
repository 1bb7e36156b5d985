namespace ModelRegistry.Client.Wire;

/// <summary>The server's error answer (OpenAPI schema <c>Error</c>).</summary>
/// <param name="Code">The status as text, not always that of the answer.</param>
/// <param name="Message">What went wrong.</param>
internal sealed record ErrorBody(string? Code, string? Message);
