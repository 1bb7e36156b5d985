using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>Writes what is wrong with a seed as SARIF 2.1.0 (Static Analysis Results Interchange Format).</summary>
internal static class SarifReport
{
    /// <summary>Writes the log of one run, which is empty where nothing is wrong.</summary>
    public static void Write(IReadOnlyList<SeedError> errors, IReadOnlyList<SeedWarning> warnings, Terminal terminal)
    {
        Finding[] findings =
        [
            .. errors.Select(error => new Finding("error", error.Location, error.Code, error.Message)),
            .. warnings.Select(warning => new Finding("warning", warning.Location, warning.Code, warning.Message)),
        ];
        SeedErrorCode[] rules =
        [
            .. SeedErrorCodes.All.Concat(SeedWarningCodes.All).Where(rule => findings.Any(finding => finding.Code == rule.Code)),
        ];
        terminal.WriteJsonResult(
            json =>
            {
                json.WriteStartObject();
                json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
                json.WriteString("version", "2.1.0");
                json.WriteStartArray("runs");
                json.WriteStartObject();
                WriteTool(rules, json);
                json.WriteString("columnKind", "utf16CodeUnits");
                json.WriteStartArray("results");
                foreach (Finding finding in findings)
                {
                    Write(finding, Array.FindIndex(rules, rule => rule.Code == finding.Code), json);
                }

                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
            },
            indented: true);
    }

    private static void WriteTool(IEnumerable<SeedErrorCode> rules, MaskedJson json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "seed-job");
        json.WriteString("version", typeof(SarifReport).Assembly.GetName().Version?.ToString(3));
        json.WriteStartArray("rules");
        foreach (SeedErrorCode rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Code);
            WriteText("shortDescription", rule.Title, json);
            WriteText("fullDescription", rule.Explanation, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Finding finding, int rule, MaskedJson json)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Code);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", finding.Level);
        WriteText("message", finding.Message, json);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", UriOf(finding.Location.File));
        json.WriteEndObject();
        if (finding.Location.Line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", finding.Location.Line);
            json.WriteNumber("startColumn", finding.Location.Column);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(string name, string text, MaskedJson json)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    /// <summary>A relative path stays relative: to the root of the repository, where a check runs.</summary>
    private static string UriOf(string file) => Path.IsPathRooted(file)
        ? new Uri(Path.GetFullPath(file)).AbsoluteUri
        : string.Join('/', file.Replace(Path.DirectorySeparatorChar, '/').Split('/').Select(Uri.EscapeDataString));

    private readonly record struct Finding(string Level, SeedLocation Location, string Code, string Message);
}
