namespace ModelRegistry.Emulator;

/// <summary>
/// A source file that the catalog service would not start with. What is wrong with a single source does not come to this: it is the state
/// of that source.
/// </summary>
public sealed class CatalogSourcesException : IOException
{
    /// <summary>Creates the exception.</summary>
    public CatalogSourcesException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What is wrong with which file.</param>
    public CatalogSourcesException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">What is wrong with which file.</param>
    /// <param name="innerException">The cause.</param>
    public CatalogSourcesException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
