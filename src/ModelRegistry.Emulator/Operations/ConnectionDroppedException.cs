namespace ModelRegistry.Emulator.Operations;

/// <summary>Stands for a request that the real server does not answer because its handler panics.</summary>
internal sealed class ConnectionDroppedException : Exception;
