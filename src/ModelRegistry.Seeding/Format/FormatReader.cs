using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>Reads values of the kinds that fields have, and reports those of another kind.</summary>
internal sealed class FormatReader(SeedErrorList errors, SecretMask secrets)
{
    private int _reported;

    /// <summary>Gets or sets the defaults of the document that is being read.</summary>
    public SeedDefaults Defaults { get; set; } = new();

    public void Report(SeedLocation location, string code, string message)
    {
        _reported++;
        errors.Add(location, code, message);
    }

    public void Warn(SeedLocation location, string code, string message) => errors.Warn(location, code, message);

    /// <summary>Quotes a text of the seed, without secrets.</summary>
    public string Show(string text) => Quoted.Of(secrets.Hide(text));

    public bool IsReadWithoutError(Action read)
    {
        int before = _reported;
        read();
        return _reported == before;
    }

    /// <summary>Reads a text. Unquoted numbers are texts too, as they are written: a version <c>1.10</c> stays <c>1.10</c>.</summary>
    public string? ReadText(SeedNode node, string what, TextRule rule)
    {
        switch (node)
        {
            case ScalarNode { Type: ScalarKind.Broken }:
                return null;
            case ScalarNode { Type: ScalarKind.Null }:
                ReportNoValue(node, what);
                return null;
            case ScalarNode { Type: ScalarKind.Boolean } scalar:
                Report(
                    node.Location,
                    SeedErrorCodes.WrongType,
                    $"{Subject(what)} must be a text, not a boolean: write \"{scalar.Text}\" in quotes if the text is meant");
                return null;
            case ScalarNode scalar:
                return Check(scalar.Text, node.Location, what, rule) ? scalar.Text : null;
            default:
                ReportWrongType(node, what, "a text");
                return null;
        }
    }

    /// <summary>Checks a text and reports what is wrong with it.</summary>
    public bool Check(string text, SeedLocation location, string what, TextRule rule)
    {
        if (rule.Check(text) is not { } problem)
        {
            return true;
        }

        Report(
            location,
            problem.Code,
            text.Length == 0 ? $"{Subject(what)} {problem.Message}" : $"{Subject(what)} {Show(text)} {problem.Message}");
        return false;
    }

    public string? ReadChoice(SeedNode node, string what, IReadOnlyList<string> choices)
    {
        if (ReadText(node, what, TextRule.Any) is not { } text)
        {
            return null;
        }

        if (choices.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        Report(
            node.Location,
            SeedErrorCodes.UnknownChoice,
            $"{Subject(what)} cannot be {Show(text)}{Suggestion.For(text, choices)}: it is one of {string.Join(", ", choices)}");
        return null;
    }

    public IReadOnlyList<SeedNode>? ReadList(SeedNode node, string what)
    {
        switch (node)
        {
            case SequenceNode sequence:
                return sequence.Items;
            case ScalarNode { Type: ScalarKind.Broken }:
                return null;
            case ScalarNode { Type: ScalarKind.Null }:
                ReportNoValue(node, what);
                return null;
            default:
                ReportWrongType(node, what, "a list");
                return null;
        }
    }

    public MappingNode? ReadMapping(SeedNode node, string what)
    {
        switch (node)
        {
            case MappingNode mapping:
                return mapping;
            case ScalarNode { Type: ScalarKind.Broken }:
                return null;
            case ScalarNode { Type: ScalarKind.Null }:
                ReportNoValue(node, what);
                return null;
            default:
                ReportWrongType(node, what, "a mapping");
                return null;
        }
    }

    public void ReportNoValue(SeedNode node, string what) =>
        Report(node.Location, SeedErrorCodes.NoValue, $"{Subject(what)} has no value: give it one, or remove it");

    public void ReportWrongType(SeedNode node, string what, string wanted) =>
        Report(node.Location, SeedErrorCodes.WrongType, $"{Subject(what)} must be {wanted}, not {node.Kind}");

    // A single word is a field's name and is quoted; anything longer is a phrase of ours.
    private static string Subject(string what) =>
        what.Contains(' ', StringComparison.Ordinal) || what.StartsWith('\'') ? what : $"'{what}'";
}
