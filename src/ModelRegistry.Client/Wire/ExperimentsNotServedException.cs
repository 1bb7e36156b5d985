namespace ModelRegistry.Client.Wire;

/// <summary>
/// An operation on experiments was asked for in a version of the API that has none. Nothing was sent, or nothing carried out.
/// </summary>
internal sealed class ExperimentsNotServedException(string message) : NotSupportedException(message);
