namespace ModelRegistry.Client;

/// <summary>
/// The registry could not be reached, did not respond in time, was not ready, or failed inside (no connection, a cut connection, a
/// timeout, an open circuit breaker, or status 408, 429 or 5xx, unless a 500 is about the data), or its database is away, which it
/// reports as 404 or, on PostgreSQL, as 400: <see cref="ModelRegistryException.StatusCode"/> holds what it said.
/// <see cref="ModelRegistryException.IsTransient"/> is
/// <see langword="true"/>.
/// </summary>
public sealed class ModelRegistryUnavailableException : ModelRegistryException
{
    /// <summary>Makes an exception with a default message.</summary>
    public ModelRegistryUnavailableException()
        : this("The registry is not available.", null)
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public ModelRegistryUnavailableException(string message)
        : this(message, null)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public ModelRegistryUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
        IsTransient = true;
    }
}
