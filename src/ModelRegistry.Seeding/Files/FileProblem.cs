using System.Text.RegularExpressions;

namespace ModelRegistry.Seeding.Files;

/// <summary>Says why a file can't be used, for messages that name the file themselves.</summary>
internal static partial class FileProblem
{
    /// <summary>Gets what the exception says, without the path, which it may know by another name than the one that was given.</summary>
    public static string ReasonOf(Exception exception) => QuotedPath().Replace(exception.Message, "");

    [GeneratedRegex(@"( :)? '[^'\n]*[/\\][^'\n]*'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex QuotedPath();
}
