using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>The JSON of registered models and their versions. A context of its own, see <see cref="Api.RegistryApi"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RegisteredModel))]
[JsonSerializable(typeof(RegisteredModelCreate))]
[JsonSerializable(typeof(RegisteredModelUpdate))]
[JsonSerializable(typeof(ListResponse<RegisteredModel>), TypeInfoPropertyName = "RegisteredModelList")]
[JsonSerializable(typeof(ModelVersion))]
[JsonSerializable(typeof(ModelVersionCreate))]
[JsonSerializable(typeof(ModelVersionUpdate))]
[JsonSerializable(typeof(ListResponse<ModelVersion>), TypeInfoPropertyName = "ModelVersionList")]
internal sealed partial class ModelsJson : JsonSerializerContext;
