namespace ModelRegistry.Client.Tests.Completeness;

/// <summary>How one kind of entity is made, read and changed.</summary>
/// <param name="Entity">What is read.</param>
/// <param name="CreateType">What it is made of.</param>
/// <param name="UpdateType">What can be changed in it; <see langword="null"/> where nothing can, or not here.</param>
/// <param name="Create">Makes one; the id of a parent may come from the surroundings.</param>
/// <param name="Read">Reads it again.</param>
/// <param name="Update">Changes it.</param>
/// <param name="Fixed">Fields of its creation that no update has.</param>
/// <param name="Given">Fields of the entity that come from its place or from the server, not from its creation.</param>
internal sealed record EntityCase(
    Type Entity,
    Type CreateType,
    Type? UpdateType,
    Func<Surroundings, ResourceCreate, Task<RegistryResource>> Create,
    Func<Surroundings, string, Task<RegistryResource>> Read,
    Func<Surroundings, string, ResourceUpdate, Task<RegistryResource>>? Update,
    IReadOnlyList<string> Fixed,
    IReadOnlyList<string> Given)
{
    /// <summary>
    /// Whether the server takes structs among the custom properties. Those of a run's metrics it copies into their history, and fails at
    /// that.
    /// </summary>
    public bool TakesStructs { get; init; } = true;

    public static IReadOnlyDictionary<string, EntityCase> All { get; } = new Dictionary<string, EntityCase>(StringComparer.Ordinal)
    {
        ["registered model"] = Of<RegisteredModel, RegisteredModelCreate, RegisteredModelUpdate>(
            (around, create) => around.Registry.RegisteredModels.CreateAsync(create),
            (around, id) => around.Registry.RegisteredModels.GetAsync(id),
            (around, id, update) => around.Registry.RegisteredModels.UpdateAsync(id, update),
            ["Name"]),
        ["model version"] = Of<ModelVersion, ModelVersionCreate, ModelVersionUpdate>(
            (around, create) => around.Registry.ModelVersions.CreateAsync(around.ModelId, create),
            (around, id) => around.Registry.ModelVersions.GetAsync(id),
            (around, id, update) => around.Registry.ModelVersions.UpdateAsync(id, update),
            ["Name"],
            "RegisteredModelId"),
        ["model version, by its model"] = Of<ModelVersion, ModelVersionCreate, ModelVersionUpdate>(
            (around, create) => around.Registry.RegisteredModels.CreateVersionAsync(around.ModelId, create),
            (around, id) => around.Registry.ModelVersions.GetAsync(id),
            (around, id, update) => around.Registry.ModelVersions.UpdateAsync(id, update),
            ["Name"],
            "RegisteredModelId"),
        ["model artifact"] = Artifact<ModelArtifact, ModelArtifactCreate, ModelArtifactUpdate>(),
        ["model artifact, by its own client"] = Of<ModelArtifact, ModelArtifactCreate, ModelArtifactUpdate>(
            (around, create) => around.Registry.ModelArtifacts.CreateAsync(create),
            (around, id) => around.Registry.ModelArtifacts.GetAsync(id),
            (around, id, update) => around.Registry.ModelArtifacts.UpdateAsync(id, update),
            ["Name"],
            "ExperimentId",
            "ExperimentRunId"),
        ["document"] = Artifact<DocArtifact, DocArtifactCreate, DocArtifactUpdate>(),
        ["data set"] = Artifact<DataSet, DataSetCreate, DataSetUpdate>(),
        ["metric"] = Artifact<Metric, MetricCreate, MetricUpdate>(),
        ["parameter"] = Artifact<Parameter, ParameterCreate, ParameterUpdate>(),
        ["model artifact of a version"] = OfVersion<ModelArtifact, ModelArtifactCreate, ModelArtifactUpdate>(),
        ["document of a version"] = OfVersion<DocArtifact, DocArtifactCreate, DocArtifactUpdate>(),
        ["data set of a version"] = OfVersion<DataSet, DataSetCreate, DataSetUpdate>(),
        ["metric of a run"] = OfRun<Metric, MetricCreate>() with { TakesStructs = false },
        ["parameter of a run"] = OfRun<Parameter, ParameterCreate>(),
        ["serving environment"] = Of<ServingEnvironment, ServingEnvironmentCreate, ServingEnvironmentUpdate>(
            (around, create) => around.Registry.ServingEnvironments.CreateAsync(create),
            (around, id) => around.Registry.ServingEnvironments.GetAsync(id),
            (around, id, update) => around.Registry.ServingEnvironments.UpdateAsync(id, update),
            ["Name"]),
        ["inference service"] = Of<InferenceService, InferenceServiceCreate, InferenceServiceUpdate>(
            (around, create) => around.Registry.InferenceServices.CreateAsync(around.EnvironmentId, create),
            (around, id) => around.Registry.InferenceServices.GetAsync(id),
            (around, id, update) => around.Registry.InferenceServices.UpdateAsync(id, update),
            ["Name", "RegisteredModelId"],
            "ServingEnvironmentId"),
        ["inference service, by its environment"] = Of<InferenceService, InferenceServiceCreate, InferenceServiceUpdate>(
            (around, create) => around.Registry.ServingEnvironments.CreateInferenceServiceAsync(around.EnvironmentId, create),
            (around, id) => around.Registry.InferenceServices.GetAsync(id),
            (around, id, update) => around.Registry.InferenceServices.UpdateAsync(id, update),
            ["Name", "RegisteredModelId"],
            "ServingEnvironmentId"),
        ["serving action"] = new(
            typeof(ServeModel),
            typeof(ServeModelCreate),
            null,
            async (around, create) => await around.Registry.InferenceServices.CreateServeAsync(around.ServiceId, (ServeModelCreate)create),
            async (around, id) =>
                await around.Registry.InferenceServices.ListServesAsync(around.ServiceId).SingleAsync(serve => serve.Id == id),
            null,
            [],
            ServerMade()),
        ["experiment"] = Of<Experiment, ExperimentCreate, ExperimentUpdate>(
            (around, create) => around.Registry.Experiments.CreateAsync(create),
            (around, id) => around.Registry.Experiments.GetAsync(id),
            (around, id, update) => around.Registry.Experiments.UpdateAsync(id, update),
            ["Name"]),
        ["experiment run"] = Of<ExperimentRun, ExperimentRunCreate, ExperimentRunUpdate>(
            (around, create) => around.Registry.ExperimentRuns.CreateAsync(around.ExperimentId, create),
            (around, id) => around.Registry.ExperimentRuns.GetAsync(id),
            (around, id, update) => around.Registry.ExperimentRuns.UpdateAsync(id, update),
            ["Name", "StartTime"],
            "ExperimentId"),
        ["experiment run, by its experiment"] = Of<ExperimentRun, ExperimentRunCreate, ExperimentRunUpdate>(
            (around, create) => around.Registry.Experiments.CreateRunAsync(around.ExperimentId, create),
            (around, id) => around.Registry.ExperimentRuns.GetAsync(id),
            (around, id, update) => around.Registry.ExperimentRuns.UpdateAsync(id, update),
            ["Name", "StartTime"],
            "ExperimentId"),
    };

    private static EntityCase Artifact<TEntity, TCreate, TUpdate>()
        where TEntity : Artifact
        where TCreate : ArtifactCreate
        where TUpdate : ArtifactUpdate =>
        Artifact<TEntity, TCreate, TUpdate>((around, create) => around.Registry.Artifacts.CreateAsync(create));

    private static EntityCase OfVersion<TEntity, TCreate, TUpdate>()
        where TEntity : Artifact
        where TCreate : ArtifactCreate
        where TUpdate : ArtifactUpdate =>
        Artifact<TEntity, TCreate, TUpdate>(
            (around, create) => around.Registry.ModelVersions.UpsertArtifactAsync(around.VersionId, create));

    /// <summary>Not to be changed by its id, which makes the server forget the run.</summary>
    private static EntityCase OfRun<TEntity, TCreate>()
        where TEntity : Artifact
        where TCreate : ArtifactCreate =>
        Artifact<TEntity, TCreate, ArtifactUpdate>(
            (around, create) => around.Registry.ExperimentRuns.UpsertArtifactAsync(around.RunId, create)) with
        {
            UpdateType = null,
            Update = null,
        };

    private static EntityCase Artifact<TEntity, TCreate, TUpdate>(Func<Surroundings, TCreate, Task<Artifact>> create)
        where TEntity : Artifact
        where TCreate : ArtifactCreate
        where TUpdate : ArtifactUpdate =>
        new(
            typeof(TEntity),
            typeof(TCreate),
            typeof(TUpdate),
            async (around, artifact) => (TEntity)await create(around, (TCreate)artifact),
            async (around, id) => (TEntity)await around.Registry.Artifacts.GetAsync(id),
            async (around, id, update) => (TEntity)await around.Registry.Artifacts.UpdateAsync(id, (TUpdate)update),
            ["Name"],
            ServerMade("ExperimentId", "ExperimentRunId"));

    private static EntityCase Of<TEntity, TCreate, TUpdate>(
        Func<Surroundings, TCreate, Task<TEntity>> create,
        Func<Surroundings, string, Task<TEntity>> read,
        Func<Surroundings, string, TUpdate, Task<TEntity>> update,
        IReadOnlyList<string> fixedFields,
        params IReadOnlyList<string> given)
        where TEntity : RegistryResource
        where TCreate : ResourceCreate
        where TUpdate : ResourceUpdate =>
        new(
            typeof(TEntity),
            typeof(TCreate),
            typeof(TUpdate),
            async (around, entity) => await create(around, (TCreate)entity),
            async (around, id) => await read(around, id),
            async (around, id, change) => await update(around, id, (TUpdate)change),
            fixedFields,
            ServerMade([.. given]));

    private static string[] ServerMade(params string[] given) => ["CreateTime", "Id", "LastUpdateTime", .. given];
}
