namespace ModelRegistry.Client.Wire;

/// <summary>The operations of v1alpha3, as the OpenAPI document lists them.</summary>
internal static class Operations
{
    // Registered models
    public static readonly Operation FindRegisteredModel = new("findRegisteredModel", HttpMethod.Get, "registered_model", "name", "externalId");
    public static readonly Operation GetRegisteredModels = new("getRegisteredModels", HttpMethod.Get, "registered_models", "filterQuery", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateRegisteredModel = new("createRegisteredModel", HttpMethod.Post, "registered_models");
    public static readonly Operation GetRegisteredModel = new("getRegisteredModel", HttpMethod.Get, "registered_models/{registeredmodelId}");
    public static readonly Operation UpdateRegisteredModel = new("updateRegisteredModel", HttpMethod.Patch, "registered_models/{registeredmodelId}");
    public static readonly Operation GetRegisteredModelVersions = new("getRegisteredModelVersions", HttpMethod.Get, "registered_models/{registeredmodelId}/versions", "name", "externalId", "filterQuery", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateRegisteredModelVersion = new("createRegisteredModelVersion", HttpMethod.Post, "registered_models/{registeredmodelId}/versions");

    // Model versions
    public static readonly Operation FindModelVersion = new("findModelVersion", HttpMethod.Get, "model_version", "name", "externalId", "parentResourceId");
    public static readonly Operation GetModelVersions = new("getModelVersions", HttpMethod.Get, "model_versions", "filterQuery", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateModelVersion = new("createModelVersion", HttpMethod.Post, "model_versions");
    public static readonly Operation GetModelVersion = new("getModelVersion", HttpMethod.Get, "model_versions/{modelversionId}");
    public static readonly Operation UpdateModelVersion = new("updateModelVersion", HttpMethod.Patch, "model_versions/{modelversionId}");
    public static readonly Operation GetModelVersionArtifacts = new("getModelVersionArtifacts", HttpMethod.Get, "model_versions/{modelversionId}/artifacts", "filterQuery", "name", "externalId", "artifactType", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation UpsertModelVersionArtifact = new("upsertModelVersionArtifact", HttpMethod.Post, "model_versions/{modelversionId}/artifacts");

    // Artifacts
    public static readonly Operation FindArtifact = new("findArtifact", HttpMethod.Get, "artifact", "name", "externalId", "parentResourceId");
    public static readonly Operation GetArtifacts = new("getArtifacts", HttpMethod.Get, "artifacts", "filterQuery", "artifactType", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateArtifact = new("createArtifact", HttpMethod.Post, "artifacts");
    public static readonly Operation GetArtifact = new("getArtifact", HttpMethod.Get, "artifacts/{id}");
    public static readonly Operation UpdateArtifact = new("updateArtifact", HttpMethod.Patch, "artifacts/{id}");

    // Model artifacts
    public static readonly Operation FindModelArtifact = new("findModelArtifact", HttpMethod.Get, "model_artifact", "name", "externalId", "parentResourceId");
    public static readonly Operation GetModelArtifacts = new("getModelArtifacts", HttpMethod.Get, "model_artifacts", "filterQuery", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateModelArtifact = new("createModelArtifact", HttpMethod.Post, "model_artifacts");
    public static readonly Operation GetModelArtifact = new("getModelArtifact", HttpMethod.Get, "model_artifacts/{modelartifactId}");
    public static readonly Operation UpdateModelArtifact = new("updateModelArtifact", HttpMethod.Patch, "model_artifacts/{modelartifactId}");

    // Serving environments
    public static readonly Operation FindServingEnvironment = new("findServingEnvironment", HttpMethod.Get, "serving_environment", "name", "externalId");
    public static readonly Operation GetServingEnvironments = new("getServingEnvironments", HttpMethod.Get, "serving_environments", "filterQuery", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateServingEnvironment = new("createServingEnvironment", HttpMethod.Post, "serving_environments");
    public static readonly Operation GetServingEnvironment = new("getServingEnvironment", HttpMethod.Get, "serving_environments/{servingenvironmentId}");
    public static readonly Operation UpdateServingEnvironment = new("updateServingEnvironment", HttpMethod.Patch, "serving_environments/{servingenvironmentId}");
    public static readonly Operation GetEnvironmentInferenceServices = new("getEnvironmentInferenceServices", HttpMethod.Get, "serving_environments/{servingenvironmentId}/inference_services", "filterQuery", "name", "externalId", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateEnvironmentInferenceService = new("createEnvironmentInferenceService", HttpMethod.Post, "serving_environments/{servingenvironmentId}/inference_services");

    // Inference services
    public static readonly Operation FindInferenceService = new("findInferenceService", HttpMethod.Get, "inference_service", "name", "externalId", "parentResourceId");
    public static readonly Operation GetInferenceServices = new("getInferenceServices", HttpMethod.Get, "inference_services", "filterQuery", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateInferenceService = new("createInferenceService", HttpMethod.Post, "inference_services");
    public static readonly Operation GetInferenceService = new("getInferenceService", HttpMethod.Get, "inference_services/{inferenceserviceId}");
    public static readonly Operation UpdateInferenceService = new("updateInferenceService", HttpMethod.Patch, "inference_services/{inferenceserviceId}");
    public static readonly Operation GetInferenceServiceModel = new("getInferenceServiceModel", HttpMethod.Get, "inference_services/{inferenceserviceId}/model");
    public static readonly Operation GetInferenceServiceServes = new("getInferenceServiceServes", HttpMethod.Get, "inference_services/{inferenceserviceId}/serves", "filterQuery", "name", "externalId", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateInferenceServiceServe = new("createInferenceServiceServe", HttpMethod.Post, "inference_services/{inferenceserviceId}/serves");
    public static readonly Operation GetInferenceServiceVersion = new("getInferenceServiceVersion", HttpMethod.Get, "inference_services/{inferenceserviceId}/version");

    // Experiments
    public static readonly Operation FindExperiment = new("findExperiment", HttpMethod.Get, "experiment", "name", "externalId");
    public static readonly Operation GetExperiments = new("getExperiments", HttpMethod.Get, "experiments", "filterQuery", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateExperiment = new("createExperiment", HttpMethod.Post, "experiments");
    public static readonly Operation GetExperiment = new("getExperiment", HttpMethod.Get, "experiments/{experimentId}");
    public static readonly Operation UpdateExperiment = new("updateExperiment", HttpMethod.Patch, "experiments/{experimentId}");
    public static readonly Operation GetExperimentExperimentRuns = new("getExperimentExperimentRuns", HttpMethod.Get, "experiments/{experimentId}/experiment_runs", "name", "externalId", "filterQuery", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateExperimentExperimentRun = new("createExperimentExperimentRun", HttpMethod.Post, "experiments/{experimentId}/experiment_runs");

    // Experiment runs
    public static readonly Operation FindExperimentRun = new("findExperimentRun", HttpMethod.Get, "experiment_run", "name", "externalId", "parentResourceId");
    public static readonly Operation GetExperimentRuns = new("getExperimentRuns", HttpMethod.Get, "experiment_runs", "filterQuery", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation CreateExperimentRun = new("createExperimentRun", HttpMethod.Post, "experiment_runs");
    public static readonly Operation GetExperimentRunsMetricHistory = new("getExperimentRunsMetricHistory", HttpMethod.Get, "experiment_runs/metric_history", "filterQuery", "name", "stepIds", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation GetExperimentRun = new("getExperimentRun", HttpMethod.Get, "experiment_runs/{experimentrunId}");
    public static readonly Operation UpdateExperimentRun = new("updateExperimentRun", HttpMethod.Patch, "experiment_runs/{experimentrunId}");
    public static readonly Operation GetExperimentRunArtifacts = new("getExperimentRunArtifacts", HttpMethod.Get, "experiment_runs/{experimentrunId}/artifacts", "filterQuery", "name", "externalId", "artifactType", "pageSize", "orderBy", "sortOrder", "nextPageToken");
    public static readonly Operation UpsertExperimentRunArtifact = new("upsertExperimentRunArtifact", HttpMethod.Post, "experiment_runs/{experimentrunId}/artifacts");
    public static readonly Operation GetExperimentRunMetricHistory = new("getExperimentRunMetricHistory", HttpMethod.Get, "experiment_runs/{experimentrunId}/metric_history", "filterQuery", "name", "stepIds", "pageSize", "orderBy", "sortOrder", "nextPageToken");

    /// <summary>Gets all operations.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        FindRegisteredModel,
        GetRegisteredModels,
        CreateRegisteredModel,
        GetRegisteredModel,
        UpdateRegisteredModel,
        GetRegisteredModelVersions,
        CreateRegisteredModelVersion,
        FindModelVersion,
        GetModelVersions,
        CreateModelVersion,
        GetModelVersion,
        UpdateModelVersion,
        GetModelVersionArtifacts,
        UpsertModelVersionArtifact,
        FindArtifact,
        GetArtifacts,
        CreateArtifact,
        GetArtifact,
        UpdateArtifact,
        FindModelArtifact,
        GetModelArtifacts,
        CreateModelArtifact,
        GetModelArtifact,
        UpdateModelArtifact,
        FindServingEnvironment,
        GetServingEnvironments,
        CreateServingEnvironment,
        GetServingEnvironment,
        UpdateServingEnvironment,
        GetEnvironmentInferenceServices,
        CreateEnvironmentInferenceService,
        FindInferenceService,
        GetInferenceServices,
        CreateInferenceService,
        GetInferenceService,
        UpdateInferenceService,
        GetInferenceServiceModel,
        GetInferenceServiceServes,
        CreateInferenceServiceServe,
        GetInferenceServiceVersion,
        FindExperiment,
        GetExperiments,
        CreateExperiment,
        GetExperiment,
        UpdateExperiment,
        GetExperimentExperimentRuns,
        CreateExperimentExperimentRun,
        FindExperimentRun,
        GetExperimentRuns,
        CreateExperimentRun,
        GetExperimentRunsMetricHistory,
        GetExperimentRun,
        UpdateExperimentRun,
        GetExperimentRunArtifacts,
        UpsertExperimentRunArtifact,
        GetExperimentRunMetricHistory,
    ];
}
