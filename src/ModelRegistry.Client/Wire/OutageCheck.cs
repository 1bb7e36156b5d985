using System.Net;
using System.Text.RegularExpressions;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// Tells an outage of the registry's database from what its responses seem to say. While the database is away the server responds with "not
/// found" for every id and, on PostgreSQL, "invalid filter query" for every list. Where a response can mean both, a list of one item
/// decides: it needs nothing but the database.
/// </summary>
internal static partial class OutageCheck
{
    private static readonly string[] Harmless = ["pageSize=", "orderBy=", "sortOrder=", "artifactType="];
    private static readonly string[] Compared = ["name=", "externalId="];

    /// <summary>Whether a list of one item must decide what the response means.</summary>
    public static bool IsInDoubt(ModelRegistryException response, Operation operation) =>
        IsMasked(response) || IsUnread(response, operation);

    /// <summary>Whether the response is "invalid filter query", which on PostgreSQL stands for every failure of the database.</summary>
    public static bool IsMasked(ModelRegistryException response) =>
        response.StatusCode == HttpStatusCode.BadRequest && DatabaseErrors.IsMasked(response.ServerMessage);

    /// <summary>
    /// Whether the query holds what the database may refuse: a filter, the token of a page, an odd name. Only then can a list be refused
    /// for what was asked.
    /// </summary>
    public static bool Selects(Uri? uri)
    {
        foreach (string parameter in (uri?.Query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Array.Exists(Harmless, name => parameter.StartsWith(name, StringComparison.Ordinal)) && !IsPlainComparison(parameter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the parameter does nothing but compare a column with values that every database can compare it with: a backslash may be one
    /// too many, and an id beyond 32 bits is none.
    /// </summary>
    private static bool IsPlainComparison(string parameter)
    {
        string value = Uri.UnescapeDataString(parameter.Replace('+', ' '));
        return Array.Exists(Compared, name => value.StartsWith(name, StringComparison.Ordinal))
            ? !value.AsSpan().ContainsAny('\\', '\0')
            : PlainIn().IsMatch(value);
    }

    /// <summary>What a response is while the database is away.</summary>
    public static ModelRegistryUnavailableException Outage(ModelRegistryException response, string reason, ModelRegistryException? cause) =>
        new($"{response.Message}. {reason}", cause ?? response)
        {
            Operation = response.Operation,
            StatusCode = response.StatusCode,
            ServerMessage = response.ServerMessage,
            RetryAfter = cause?.RetryAfter,
            // All of these responses come from reading, before anything is written.
            IsOutcomeUnknown = false,
        };

    /// <summary>Whether the response is "not found" for something that the server first reads by its id.</summary>
    private static bool IsUnread(ModelRegistryException response, Operation operation) => response switch
    {
        ModelRegistryNotFoundException => operation.HasId || !operation.IsSafe || DatabaseErrors.IsAboutAnId(response.ServerMessage),
        { StatusCode: HttpStatusCode.BadRequest } => DatabaseErrors.IsUnreadArtifact(response.ServerMessage),
        _ => false,
    };

    // The whole filter, since what stands beside it may be what the database refuses.
    [GeneratedRegex(
        """^filterQuery=((name|externalId) IN \("[^"\\\0]*"(,"[^"\\\0]*")*\)|(registeredModelId|id) IN \([0-9]{1,9}(,[0-9]{1,9})*\))$""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PlainIn();
}
