using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// The JSON of experiments, their runs and the history of metrics. A context of its own, see <see cref="Api.RegistryApi"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Experiment))]
[JsonSerializable(typeof(ExperimentCreate))]
[JsonSerializable(typeof(ExperimentUpdate))]
[JsonSerializable(typeof(ListResponse<Experiment>), TypeInfoPropertyName = "ExperimentList")]
[JsonSerializable(typeof(ExperimentRun))]
[JsonSerializable(typeof(ExperimentRunCreate))]
[JsonSerializable(typeof(ExperimentRunUpdate))]
[JsonSerializable(typeof(ListResponse<ExperimentRun>), TypeInfoPropertyName = "ExperimentRunList")]
[JsonSerializable(typeof(ListResponse<Metric>), TypeInfoPropertyName = "MetricList")]
internal sealed partial class ExperimentsJson : JsonSerializerContext;
