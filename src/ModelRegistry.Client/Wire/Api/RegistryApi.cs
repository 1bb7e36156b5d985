using System.Text.Json.Serialization.Metadata;
using Refit;
using Refit.Implementation;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>
/// The operations of a registry over one <see cref="HttpClient"/>. Each part is made when it is first used, with the JSON types that it
/// alone needs, so that a native program contains no more of them than it calls.
/// </summary>
internal sealed class RegistryApi(HttpClient http)
{
    public IRegisteredModelsApi RegisteredModels => field ??= GeneratedModelRegistry_Client.RegisteredModels(http, Settings(
        RegistryJson.Default.RegisteredModel,
        RegistryJson.Default.RegisteredModelList,
        RegistryJson.Default.RegisteredModelCreate,
        RegistryJson.Default.RegisteredModelUpdate,
        RegistryJson.Default.ModelVersion,
        RegistryJson.Default.ModelVersionList,
        RegistryJson.Default.ModelVersionCreate));

    public IModelVersionsApi ModelVersions => field ??= GeneratedModelRegistry_Client.ModelVersions(http, Settings(
        RegistryJson.Default.ModelVersion,
        RegistryJson.Default.ModelVersionList,
        RegistryJson.Default.ModelVersionCreate,
        RegistryJson.Default.ModelVersionUpdate,
        RegistryJson.Default.Artifact,
        RegistryJson.Default.ArtifactList,
        RegistryJson.Default.ArtifactCreate));

    public IArtifactsApi Artifacts => field ??= GeneratedModelRegistry_Client.Artifacts(http, Settings(
        RegistryJson.Default.Artifact,
        RegistryJson.Default.ArtifactList,
        RegistryJson.Default.ArtifactCreate,
        RegistryJson.Default.ArtifactUpdate));

    public IModelArtifactsApi ModelArtifacts => field ??= GeneratedModelRegistry_Client.ModelArtifacts(http, Settings(
        RegistryJson.Default.ModelArtifact,
        RegistryJson.Default.ModelArtifactList,
        RegistryJson.Default.ModelArtifactCreate,
        RegistryJson.Default.ModelArtifactUpdate));

    public IServingEnvironmentsApi ServingEnvironments => field ??= GeneratedModelRegistry_Client.ServingEnvironments(http, Settings(
        RegistryJson.Default.ServingEnvironment,
        RegistryJson.Default.ServingEnvironmentList,
        RegistryJson.Default.ServingEnvironmentCreate,
        RegistryJson.Default.ServingEnvironmentUpdate,
        RegistryJson.Default.InferenceService,
        RegistryJson.Default.InferenceServiceList,
        RegistryJson.Default.InferenceServiceCreate));

    public IInferenceServicesApi InferenceServices => field ??= GeneratedModelRegistry_Client.InferenceServices(http, Settings(
        RegistryJson.Default.InferenceService,
        RegistryJson.Default.InferenceServiceList,
        RegistryJson.Default.InferenceServiceCreate,
        RegistryJson.Default.InferenceServiceUpdate,
        RegistryJson.Default.ServeModel,
        RegistryJson.Default.ServeModelList,
        RegistryJson.Default.ServeModelCreate,
        RegistryJson.Default.RegisteredModel,
        RegistryJson.Default.ModelVersion));

    public IExperimentsApi Experiments => field ??= GeneratedModelRegistry_Client.Experiments(http, Settings(
        RegistryJson.Default.Experiment,
        RegistryJson.Default.ExperimentList,
        RegistryJson.Default.ExperimentCreate,
        RegistryJson.Default.ExperimentUpdate,
        RegistryJson.Default.ExperimentRun,
        RegistryJson.Default.ExperimentRunList,
        RegistryJson.Default.ExperimentRunCreate));

    public IExperimentRunsApi ExperimentRuns => field ??= GeneratedModelRegistry_Client.ExperimentRuns(http, Settings(
        RegistryJson.Default.ExperimentRun,
        RegistryJson.Default.ExperimentRunList,
        RegistryJson.Default.ExperimentRunCreate,
        RegistryJson.Default.ExperimentRunUpdate,
        RegistryJson.Default.Artifact,
        RegistryJson.Default.ArtifactList,
        RegistryJson.Default.ArtifactCreate,
        RegistryJson.Default.MetricList));

    // Every failure is a ModelRegistryException before Refit sees it: it has none of its own to make, whose request would hold the token.
    private static RefitSettings Settings(params JsonTypeInfo[] types) => new()
    {
        ContentSerializer = new JsonContentSerializer(types),
        // Bodies are bytes with a length, not streams that go out in chunks.
        RequestBodySerialization = RequestBodySerializationMode.Buffered,
        // Paths are below the base address, as everywhere else in .NET.
        UrlResolution = UrlResolutionMode.Rfc3986,
        ExceptionFactory = static _ => default,
        TransportExceptionFactory = static (_, exception, _) => exception.Find<ModelRegistryException>() ?? exception,
        DeserializationExceptionFactory = static (_, exception) => ValueTask.FromResult<Exception?>(exception),
    };
}
