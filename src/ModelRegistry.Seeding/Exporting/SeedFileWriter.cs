using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Format;
using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding;

/// <summary>Writes models as a seed file: fields in the order of the format, only what is set, quotes only where they are needed.</summary>
internal sealed partial class SeedFileWriter
{
    private readonly StringBuilder _yaml = new();
    private int _depth;

    private SeedFileWriter()
    {
    }

    public static string Write(SeedExport export)
    {
        if (export.Models.Count == 0)
        {
            throw new InvalidOperationException("There is no model to write: a seed that declares none is refused.");
        }

        var writer = new SeedFileWriter();
        writer._yaml.Append("formatVersion: 1\n");
        if (export.Set is { } set)
        {
            writer.Text("set", set);
        }

        writer.Policy(export.Models);
        writer._yaml.Append("models:\n");
        writer._depth = 2;
        foreach (RegisteredModelSpec model in export.Models)
        {
            writer.Model(model);
        }

        return writer._yaml.ToString();
    }

    /// <summary>Artifacts on public hubs are refused unless a policy names them: then the file says so itself, place by place.</summary>
    private void Policy(IReadOnlyList<RegisteredModelSpec> models)
    {
        string[] onHubs =
        [
            .. models.SelectMany(model => model.Versions).SelectMany(version => version.Artifacts).Select(ArtifactUri.Of).OfType<string>()
                .Where(uri => UriParts.Split(uri) is { } parts && PublicHubs.Find(parts) is not null)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        if (onHubs.Length == 0)
        {
            return;
        }

        _yaml.Append("# Some artifacts are on public model hubs, which are refused unless they are allowed by name: check each before "
            + "you keep it.\n");
        _yaml.Append("policy:\n  artifactUris:\n    allow:\n      - \"**\"\n");
        foreach (string uri in onHubs)
        {
            _yaml.Append("      - ").Append(Scalar(uri)).Append('\n');
        }
    }

    private void Model(RegisteredModelSpec model)
    {
        Fields(SeedFormat.Model, model);
        Children("versions", model.Versions, Version);
        _depth -= 2;
    }

    private void Version(ModelVersionSpec version)
    {
        Fields(SeedFormat.Version, version);
        Children("artifacts", version.Artifacts, Artifact);
        _depth -= 2;
    }

    private void Artifact(ArtifactCreate artifact)
    {
        Fields(SeedFormat.Artifact, artifact);
        _depth -= 2;
    }

    /// <summary>Begins an item of a list with its fields; the caller goes back by two when the item ends.</summary>
    private void Fields<T>(Shape<T> shape, ResourceCreate spec)
    {
        bool isFirst = true;
        foreach (Field<T> field in shape.Fields)
        {
            switch (SpecFields.Get(spec, field.Name))
            {
                case null:
                    break;
                case IReadOnlyDictionary<string, MetadataValue> properties:
                    Properties(properties);
                    break;
                case IReadOnlyList<string> texts:
                    Texts(field.Name, texts);
                    break;
                case var value when isFirst:
                    Line($"- {field.Name}: {Scalar(value.ToString()!)}");
                    _depth += 2;
                    isFirst = false;
                    break;
                case var value:
                    Text(field.Name, value.ToString());
                    break;
            }
        }
    }

    private void Properties(IReadOnlyDictionary<string, MetadataValue> properties)
    {
        string[] labels =
        [
            .. properties.Where(property => property.Value is MetadataStringValue { Value: "" }).Select(property => property.Key)
                .Order(StringComparer.Ordinal),
        ];
        Texts("labels", labels.Length == 0 ? null : labels, isKey: false);
        KeyValuePair<string, MetadataValue>[] others =
        [
            .. properties.Where(property => property.Value is not MetadataStringValue { Value: "" }).OrderBy(
                property => property.Key, StringComparer.Ordinal),
        ];
        if (others.Length == 0)
        {
            return;
        }

        Line("customProperties:");
        _depth += 2;
        foreach ((string name, MetadataValue value) in others)
        {
            // Nothing is filled in inside keys, so a dollar sign stays one there.
            Line($"{Scalar(name, isKey: true)}: {Value(value)}");
        }

        _depth -= 2;
    }

    private static string Value(MetadataValue value) => value switch
    {
        MetadataIntValue integer => integer.ToString(),
        MetadataDoubleValue { Value: var number } => CoreSchema.CanonicalOf(number)
            ?? string.Create(CultureInfo.InvariantCulture, $"{{ metadataType: MetadataDoubleValue, double_value: {number:R} }}"),
        MetadataBoolValue flag => flag.ToString(),
        MetadataStructValue structure => $"{{ metadataType: MetadataStructValue, struct_value: {Quoted(structure.ToString())} }}",
        _ => Scalar(((MetadataStringValue)value).Value),
    };

    private void Children<T>(string field, IReadOnlyList<T> children, Action<T> write)
    {
        if (children.Count == 0)
        {
            return;
        }

        Line($"{field}:");
        _depth += 2;
        foreach (T child in children)
        {
            write(child);
        }

        _depth -= 2;
    }

    private void Text(string field, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (!IsBlock(value))
        {
            Line($"{field}: {Scalar(value)}");
            return;
        }

        Line($"{field}: |{(value.EndsWith('\n') ? "" : "-")}");
        foreach (string line in value.TrimEnd('\n').Split('\n'))
        {
            _yaml.Append(line.Length == 0 ? "" : new string(' ', _depth + 2)).Append(Escape(line)).Append('\n');
        }
    }

    private void Texts(string field, IReadOnlyList<string>? values, bool isKey = false)
    {
        if (values is not null)
        {
            Line($"{field}: [{string.Join(", ", values.Select(value => FlowScalar(value, isKey)))}]");
        }
    }

    private void Line(string text) => _yaml.Append(' ', _depth).Append(text).Append('\n');

    /// <summary>Texts of several lines are written as blocks, unless something in them would not come back as it was.</summary>
    private static bool IsBlock(string text) =>
        text.Contains('\n', StringComparison.Ordinal)
        && !text.EndsWith("\n\n", StringComparison.Ordinal)
        && text[0] is not (' ' or '\n')
        && !text.Contains(" \n", StringComparison.Ordinal)
        && text[^1] != ' '
        && text.EnumerateRunes().All(character => character.Value == '\n' || Printable.IsHarmless(character));

    private static string Scalar(string text, bool isKey = false) => IsPlain(text) ? text : Quoted(text, isKey);

    private static string FlowScalar(string text, bool isKey) =>
        IsPlain(text) && !text.Contains(',', StringComparison.Ordinal) ? text : Quoted(text, isKey);

    private static bool IsPlain(string text) => PlainPattern().IsMatch(text) && !ReservedWords.Contain(text);

    private static string Escape(string text) => text.Replace("${", "$${", StringComparison.Ordinal);

    // A JSON string is a double-quoted YAML scalar.
    private static string Quoted(string text, bool isKey = false)
    {
        string literal = isKey ? text : Escape(text);
        return $"\"{Printable.InYaml(JsonEncodedText.Encode(literal, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value)}\"";
    }

    [GeneratedRegex(
        @"^[A-Za-z][A-Za-z0-9_./@+()-]*(:?[A-Za-z0-9_./@+()-]+)*( [A-Za-z0-9_./@+()-]+)*$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PlainPattern();
}
