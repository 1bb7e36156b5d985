using System.Net;

namespace ModelRegistry.Client.Wire;

/// <summary>The fields that came to the registry with a later version. An older server takes them for mistakes.</summary>
internal static class LaterFields
{
    private const string Refusal = "unknown field \"";

    private static readonly HashSet<string> OfModelSource = new(StringComparer.Ordinal)
    {
        "modelSourceKind", "modelSourceClass", "modelSourceGroup", "modelSourceId", "modelSourceName",
    };

    private static readonly HashSet<string> OfRegisteredModel = new(StringComparer.Ordinal)
    {
        "readme", "maturity", "language", "tasks", "provider", "logo", "license", "licenseLink", "libraryName",
    };

    /// <summary>Says with which version a refused field came; nothing where the refusal is about something else.</summary>
    public static string Explain(Operation operation, HttpStatusCode status, string? said)
    {
        if (status != HttpStatusCode.BadRequest || said?.IndexOf(Refusal, StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return "";
        }

        string field = said[(at + Refusal.Length)..].Split('"')[0];
        string? version = operation.Template.StartsWith("registered_model", StringComparison.Ordinal) && !operation.Template.EndsWith(
            "/versions", StringComparison.Ordinal)
                ? OfRegisteredModel.Contains(field) ? "v0.2.19" : null
                : operation.Template.Contains("artifact", StringComparison.Ordinal) && OfModelSource.Contains(field) ? "v0.2.16" : null;
        return version is null
            ? ""
            : $". The registry knows {field} from {version} of Model Registry on, so this one is older: update it, or leave the field out";
    }
}
