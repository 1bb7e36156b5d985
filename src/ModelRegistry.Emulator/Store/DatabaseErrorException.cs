namespace ModelRegistry.Emulator.Store;

/// <summary>The database refuses a statement.</summary>
/// <param name="text">What it says, as the server's driver words it.</param>
internal sealed class DatabaseErrorException(string text) : Exception(text)
{
    /// <summary>
    /// Whether the server takes the text for a wrong type in a filter. It goes by words that hold for every error of PostgreSQL, and for
    /// what its driver can't send.
    /// </summary>
    public bool LooksMistyped =>
        Message.Contains("SQLSTATE", StringComparison.Ordinal) || Message.Contains("unable to encode", StringComparison.Ordinal);
}
