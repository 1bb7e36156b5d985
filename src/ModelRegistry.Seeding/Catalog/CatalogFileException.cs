namespace ModelRegistry.Seeding;

/// <summary>A file with the sources of a catalog can't be used: it is missing, no YAML, or does not say what the sources are.</summary>
/// <remarks>
/// A file of models that can't be read is no such exception: its source then has the status <c>error</c>, as in the service.
/// </remarks>
public sealed class CatalogFileException : Exception
{
    /// <summary>Makes an exception with a default message.</summary>
    public CatalogFileException()
        : base("The sources of the catalog can't be read.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What is wrong, where, and how to mend it.</param>
    public CatalogFileException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What is wrong, where, and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public CatalogFileException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
