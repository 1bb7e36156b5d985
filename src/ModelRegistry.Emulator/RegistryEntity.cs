using System.Globalization;
using System.Text;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator;

/// <summary>An entity of a registry as data.</summary>
public sealed record RegistryEntity
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The name of the type, as in the API description: <c>RegisteredModel</c>, <c>ModelVersion</c>, <c>DocArtifact</c> and so on.
    /// </summary>
    public required string TypeName { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The id in the client's system; <see langword="null"/> when there is none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>
    /// The ids of the entities that list this one, in the order in which they came to do so. Artifacts may have several or none.
    /// </summary>
    public required IReadOnlyList<string> ParentIds { get; init; }

    /// <summary>The first of <see cref="ParentIds"/>; <see langword="null"/> when there is none.</summary>
    public string? ParentId => ParentIds.Count == 0 ? null : ParentIds[0];

    /// <summary>The state (of a service the desired one, of a serve the last known); <see langword="null"/> when there is none.</summary>
    public string? State { get; init; }

    /// <summary>The custom properties by key, each as text: numbers as the server prints them, structs as JSON.</summary>
    public required IReadOnlyDictionary<string, string> CustomProperties { get; init; }

    /// <summary>The whole entity as the server returns it.</summary>
    public required string Json { get; init; }

    internal static RegistryEntity From(Entity entity) => new()
    {
        Id = entity.Id.ToString(CultureInfo.InvariantCulture),
        TypeName = entity.Type.GoName,
        Name = entity.Name,
        ExternalId = entity.ExternalId,
        ParentIds = [.. entity.Parents.Select(static parent => parent.ToString(CultureInfo.InvariantCulture))],
        State = (string?)(entity["state"] ?? entity["desiredState"] ?? entity["lastKnownState"]),
        CustomProperties = entity.Properties
            .Where(static property => !Entity.IsHidden(property.Key))
            .ToDictionary(static property => property.Key, static property => AsText(property.Value), StringComparer.Ordinal),
        Json = Encoding.UTF8.GetString(entity.Json),
    };

    private static string AsText(PropertyValue value) => value.Kind switch
    {
        MetadataKind.Bool => value.Integer != 0 ? "true" : "false",
        MetadataKind.Double => GoNumber.FormatDouble(value.Number),
        MetadataKind.Int => value.Integer.ToString(CultureInfo.InvariantCulture),
        _ => value.Text!,
    };
}
