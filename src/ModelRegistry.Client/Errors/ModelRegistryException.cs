using System.Net;

namespace ModelRegistry.Client;

/// <summary>
/// An operation failed. The cases that callers tell apart have types of their own: <see cref="ModelRegistryNotFoundException"/>,
/// <see cref="ModelRegistryConflictException"/>, <see cref="ModelRegistryUnauthorizedException"/> and
/// <see cref="ModelRegistryUnavailableException"/>.
/// </summary>
/// <remarks>
/// The message says which operation failed, with which status, and what the server said of it. It never holds a whole body or a token.
/// A cancelled call ends in an <see cref="OperationCanceledException"/>, not in this.
/// </remarks>
public class ModelRegistryException : Exception
{
    /// <summary>Makes an exception with a default message.</summary>
    public ModelRegistryException()
        : this("An operation of the Model Registry failed.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What failed, and how to mend it.</param>
    public ModelRegistryException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What failed, and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public ModelRegistryException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// Gets the operation that failed, by its <c>operationId</c> in the OpenAPI document, for example <c>createRegisteredModel</c>.
    /// </summary>
    public string? Operation { get; init; }

    /// <summary>Gets the HTTP status of the response, or <see langword="null"/> when there was none.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Gets what the server said, or <see langword="null"/> when it said nothing readable.</summary>
    public string? ServerMessage { get; init; }

    /// <summary>Gets how long the server asked to wait before another attempt, or <see langword="null"/> when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Gets a value indicating whether the same call may succeed later without any change: the registry could not be reached, was not
    /// ready, failed inside, or asked to slow down.
    /// </summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// Gets what had been done about the entities of a plan when applying it failed with this exception: what was written stays.
    /// </summary>
    /// <value><see langword="null"/> for the failure of anything else.</value>
    public RegistrationResult? Registration { get; internal set; }

    /// <summary>
    /// Gets a value indicating whether a write may have been carried out although it failed here: the request was sent and no response
    /// said what became of it. Look the entity up before sending the write again.
    /// </summary>
    public bool IsOutcomeUnknown { get; init; }
}
