using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>The JSON of artifacts of every kind. A context of its own, see <see cref="Api.RegistryApi"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Artifact))]
[JsonSerializable(typeof(ListResponse<Artifact>), TypeInfoPropertyName = "ArtifactList")]
[JsonSerializable(typeof(ListResponse<ModelArtifact>), TypeInfoPropertyName = "ModelArtifactList")]
[JsonSerializable(typeof(ModelArtifact))]
[JsonSerializable(typeof(DocArtifact))]
[JsonSerializable(typeof(DataSet))]
[JsonSerializable(typeof(Metric))]
[JsonSerializable(typeof(Parameter))]
[JsonSerializable(typeof(UnknownArtifact))]
[JsonSerializable(typeof(ArtifactCreate))]
[JsonSerializable(typeof(ArtifactUpdate))]
[JsonSerializable(typeof(ModelArtifactCreate))]
[JsonSerializable(typeof(DocArtifactCreate))]
[JsonSerializable(typeof(DataSetCreate))]
[JsonSerializable(typeof(MetricCreate))]
[JsonSerializable(typeof(ParameterCreate))]
[JsonSerializable(typeof(ModelArtifactUpdate))]
[JsonSerializable(typeof(DocArtifactUpdate))]
[JsonSerializable(typeof(DataSetUpdate))]
[JsonSerializable(typeof(MetricUpdate))]
[JsonSerializable(typeof(ParameterUpdate))]
internal sealed partial class ArtifactsJson : JsonSerializerContext;
