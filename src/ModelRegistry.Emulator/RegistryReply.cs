namespace ModelRegistry.Emulator;

/// <summary>What an operation answered that was carried out by <see cref="ModelRegistryEmulator.Invoke"/>.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body, mostly JSON with a line feed behind it; empty when there is none.</param>
public sealed record RegistryReply(int Status, string Body);
