using System.Text.RegularExpressions;

namespace ModelRegistry.Client.Wire;

/// <summary>What a registry's texts say of its database. They come from the server's source and from tries on both databases.</summary>
internal static partial class DatabaseErrors
{
    private const string Masked = "invalid filter query, type mismatch or invalid value in comparison";

    /// <summary>
    /// Whether a 400 hides what happened: on PostgreSQL the server words every error of a list or a look-up that has an SQLSTATE in this
    /// way, a filter of the wrong type as well as a database that restarts or has no connection left.
    /// </summary>
    public static bool IsMasked(string? message) => message?.Contains(Masked, StringComparison.Ordinal) == true;

    /// <summary>Whether "not found" is said of an id, as the server does whenever it can't read the id, whatever the cause.</summary>
    public static bool IsAboutAnId(string? message) => message?.Contains(" found for id ", StringComparison.Ordinal) == true;

    /// <summary>Whether a bad request stands for "not found": an artifact's update says so of an id that it can't read.</summary>
    public static bool IsUnreadArtifact(string? message) =>
        message?.StartsWith("mismatched types, artifact with id ", StringComparison.Ordinal) == true;

    /// <summary>
    /// Whether a metric was stored and its history already has a value of the same millisecond, so that this one is missing there.
    /// </summary>
    public static bool IsHistoryCollision(string? message) =>
        message?.StartsWith("failed to insert metric history", StringComparison.Ordinal) == true
        && message.Contains("duplicated key", StringComparison.Ordinal);

    /// <summary>
    /// Whether a failure inside the server is about what was sent, so that sending it again can't help: a value that is too long or of the
    /// wrong kind for its column (SQLSTATE class 22), beyond a limit of the database (class 54), a filter that makes no sense to it (42883,
    /// on MariaDB 4078), or a value that the server's driver has no way to send.
    /// </summary>
    public static bool IsAboutData(string? message) => message is not null && AboutData().IsMatch(message);

    // MariaDB: "Error 1406 (22001): Data too long …", 1366 also with the state HY000. PostgreSQL: "… (SQLSTATE 22001)".
    [GeneratedRegex(
        @"\bError (1366|1406|4078)\b|\bError \d{4} \((22|54)[0-9A-Z]{3}\)|\bSQLSTATE\W{1,3}((22|54)[0-9A-Z]{3}|42883)\b"
        + "|invalid filter query syntax|\\bunable to encode .+ into (text|binary) format for ",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AboutData();
}
