namespace ModelRegistry.Emulator;

/// <summary>
/// A data file that the emulator refuses to open: it is damaged, or it is not a data file of the emulator. The file is left as it is.
/// </summary>
public sealed class RegistryDataFileException : IOException
{
    /// <summary>Creates the exception.</summary>
    public RegistryDataFileException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What is wrong with which file.</param>
    public RegistryDataFileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">What is wrong with which file.</param>
    /// <param name="innerException">The cause.</param>
    public RegistryDataFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
