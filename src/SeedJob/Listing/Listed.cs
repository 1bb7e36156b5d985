using System.Text.Json;
using ModelRegistry.Client;

namespace SeedJob.Listing;

/// <summary>An entity as it is listed: where it belongs, and its own JSON, field by field as the API has it.</summary>
/// <param name="Path">What leads to it: the model, the version, the artifact.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Json">Its JSON.</param>
internal sealed record Listed(IReadOnlyList<string> Path, RegistryResource Entity, JsonElement Json)
{
    /// <summary>Gets the name of the model it belongs to.</summary>
    public string Model => Path[0];

    /// <summary>Gets the name of the version it belongs to; empty for a model.</summary>
    public string Version => Path.Count > 1 ? Path[1] : "";

    /// <summary>Gets its own name.</summary>
    public string Name => Path[^1];

    /// <summary>Gets a value indicating whether it is out of use.</summary>
    public bool IsArchived => Text("state") == "ARCHIVED";

    public static Listed Of(RegisteredModel model) =>
        new([model.Name], model, JsonSerializer.SerializeToElement(model, ModelRegistryJson.RegisteredModel));

    public static Listed Of(string model, ModelVersion version) =>
        new([model, version.Name], version, JsonSerializer.SerializeToElement(version, ModelRegistryJson.ModelVersion));

    public static Listed Of(string model, string version, Artifact artifact) =>
        new([model, version, artifact.Name ?? ""], artifact, JsonSerializer.SerializeToElement(artifact, ModelRegistryJson.Artifact));

    public static Listed Of(string model, string version, InferenceService service) =>
        new([model, version, service.Name ?? ""], service, JsonSerializer.SerializeToElement(service, ModelRegistryJson.InferenceService));

    /// <summary>Reads a field; empty when it isn't set.</summary>
    public string Text(string field) =>
        Json.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
