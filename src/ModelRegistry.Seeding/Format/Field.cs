using System.Text.Json;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>
/// A field of the seed format: its name, what it is for, how it is read and what JSON Schema says about it. The reader, its suggestions
/// and the schema all come from these.
/// </summary>
/// <typeparam name="T">What the field is read into.</typeparam>
internal abstract class Field<T>(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public bool IsRequired { get; init; }

    /// <summary>Gets whether the field may have a default for all models, versions or artifacts.</summary>
    public bool CanHaveDefault { get; init; }

    /// <summary>Gets the only kind of thing that has the field; <see langword="null"/> when all have it.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>Gets whether a default adds to what is written, rather than standing in where nothing is.</summary>
    public virtual bool Adds => false;

    public abstract void Read(T target, SeedNode value, FormatReader reader);

    /// <summary>Reads a default, behind all that is written.</summary>
    public virtual void ReadDefault(T target, SeedNode value, FormatReader reader) => Read(target, value, reader);

    /// <summary>Sets the field to what an entity of the registry has, unless a seed could not say it.</summary>
    /// <returns>Why a seed can't say it, or <see langword="null"/> when it is set, or is not copied from entities at all.</returns>
    public virtual string? Copy(T target, object value) => null;

    /// <summary>Writes the members of the field's schema, without its description.</summary>
    public abstract void WriteSchema(Utf8JsonWriter schema);
}
