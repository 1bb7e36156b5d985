namespace ModelRegistry.Client;

/// <summary>The name or the external id is taken (status 409).</summary>
/// <remarks>
/// The server always blames the name, also when it is the external id that is taken; <see cref="Field"/> says which it is.
/// </remarks>
public sealed class ModelRegistryConflictException : ModelRegistryException
{
    /// <summary>Makes an exception with a default message.</summary>
    public ModelRegistryConflictException()
        : base("The name or the external id is taken.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What is taken.</param>
    public ModelRegistryConflictException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What is taken.</param>
    /// <param name="innerException">The cause.</param>
    public ModelRegistryConflictException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Gets which field is taken.</summary>
    public ConflictingField Field { get; init; }
}
