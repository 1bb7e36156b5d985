namespace ModelRegistry.Emulator;

/// <summary>What came back from an operation that was carried out by <see cref="ModelRegistryEmulator.Invoke"/>.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body, mostly JSON with a line feed behind it; empty when there is none.</param>
public sealed record RegistryResponse(int Status, string Body);
