using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// The JSON of serving environments, inference services and what they serve. A context of its own, see <see cref="Api.RegistryApi"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ServingEnvironment))]
[JsonSerializable(typeof(ServingEnvironmentCreate))]
[JsonSerializable(typeof(ServingEnvironmentUpdate))]
[JsonSerializable(typeof(ListResponse<ServingEnvironment>), TypeInfoPropertyName = "ServingEnvironmentList")]
[JsonSerializable(typeof(InferenceService))]
[JsonSerializable(typeof(InferenceServiceCreate))]
[JsonSerializable(typeof(InferenceServiceUpdate))]
[JsonSerializable(typeof(ListResponse<InferenceService>), TypeInfoPropertyName = "InferenceServiceList")]
[JsonSerializable(typeof(ServeModel))]
[JsonSerializable(typeof(ServeModelCreate))]
[JsonSerializable(typeof(ListResponse<ServeModel>), TypeInfoPropertyName = "ServeModelList")]
internal sealed partial class ServingJson : JsonSerializerContext;
