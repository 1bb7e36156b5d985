using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>
/// The JSON of the REST API, as the source generator made it: reads and writes entities without reflection, trimmed and native programs
/// included. The tables of properties name each field as the API does.
/// </summary>
/// <example>
/// <code>
/// string json = JsonSerializer.Serialize(model, ModelRegistryJson.RegisteredModel);
/// </code>
/// </example>
public static class ModelRegistryJson
{
    /// <summary>Gets the JSON of a registered model.</summary>
    public static JsonTypeInfo<RegisteredModel> RegisteredModel => ModelsJson.Default.RegisteredModel;

    /// <summary>Gets the JSON of what a new registered model is made of.</summary>
    public static JsonTypeInfo<RegisteredModelCreate> RegisteredModelCreate => ModelsJson.Default.RegisteredModelCreate;

    /// <summary>Gets the JSON of a model version.</summary>
    public static JsonTypeInfo<ModelVersion> ModelVersion => ModelsJson.Default.ModelVersion;

    /// <summary>Gets the JSON of what a new model version is made of.</summary>
    public static JsonTypeInfo<ModelVersionCreate> ModelVersionCreate => ModelsJson.Default.ModelVersionCreate;

    /// <summary>Gets the JSON of an inference service.</summary>
    public static JsonTypeInfo<InferenceService> InferenceService => ServingJson.Default.InferenceService;

    /// <summary>Gets the JSON of an artifact of any kind.</summary>
    public static JsonTypeInfo<Artifact> Artifact => ArtifactsJson.Default.Artifact;

    /// <summary>Gets the JSON of a model artifact.</summary>
    public static JsonTypeInfo<ModelArtifact> ModelArtifact => ArtifactsJson.Default.ModelArtifact;

    /// <summary>Gets the JSON of what a new model artifact is made of.</summary>
    public static JsonTypeInfo<ModelArtifactCreate> ModelArtifactCreate => ArtifactsJson.Default.ModelArtifactCreate;

    /// <summary>Gets the JSON of a document.</summary>
    public static JsonTypeInfo<DocArtifact> DocArtifact => ArtifactsJson.Default.DocArtifact;

    /// <summary>Gets the JSON of what a new document is made of.</summary>
    public static JsonTypeInfo<DocArtifactCreate> DocArtifactCreate => ArtifactsJson.Default.DocArtifactCreate;

    /// <summary>Gets the JSON of a data set.</summary>
    public static JsonTypeInfo<DataSet> DataSet => ArtifactsJson.Default.DataSet;

    /// <summary>Gets the JSON of what a new data set is made of.</summary>
    public static JsonTypeInfo<DataSetCreate> DataSetCreate => ArtifactsJson.Default.DataSetCreate;
}
