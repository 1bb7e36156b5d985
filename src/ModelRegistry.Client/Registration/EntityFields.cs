using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ModelRegistry.Client;

/// <summary>
/// The fields of a kind of entity that can be changed, by their names in JSON: what a new one is given, what it has, and what an update
/// says. They come from the tables that the source generator makes of the three types, so that no field is listed by hand; names, ids and
/// types of artifacts are in no update, and so can't be changed.
/// </summary>
/// <typeparam name="TCreate">What a new entity is made of.</typeparam>
/// <typeparam name="TEntity">The entity.</typeparam>
/// <typeparam name="TUpdate">What is to change in it.</typeparam>
internal sealed class EntityFields<TCreate, TEntity, TUpdate>
    where TCreate : ResourceCreate
    where TEntity : RegistryResource
    where TUpdate : ResourceUpdate
{
    private const string State = "state";
    private const string CustomProperties = "customProperties";

    // Every update says of itself what it is about.
    private const string ArtifactType = "artifactType";

    private static readonly string[] First = ["description", "externalId"];

    private readonly JsonTypeInfo<TUpdate> _update;
    private readonly (string Name, Func<object, object?> Desired, Func<object, object?> Actual)[] _fields;

    public EntityFields(JsonTypeInfo<TCreate> create, JsonTypeInfo<TEntity> entity, JsonTypeInfo<TUpdate> update)
    {
        _update = update;
        _fields =
        [
            .. update.Properties.Where(property => property.Get is not null).Select(property => property.Name)
                .Where(name => name is not (CustomProperties or ArtifactType))
                .OrderBy(name => name == State ? 1 : Array.IndexOf(First, name) is var place and >= 0 ? place - First.Length : 0)
                .Select(name => (name, GetterOf(create, name), GetterOf(entity, name))),
        ];
    }

    /// <summary>Compares what an entity must be like with what it is.</summary>
    /// <returns>The differences, and the update that removes them; none for an entity that is not there.</returns>
    public (IReadOnlyList<FieldChange> Changes, TUpdate? Update) Compare(
        TCreate desired, TEntity? actual, IReadOnlyList<string>? absent = null)
    {
        var diff = new FieldDiff();
        var changed = new List<KeyValuePair<string, object>>();
        foreach ((string name, Func<object, object?> desiredValue, Func<object, object?> actualValue) in _fields)
        {
            object? value = desiredValue(desired);
            if (diff.Differs(name, value, actual is null ? null : actualValue(actual)))
            {
                changed.Add(KeyValuePair.Create(name, value!));
            }
        }

        IReadOnlyDictionary<string, MetadataValue>? properties = diff.Properties(
            desired.CustomProperties, actual?.CustomProperties, absent);
        return (diff.Changes, actual is null || diff.Changes.Count == 0 ? null : Parse(changed) with { SentProperties = properties });
    }

    private static Func<object, object?> GetterOf(JsonTypeInfo type, string name) =>
        type.Properties.FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.Ordinal))?.Get
        ?? throw new UnreachableException($"{type.Type.Name} has no '{name}', which an update can change.");

    /// <summary>An update has fields that can only be set when it is made, so it is read from its own JSON.</summary>
    private TUpdate Parse(List<KeyValuePair<string, object>> fields)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach ((string name, object value) in fields)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return JsonSerializer.Deserialize(json.GetBuffer().AsSpan(0, (int)json.Length), _update)!;
    }

    private static void Write(Utf8JsonWriter writer, object value)
    {
        if (value is not IReadOnlyList<string> strings)
        {
            writer.WriteStringValue(FieldDiff.Show(value));
            return;
        }

        writer.WriteStartArray();
        foreach (string item in strings)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}
