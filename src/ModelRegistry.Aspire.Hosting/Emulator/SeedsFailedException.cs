namespace ModelRegistry.Aspire.Hosting.Emulator;

/// <summary>Seeds were wrong or refused.</summary>
/// <param name="message">What that means for the registry.</param>
/// <param name="errors">Each error, with its place.</param>
internal sealed class SeedsFailedException(string message, IReadOnlyList<string> errors) : Exception(message)
{
    public IReadOnlyList<string> Errors => errors;
}
