namespace ModelRegistry.Client.Resilience;

/// <summary>
/// A handler of the application sent a write again that may have been carried out. It is no <see cref="HttpRequestException"/>, which
/// retry handlers would react to with one more sending, only to be refused again.
/// </summary>
internal sealed class RepeatedWriteException(string message, Exception? first) : InvalidOperationException(message, first);
