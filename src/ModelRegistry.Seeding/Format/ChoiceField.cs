using System.Text.Json;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>One of a few texts.</summary>
internal sealed class ChoiceField<T>(string name, string description, IReadOnlyList<string> choices, Action<T, string> set)
    : Field<T>(name, description)
{
    public override void Read(T target, SeedNode value, FormatReader reader)
    {
        if (reader.ReadChoice(value, Name, choices) is { } choice)
        {
            set(target, choice);
        }
    }

    public override string? Copy(T target, object value)
    {
        string choice = value.ToString()!;
        if (!choices.Contains(choice, StringComparer.Ordinal))
        {
            return $"it can't be '{choice}' in a seed";
        }

        set(target, choice);
        return null;
    }

    public override void WriteSchema(Utf8JsonWriter schema) => SchemaParts.WriteChoice(schema, choices);
}
