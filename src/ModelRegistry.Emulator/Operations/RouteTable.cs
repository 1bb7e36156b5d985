using ModelRegistry.Emulator.Catalog;
using ModelRegistry.Emulator.Entities;

namespace ModelRegistry.Emulator.Operations;

/// <summary>One operation: a method on a path whose middle segment may be an id.</summary>
/// <param name="OperationId">The operation's name in the API description.</param>
/// <param name="Method">The method.</param>
/// <param name="Pattern">The path behind the base path; <c>{…}</c> stands for the id.</param>
/// <param name="Handle">Does it.</param>
internal sealed record Route(string OperationId, string Method, string Pattern, Func<RegistryOperations, ApiRequest, Response> Handle)
{
    /// <summary>The segments of the pattern.</summary>
    public string[] Segments { get; } = Pattern.Split('/');

    /// <summary>The name of the id in the pattern; <see langword="null"/> without one.</summary>
    public string? IdName { get; } = Pattern.Split('/').Where(static s => s.StartsWith('{')).Select(static s => s[1..^1]).FirstOrDefault();

    /// <summary>Whether the operation is about experiments or their runs.</summary>
    public bool IsOnExperiments => Pattern.StartsWith("experiment", StringComparison.Ordinal);

    /// <summary>The operation as v1 has it, where an id is named after what it identifies, with underscores.</summary>
    public Route InV1() => IdName is null or "id"
        ? this
        : new(OperationId, Method, Pattern.Replace(IdName, Segments[0].TrimEnd('s') + "_id", StringComparison.Ordinal), Handle);
}

/// <summary>The operations of one version of the API, below the path of that version.</summary>
internal sealed class RouteTable
{
    private static readonly Route[] Alpha =
    [
        new("findArtifact", "GET", "artifact", static (o, r) => o.FindArtifact(r)),
        new("getArtifacts", "GET", "artifacts", static (o, r) => o.ListArtifacts(r)),
        new("createArtifact", "POST", "artifacts", static (o, r) => o.CreateArtifact(r)),
        new("getArtifact", "GET", "artifacts/{id}", static (o, r) => o.GetArtifact(r)),
        new("updateArtifact", "PATCH", "artifacts/{id}", static (o, r) => o.PatchArtifact(r)),

        new("findModelArtifact", "GET", "model_artifact", static (o, r) => o.FindModelArtifact(r)),
        new("getModelArtifacts", "GET", "model_artifacts", static (o, r) => o.List(EntityTypes.ModelArtifact, filtered: false, r)),
        new("createModelArtifact", "POST", "model_artifacts", static (o, r) => o.CreateModelArtifact(r)),
        new("getModelArtifact", "GET", "model_artifacts/{modelartifactId}", static (o, r) => o.GetModelArtifact(r)),
        new("updateModelArtifact", "PATCH", "model_artifacts/{modelartifactId}", static (o, r) => o.PatchModelArtifact(r)),

        new("findRegisteredModel", "GET", "registered_model", static (o, r) => o.Find(EntityTypes.RegisteredModel, r)),
        new("getRegisteredModels", "GET", "registered_models", static (o, r) => o.List(EntityTypes.RegisteredModel, filtered: true, r)),
        new("createRegisteredModel", "POST", "registered_models", static (o, r) => o.Create(EntityTypes.RegisteredModel, r)),
        new("getRegisteredModel", "GET", "registered_models/{registeredmodelId}", static (o, r) => o.Get(EntityTypes.RegisteredModel, r)),
        new("updateRegisteredModel", "PATCH", "registered_models/{registeredmodelId}", static (o, r) => o.Patch(
            EntityTypes.RegisteredModel, r)),
        new("getRegisteredModelVersions", "GET", "registered_models/{registeredmodelId}/versions", static (o, r) => o.ListVersions(r)),
        new(
            "createRegisteredModelVersion",
            "POST",
            "registered_models/{registeredmodelId}/versions",
            static (o, r) => o.CreateVersionBelow(r)),

        new("findModelVersion", "GET", "model_version", static (o, r) => o.FindBelow(
            EntityTypes.ModelVersion, r, "parentResourceId", "registered model")),
        new("getModelVersions", "GET", "model_versions", static (o, r) => o.List(EntityTypes.ModelVersion, filtered: true, r)),
        new("createModelVersion", "POST", "model_versions", static (o, r) => o.CreateVersion(r)),
        new("getModelVersion", "GET", "model_versions/{modelversionId}", static (o, r) => o.Get(EntityTypes.ModelVersion, r)),
        new("updateModelVersion", "PATCH", "model_versions/{modelversionId}", static (o, r) => o.Patch(EntityTypes.ModelVersion, r)),
        new("getModelVersionArtifacts", "GET", "model_versions/{modelversionId}/artifacts", static (o, r) => o.ListVersionArtifacts(r)),
        new("upsertModelVersionArtifact", "POST", "model_versions/{modelversionId}/artifacts", static (o, r) => o.UpsertVersionArtifact(r)),

        new("findServingEnvironment", "GET", "serving_environment", static (o, r) => o.Find(EntityTypes.ServingEnvironment, r)),
        new("getServingEnvironments", "GET", "serving_environments", static (o, r) => o.List(
            EntityTypes.ServingEnvironment, filtered: false, r)),
        new("createServingEnvironment", "POST", "serving_environments", static (o, r) => o.Create(EntityTypes.ServingEnvironment, r)),
        new("getServingEnvironment", "GET", "serving_environments/{servingenvironmentId}", static (o, r) => o.Get(
            EntityTypes.ServingEnvironment, r)),
        new("updateServingEnvironment", "PATCH", "serving_environments/{servingenvironmentId}", static (o, r) => o.Patch(
            EntityTypes.ServingEnvironment, r)),
        new("getEnvironmentInferenceServices", "GET", "serving_environments/{servingenvironmentId}/inference_services",
            static (o, r) => o.ListBelow(EntityTypes.InferenceService, EntityTypes.ServingEnvironment, r)),
        new("createEnvironmentInferenceService", "POST", "serving_environments/{servingenvironmentId}/inference_services",
            static (o, r) => o.CreateServiceBelow(r)),

        new("findInferenceService", "GET", "inference_service", static (o, r) => o.FindBelow(
            EntityTypes.InferenceService, r, "parentResourceId", "parent resource")),
        new("getInferenceServices", "GET", "inference_services", static (o, r) => o.List(EntityTypes.InferenceService, filtered: false, r)),
        new("createInferenceService", "POST", "inference_services", static (o, r) => o.CreateService(r)),
        new("getInferenceService", "GET", "inference_services/{inferenceserviceId}", static (o, r) => o.Get(
            EntityTypes.InferenceService, r)),
        new("updateInferenceService", "PATCH", "inference_services/{inferenceserviceId}", static (o, r) => o.PatchService(r)),
        new("getInferenceServiceModel", "GET", "inference_services/{inferenceserviceId}/model", static (o, r) => o.GetServiceModel(r)),
        new(
            "getInferenceServiceVersion",
            "GET",
            "inference_services/{inferenceserviceId}/version",
            static (o, r) => o.GetServiceVersion(r)),
        new("getInferenceServiceServes", "GET", "inference_services/{inferenceserviceId}/serves",
            static (o, r) => o.ListBelow(EntityTypes.ServeModel, EntityTypes.InferenceService, r)),
        new("createInferenceServiceServe", "POST", "inference_services/{inferenceserviceId}/serves", static (o, r) => o.CreateServe(r)),

        new("findExperiment", "GET", "experiment", static (o, r) => o.Find(EntityTypes.Experiment, r)),
        new("getExperiments", "GET", "experiments", static (o, r) => o.List(EntityTypes.Experiment, filtered: true, r)),
        new("createExperiment", "POST", "experiments", static (o, r) => o.Create(EntityTypes.Experiment, r)),
        new("getExperiment", "GET", "experiments/{experimentId}", static (o, r) => o.Get(EntityTypes.Experiment, r)),
        new("updateExperiment", "PATCH", "experiments/{experimentId}", static (o, r) => o.Patch(EntityTypes.Experiment, r)),
        new("getExperimentExperimentRuns", "GET", "experiments/{experimentId}/experiment_runs", static (o, r) => o.ListRuns(r)),
        new("createExperimentExperimentRun", "POST", "experiments/{experimentId}/experiment_runs", static (o, r) => o.CreateRunBelow(r)),

        new("findExperimentRun", "GET", "experiment_run", static (o, r) => o.FindBelow(
            EntityTypes.ExperimentRun, r, "experimentId", "experiment")),
        new("getExperimentRuns", "GET", "experiment_runs", static (o, r) => o.List(EntityTypes.ExperimentRun, filtered: true, r)),
        new("createExperimentRun", "POST", "experiment_runs", static (o, r) => o.CreateRun(r)),
        // Before the id, which would match it too.
        new(
            "getExperimentRunsMetricHistory",
            "GET",
            "experiment_runs/metric_history",
            static (o, r) => o.ListMetricHistory(r, ofOneRun: false)),
        new("getExperimentRun", "GET", "experiment_runs/{experimentrunId}", static (o, r) => o.Get(EntityTypes.ExperimentRun, r)),
        new("updateExperimentRun", "PATCH", "experiment_runs/{experimentrunId}", static (o, r) => o.PatchRun(r)),
        new("getExperimentRunArtifacts", "GET", "experiment_runs/{experimentrunId}/artifacts", static (o, r) => o.ListRunArtifacts(r)),
        new("upsertExperimentRunArtifact", "POST", "experiment_runs/{experimentrunId}/artifacts", static (o, r) => o.UpsertRunArtifact(r)),
        new(
            "getExperimentRunMetricHistory",
            "GET",
            "experiment_runs/{experimentrunId}/metric_history",
            static (o, r) => o.ListMetricHistory(r, ofOneRun: true)),
    ];

    // v1 has no experiments; nor had v1alpha3 before them.
    private static readonly Route[] WithoutExperiments = [.. Alpha.Where(static route => !route.IsOnExperiments)];

    /// <summary>The 56 operations of v1alpha3.</summary>
    public static readonly RouteTable V1Alpha3 = new("/api/model_registry/v1alpha3/", isAlpha: true, Alpha);

    /// <summary>The 40 operations that v1alpha3 had before there were experiments.</summary>
    public static readonly RouteTable V1Alpha3WithoutExperiments = new(V1Alpha3.BasePath, isAlpha: true, WithoutExperiments);

    /// <summary>The 40 operations of v1.</summary>
    public static readonly RouteTable V1 = new(
        "/api/model_registry/v1/", isAlpha: false, [.. WithoutExperiments.Select(static route => route.InV1())]);

    private readonly Dictionary<string, Route[]> _byFirstSegment;

    private RouteTable(string basePath, bool isAlpha, Route[] routes)
    {
        BasePath = basePath;
        IsAlpha = isAlpha;
        Routes = routes;
        _byFirstSegment = routes.GroupBy(static r => r.Segments[0], StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The path that all operations stand below.</summary>
    public string BasePath { get; }

    /// <summary>Whether this is the version that is to go.</summary>
    public bool IsAlpha { get; }

    public IReadOnlyList<Route> Routes { get; }

    /// <summary>A path without the path of its version; other paths as they are, without their first slash.</summary>
    public static string BehindVersion(string path) => V1Alpha3.Covers(path) ? path[V1Alpha3.BasePath.Length..]
        : V1.Covers(path) ? path[V1.BasePath.Length..]
        : CatalogVersion.All.FirstOrDefault(version => path.StartsWith(version.ModelsPath, StringComparison.Ordinal)) is { } catalog
            ? path[catalog.ModelsPath.Length..]
            : path.TrimStart('/');

    /// <summary>Whether a path stands below the path of this version.</summary>
    public bool Covers(string path) => path.StartsWith(BasePath, StringComparison.Ordinal);

    /// <summary>Finds the route of a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path behind the base path.</param>
    /// <param name="id">The id in the path.</param>
    /// <param name="allowed">
    /// When the path is known but not with this method: the methods that it has, repeated for overlapping patterns.
    /// </param>
    public Route? Find(string method, string path, out string id, out IReadOnlyList<string>? allowed)
    {
        id = "";
        allowed = null;
        string[] segments = path.Split('/');
        if (!_byFirstSegment.TryGetValue(segments[0], out Route[]? candidates))
        {
            return null;
        }

        List<string>? methods = null;
        foreach (Route route in candidates)
        {
            if (!Matches(route, segments))
            {
                continue;
            }

            if (route.Method == method)
            {
                id = route.IdName is null ? "" : segments[1];
                return route;
            }

            (methods ??= []).Add(route.Method);
        }

        allowed = methods;
        return null;
    }

    // An id at the end may not be empty; one in the middle may, and is then complained about.
    private static bool Matches(Route route, string[] segments)
    {
        if (route.Segments.Length != segments.Length)
        {
            return false;
        }

        for (int i = 1; i < segments.Length; i++)
        {
            bool isId = route.Segments[i][0] == '{';
            if (isId ? i == segments.Length - 1 && segments[i].Length == 0 : route.Segments[i] != segments[i])
            {
                return false;
            }
        }

        return true;
    }
}
