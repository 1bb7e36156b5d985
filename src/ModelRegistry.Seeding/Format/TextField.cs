using System.Text.Json;
using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A text.</summary>
internal sealed class TextField<T>(string name, string description, Action<T, string> set, TextRule? rule = null)
    : Field<T>(name, description)
{
    private readonly TextRule _rule = rule ?? TextRule.Any;

    public override void Read(T target, SeedNode value, FormatReader reader)
    {
        if (reader.ReadText(value, Name, _rule) is { } text)
        {
            set(target, text);
        }
    }

    public override string? Copy(T target, object value)
    {
        string text = (string)value;
        if (_rule.Check(text) is { } problem)
        {
            return $"it {problem.Message}";
        }

        set(target, text);
        return null;
    }

    public override void WriteSchema(Utf8JsonWriter schema) => SchemaParts.WriteText(schema, _rule);
}
