using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>A request as the operations see it.</summary>
/// <param name="query">The raw query string.</param>
/// <param name="body">The whole body.</param>
internal sealed class ApiRequest(string query, ReadOnlyMemory<byte> body)
{
    /// <summary>The id in the path; empty when the path has none.</summary>
    public string Id { get; set; } = "";

    /// <summary>The content type that was sent; empty without one.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>The query; not checked for faults.</summary>
    public GoQuery RawQuery => field ??= new GoQuery(query);

    /// <summary>The query; refuses the request when it has a fault.</summary>
    public GoQuery Query => RawQuery.Fault is { } fault ? throw RegistryException.Plain(fault) : RawQuery;

    /// <summary>The whole body.</summary>
    public ReadOnlySpan<byte> Body => body.Span;

    /// <summary>Completes when what the request wrote is safe.</summary>
    public Task Durable { get; set; } = Task.CompletedTask;
}
