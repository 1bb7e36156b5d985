using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Format;

/// <summary>
/// Reads fields by their names in the API: from the tables that the source generator makes, so that none is listed by hand.
/// </summary>
internal static class SpecFields
{
    /// <summary>Gets a field, or <see langword="null"/> when it is not set, or the API has no field of that name, as with labels.</summary>
    public static object? Get(object owner, string field) =>
        TypeOf(owner).Properties.FirstOrDefault(
            property => string.Equals(property.Name, field, StringComparison.Ordinal))?.Get?.Invoke(owner);

    private static JsonTypeInfo TypeOf(object owner) => owner switch
    {
        RegisteredModelCreate => ModelRegistryJson.RegisteredModelCreate,
        ModelVersionCreate => ModelRegistryJson.ModelVersionCreate,
        ModelArtifactCreate => ModelRegistryJson.ModelArtifactCreate,
        DocArtifactCreate => ModelRegistryJson.DocArtifactCreate,
        DataSetCreate => ModelRegistryJson.DataSetCreate,
        RegisteredModel => ModelRegistryJson.RegisteredModel,
        ModelVersion => ModelRegistryJson.ModelVersion,
        ModelArtifact => ModelRegistryJson.ModelArtifact,
        DocArtifact => ModelRegistryJson.DocArtifact,
        DataSet => ModelRegistryJson.DataSet,
        _ => throw new UnreachableException($"A seed has no {owner.GetType().Name}."),
    };
}
