namespace ModelRegistry.Emulator.Operations;

/// <summary>Stands for a request that the real server does not respond because its handler panics.</summary>
internal sealed class ConnectionDroppedException : Exception;
