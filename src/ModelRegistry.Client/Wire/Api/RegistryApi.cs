using System.Text.Json.Serialization.Metadata;
using Refit;
using Refit.Implementation;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>
/// The operations of a registry over one <see cref="HttpClient"/>. Each part is made when it is first used, with the JSON types that it
/// alone needs, so that a native program contains no more of them than it calls. The types come from several contexts, since a program
/// that uses one type of a context contains them all.
/// </summary>
internal sealed class RegistryApi(HttpClient http)
{
    /// <summary>Gets the registry's clock, as of its last response.</summary>
    public RegistryClock Clock { get; } = new();

    public IRegisteredModelsApi RegisteredModels => field ??= GeneratedModelRegistry_Client.RegisteredModels(http, Settings(
        ModelsJson.Default.RegisteredModel,
        ModelsJson.Default.RegisteredModelList,
        ModelsJson.Default.RegisteredModelCreate,
        ModelsJson.Default.RegisteredModelUpdate,
        ModelsJson.Default.ModelVersion,
        ModelsJson.Default.ModelVersionList,
        ModelsJson.Default.ModelVersionCreate));

    public IModelVersionsApi ModelVersions => field ??= GeneratedModelRegistry_Client.ModelVersions(http, Settings(
        ModelsJson.Default.ModelVersion,
        ModelsJson.Default.ModelVersionList,
        ModelsJson.Default.ModelVersionCreate,
        ModelsJson.Default.ModelVersionUpdate,
        ArtifactsJson.Default.Artifact,
        ArtifactsJson.Default.ArtifactList,
        ArtifactsJson.Default.ArtifactCreate));

    public IArtifactsApi Artifacts => field ??= GeneratedModelRegistry_Client.Artifacts(http, Settings(
        ArtifactsJson.Default.Artifact,
        ArtifactsJson.Default.ArtifactList,
        ArtifactsJson.Default.ArtifactCreate,
        ArtifactsJson.Default.ArtifactUpdate));

    public IModelArtifactsApi ModelArtifacts => field ??= GeneratedModelRegistry_Client.ModelArtifacts(http, Settings(
        ArtifactsJson.Default.ModelArtifact,
        ArtifactsJson.Default.ModelArtifactList,
        ArtifactsJson.Default.ModelArtifactCreate,
        ArtifactsJson.Default.ModelArtifactUpdate));

    public IServingEnvironmentsApi ServingEnvironments => field ??= GeneratedModelRegistry_Client.ServingEnvironments(http, Settings(
        ServingJson.Default.ServingEnvironment,
        ServingJson.Default.ServingEnvironmentList,
        ServingJson.Default.ServingEnvironmentCreate,
        ServingJson.Default.ServingEnvironmentUpdate,
        ServingJson.Default.InferenceService,
        ServingJson.Default.InferenceServiceList,
        ServingJson.Default.InferenceServiceCreate));

    public IInferenceServicesApi InferenceServices => field ??= GeneratedModelRegistry_Client.InferenceServices(http, Settings(
        ServingJson.Default.InferenceService,
        ServingJson.Default.InferenceServiceList,
        ServingJson.Default.InferenceServiceCreate,
        ServingJson.Default.InferenceServiceUpdate,
        ServingJson.Default.ServeModel,
        ServingJson.Default.ServeModelList,
        ServingJson.Default.ServeModelCreate,
        ModelsJson.Default.RegisteredModel,
        ModelsJson.Default.ModelVersion));

    public IExperimentsApi Experiments => field ??= GeneratedModelRegistry_Client.Experiments(http, Settings(
        ExperimentsJson.Default.Experiment,
        ExperimentsJson.Default.ExperimentList,
        ExperimentsJson.Default.ExperimentCreate,
        ExperimentsJson.Default.ExperimentUpdate,
        ExperimentsJson.Default.ExperimentRun,
        ExperimentsJson.Default.ExperimentRunList,
        ExperimentsJson.Default.ExperimentRunCreate));

    public IExperimentRunsApi ExperimentRuns => field ??= GeneratedModelRegistry_Client.ExperimentRuns(http, Settings(
        ExperimentsJson.Default.ExperimentRun,
        ExperimentsJson.Default.ExperimentRunList,
        ExperimentsJson.Default.ExperimentRunCreate,
        ExperimentsJson.Default.ExperimentRunUpdate,
        ExperimentsJson.Default.MetricList));

    public IExperimentRunArtifactsApi ExperimentRunArtifacts =>
        field ??= GeneratedModelRegistry_Client.ExperimentRunArtifacts(http, Settings(
            ArtifactsJson.Default.Artifact,
            ArtifactsJson.Default.ArtifactList,
            ArtifactsJson.Default.ArtifactCreate));

    private RefitSettings Settings(params JsonTypeInfo[] types) => Settings(Clock, types);

    /// <summary>The settings of every API, with the JSON types of one part of it.</summary>
    // Every failure is a ModelRegistryException before Refit sees it: it has none of its own to make, whose request would hold the token.
    internal static RefitSettings Settings(RegistryClock? clock, params JsonTypeInfo[] types) => new()
    {
        ContentSerializer = new JsonContentSerializer(types) { Clock = clock },
        // Bodies are bytes with a length, not streams that go out in chunks.
        RequestBodySerialization = RequestBodySerializationMode.Buffered,
        // Paths are below the base address, as everywhere else in .NET.
        UrlResolution = UrlResolutionMode.Rfc3986,
        ExceptionFactory = static _ => default,
        TransportExceptionFactory = static (_, exception, _) => exception.Find<ModelRegistryException>() ?? exception,
        DeserializationExceptionFactory = static (_, exception) => ValueTask.FromResult<Exception?>(exception),
    };
}
