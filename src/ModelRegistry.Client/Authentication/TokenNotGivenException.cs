namespace ModelRegistry.Client.Authentication;

/// <summary>
/// The call's time was up before the token was there. It is a cancellation, so that the layers above treat it as one, and says what it was
/// that took so long.
/// </summary>
internal sealed class TokenNotGivenException(string message, Exception? cause, CancellationToken cancellationToken)
    : OperationCanceledException(message, cause, cancellationToken);
