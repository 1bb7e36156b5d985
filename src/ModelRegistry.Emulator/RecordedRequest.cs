namespace ModelRegistry.Emulator;

/// <summary>A request that an emulator has responded to. Header values are not kept, so no credentials are.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path as it was sent.</param>
/// <param name="Query">The query string as it was sent, without the question mark; empty when there was none.</param>
/// <param name="Body">The body as text, the first 64 KiB of it; empty when there was none.</param>
/// <param name="Status">The status of the response; 0 when the connection was cut instead.</param>
/// <param name="HadAuthorization">Whether an <c>Authorization</c> header was sent.</param>
public sealed record RecordedRequest(string Method, string Path, string Query, string Body, int Status, bool HadAuthorization);
