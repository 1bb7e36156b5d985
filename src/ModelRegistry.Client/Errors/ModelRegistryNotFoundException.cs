namespace ModelRegistry.Client;

/// <summary>
/// The registry has no such entity (status 404 with the server's own error body, or a name that nothing matches exactly).
/// </summary>
/// <remarks>
/// The server says so of every id while its database is away, so it is checked with a list of one item: where that fails too, the call ends
/// in a <see cref="ModelRegistryUnavailableException"/> instead. An outage that is over by then can't be told from an id that is not there.
/// </remarks>
public sealed class ModelRegistryNotFoundException : ModelRegistryException
{
    /// <summary>Makes an exception with a default message.</summary>
    public ModelRegistryNotFoundException()
        : base("The registry has no such entity.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What was not found.</param>
    public ModelRegistryNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What was not found.</param>
    /// <param name="innerException">The cause.</param>
    public ModelRegistryNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
