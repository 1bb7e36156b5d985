using System.Globalization;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>Shows what was found in a seed: errors, warnings and, when it is good, how much it declares.</summary>
internal static class SeedReport
{
    /// <summary>Writes the result of reading a good seed.</summary>
    public static void Write(Seed seed, IReadOnlyList<SeedWarning> warnings, OutputFormat format, Terminal terminal)
    {
        int versions = seed.Models.Sum(model => model.Spec.Versions.Count);
        int artifacts = seed.Models.Sum(model => model.Spec.Versions.Sum(version => version.Artifacts.Count));
        if (format == OutputFormat.Sarif)
        {
            SarifReport.Write([], warnings, terminal);
            return;
        }

        if (format != OutputFormat.Json)
        {
            terminal.WriteResult(
                $"Valid: {Counted.Of(seed.Models.Count, "model")}, {Counted.Of(versions, "version")}, "
                    + $"{Counted.Of(artifacts, "artifact")}.");
            return;
        }

        terminal.WriteJsonResult(
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("valid", true);
                json.WriteStartObject("counts");
                json.WriteNumber("models", seed.Models.Count);
                json.WriteNumber("versions", versions);
                json.WriteNumber("artifacts", artifacts);
                json.WriteEndObject();
                WriteErrors([], json);
                WriteWarnings(warnings, json);
                json.WriteEndObject();
            },
            indented: true);
    }

    /// <summary>Writes the result of reading a bad seed, where the format asks for one: for people the log says it.</summary>
    public static void WriteBad(SeedReadResult read, OutputFormat format, Terminal terminal)
    {
        if (format == OutputFormat.Sarif)
        {
            SarifReport.Write(read.Errors, read.Warnings, terminal);
        }

        if (format == OutputFormat.Json)
        {
            terminal.WriteJsonResult(
                json =>
                {
                    json.WriteStartObject();
                    json.WriteBoolean("valid", false);
                    WriteErrors(read.Errors, json);
                    WriteWarnings(read.Warnings, json);
                    json.WriteEndObject();
                },
                indented: true);
        }
    }

    /// <summary>Writes errors and warnings as GitHub Actions shows them in a pull request.</summary>
    public static void WriteAnnotations(SeedReadResult read, Terminal terminal)
    {
        foreach (SeedError error in read.Errors)
        {
            terminal.WriteResult(Annotation("error", error.Location, error.Code, error.Message));
        }

        foreach (SeedWarning warning in read.Warnings)
        {
            terminal.WriteResult(Annotation("warning", warning.Location, warning.Code, warning.Message));
        }
    }

    public static void WriteWarnings(IReadOnlyList<SeedWarning> warnings, MaskedJson json)
    {
        json.WriteStartArray("warnings");
        foreach (SeedWarning warning in warnings)
        {
            WriteFinding(warning.Location, warning.Code, warning.Message, json);
        }

        json.WriteEndArray();
    }

    private static void WriteErrors(IReadOnlyList<SeedError> errors, MaskedJson json)
    {
        json.WriteStartArray("errors");
        foreach (SeedError error in errors)
        {
            WriteFinding(error.Location, error.Code, error.Message, json);
        }

        json.WriteEndArray();
    }

    private static void WriteFinding(SeedLocation location, string code, string message, MaskedJson json)
    {
        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteString("file", location.File);
        if (location.Line > 0)
        {
            json.WriteNumber("line", location.Line);
            json.WriteNumber("column", location.Column);
        }

        json.WriteString("message", AddressSecrets.Hide(message));
        json.WriteEndObject();
    }

    private static string Annotation(string level, SeedLocation location, string code, string message)
    {
        string place = location.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $",line={location.Line},col={location.Column}") : "";
        return $"::{level} file={Property(location.File)}{place},title={code}::{Data(AddressSecrets.Hide(message))}";
    }

    // The escapes of GitHub's workflow commands.
    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string Data(string text) => Printable.OneLine(text).Replace("%", "%25", StringComparison.Ordinal);
}
