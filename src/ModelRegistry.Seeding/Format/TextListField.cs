using System.Text.Json;
using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A list of texts.</summary>
internal sealed class TextListField<T>(string name, string description, Action<T, IReadOnlyList<string>> set, TextRule? rule = null)
    : Field<T>(name, description)
{
    private readonly string _anItem = $"an item of '{name}'";
    private readonly TextRule _rule = rule ?? TextRule.Any;

    public override void Read(T target, SeedNode value, FormatReader reader)
    {
        if (reader.ReadList(value, Name) is not { } items)
        {
            return;
        }

        // A list that lacks what could not be read says something else than was meant, and nothing may be judged by it.
        string[] texts = [.. items.Select(item => reader.ReadText(item, _anItem, _rule)).OfType<string>()];
        if (texts.Length == items.Count)
        {
            set(target, texts);
        }
    }

    public override string? Copy(T target, object value)
    {
        var texts = (IReadOnlyList<string>)value;
        if (texts.Select(_rule.Check).FirstOrDefault(problem => problem is not null) is { } problem)
        {
            return $"it {problem.Message}";
        }

        set(target, texts);
        return null;
    }

    public override void WriteSchema(Utf8JsonWriter schema) => SchemaParts.WriteTextList(schema, _rule);
}
