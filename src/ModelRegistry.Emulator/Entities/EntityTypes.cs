using ModelRegistry.Emulator.Wire;
using static ModelRegistry.Emulator.Entities.FieldKind;
using static ModelRegistry.Emulator.Entities.FieldUse;

namespace ModelRegistry.Emulator.Entities;

/// <summary>The table of entity types: what each holds, and what may be sent when.</summary>
internal static class EntityTypes
{
    /// <summary>The states of an artifact; their order is that of the numbers in the database.</summary>
    public static readonly EnumValues ArtifactStates = new(
        "ArtifactState", "UNKNOWN", "PENDING", "LIVE", "MARKED_FOR_DELETION", "DELETED", "ABANDONED", "REFERENCE");

    private static readonly EnumValues ExecutionStates = new(
        "ExecutionState", "UNKNOWN", "NEW", "RUNNING", "COMPLETE", "FAILED", "CACHED", "CANCELED");

    private static readonly EnumValues ParameterTypes = new("ParameterType", "string", "number", "boolean", "object");
    private static readonly EnumValues ServiceStates = new("InferenceServiceState", "DEPLOYED", "UNDEPLOYED");
    private static readonly EnumValues RunStatuses = new("ExperimentRunStatus", "RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

    public static readonly EntityType RegisteredModel = new(
        "RegisteredModel", EntityTableKind.Context, Naming.Plain, "registered model",
        Description(), Later(Words("readme")), Later(Words("maturity")), Later(Many("language")), Later(Many("tasks")),
        Later(Words("provider")), Later(Words("logo")), Later(Words("license")), Later(Words("licenseLink", "license_link")),
        Later(Words("libraryName", "library_name")), Words("owner"), Lifecycle("RegisteredModelState"))
    {
        NameRequired = true,
        NoneFound = "registered models",
        SeveralFound = "registered models",
    };

    public static readonly EntityType ModelVersion = new(
        "ModelVersion", EntityTableKind.Context, Naming.BehindParent, "model version",
        Description(), Parent("registeredModelId", "registered_model_id"), Words("author"), Lifecycle("ModelVersionState"))
    {
        NameRequired = true,
        NoneFound = "model versions",
        SeveralFound = "model versions",
    };

    public static readonly EntityType ServingEnvironment = new(
        "ServingEnvironment", EntityTableKind.Context, Naming.Plain, "serving environment", Description())
    {
        NameRequired = true,
        NoneFound = "serving environment",
        SeveralFound = "serving environments",
    };

    public static readonly EntityType InferenceService = new(
        "InferenceService", EntityTableKind.Context, Naming.BehindParent, "inference service",
        Description(), Parent("registeredModelId", "registered_model_id"), Parent("servingEnvironmentId", "serving_environment_id"),
        new("modelVersionId", "model_version_id", Reference, Both), Words("runtime"),
        new("desiredState", "desired_state", Enumeration, Both, ServiceStates, "DEPLOYED"))
    {
        MissingLabel = "InferenceService",
        NoneFound = "inference service",
        SeveralFound = "inference services",
    };

    public static readonly EntityType ServeModel = new(
        "ServeModel", EntityTableKind.Execution, Naming.BehindParent, "serve model",
        Description(), Parent("modelVersionId", "model_version_id"),
        new("lastKnownState", "last_known_state", StateColumn, Both, ExecutionStates, "UNKNOWN"));

    public static readonly EntityType Experiment = new(
        "Experiment", EntityTableKind.Context, Naming.Plain, "experiment", Description(), Words("owner"), Lifecycle("ExperimentState"))
    {
        NameRequired = true,
        NoneFound = "experiments",
        SeveralFound = "experiments",
    };

    public static readonly EntityType ExperimentRun = new(
        "ExperimentRun", EntityTableKind.Context, Naming.BehindParent, "experiment run",
        Description(), Parent("experimentId", "experiment_id"),
        new("startTimeSinceEpoch", "start_time_since_epoch", Text, Create), new("endTimeSinceEpoch", "end_time_since_epoch", Text, Both),
        new("status", "status", Enumeration, Both, RunStatuses, "RUNNING"), Words("owner"), Lifecycle("ExperimentRunState"))
    {
        NoneFound = "experiment runs",
        SeveralFound = "experiment runs",
    };

    public static readonly EntityType ModelArtifact = Artifact(
        "ModelArtifact", "model-artifact", "model artifact", "model artifact", Naming.BehindParent, respondsCreated: true,
        new("uri", "uri", UriColumn, Both), Words("modelFormatName", "model_format_name"), Words(
            "modelFormatVersion", "model_format_version"),
        Words("storageKey", "storage_key"), Words("storagePath", "storage_path"), Words("serviceAccountName", "service_account_name"),
        Later(Words("modelSourceKind", "model_source_kind")), Later(Words("modelSourceClass", "model_source_class")),
        Later(Words("modelSourceGroup", "model_source_group")), Later(Words("modelSourceId", "model_source_id")),
        Later(Words("modelSourceName", "model_source_name")));

    public static readonly EntityType DocArtifact = Artifact(
        "DocArtifact", "doc-artifact", "doc artifact", "doc artifact", Naming.BehindParent, respondsCreated: true,
        new FieldDefinition("uri", "uri", UriColumn, Both));

    public static readonly EntityType DataSet = Artifact(
        "DataSet", "dataset-artifact", "dataset artifact", "dataset", Naming.BehindRandom, respondsCreated: false,
        new("uri", "uri", UriColumn, Both), Words("digest"),
        Words("sourceType", "source_type"), Words("source"), Words("schema"), Words("profile"));

    public static readonly EntityType Metric = Artifact(
        "Metric", "metric", "metric artifact", "metric", Naming.BehindParent, respondsCreated: false,
        new("value", "value", Number, Both), Words("timestamp"), new("step", "step", Integer, Both));

    public static readonly EntityType Parameter = Artifact(
        "Parameter", "parameter", "parameter artifact", "parameter", Naming.BehindParent, respondsCreated: false,
        Words("value"), new("parameterType", "parameter_type", Enumeration, Both, ParameterTypes));

    /// <summary>A value that a metric of a run once had.</summary>
    public static readonly EntityType MetricHistory = new(
        "Metric", EntityTableKind.Artifact, Naming.BehindParent, "metric history", [.. Metric.Fields])
    {
        ArtifactType = "metric",
        IsHistory = true,
    };

    /// <summary>The kinds of artifact that bodies and queries may name.</summary>
    public static readonly IReadOnlyList<EntityType> Artifacts = [DataSet, DocArtifact, Metric, ModelArtifact, Parameter];

    /// <summary>Every type, by a name of its own.</summary>
    public static readonly IReadOnlyDictionary<string, EntityType> ByName = new Dictionary<string, EntityType>(StringComparer.Ordinal)
    {
        [nameof(RegisteredModel)] = RegisteredModel,
        [nameof(ModelVersion)] = ModelVersion,
        [nameof(ServingEnvironment)] = ServingEnvironment,
        [nameof(InferenceService)] = InferenceService,
        [nameof(ServeModel)] = ServeModel,
        [nameof(Experiment)] = Experiment,
        [nameof(ExperimentRun)] = ExperimentRun,
        [nameof(ModelArtifact)] = ModelArtifact,
        [nameof(DocArtifact)] = DocArtifact,
        [nameof(DataSet)] = DataSet,
        [nameof(Metric)] = Metric,
        [nameof(Parameter)] = Parameter,
        [nameof(MetricHistory)] = MetricHistory,
    };

    /// <summary>The kind of artifact that a discriminator names; <see langword="null"/> when there is none.</summary>
    public static EntityType? FindArtifact(string artifactType)
    {
        foreach (EntityType type in Artifacts)
        {
            if (type.ArtifactType == artifactType)
            {
                return type;
            }
        }

        return null;
    }

    private static EntityType Artifact(
        string goName,
        string artifactType,
        string label,
        string savedAs,
        Naming naming,
        bool respondsCreated,
        params FieldDefinition[] fields) =>
        new(goName, EntityTableKind.Artifact, naming, label, [
            Description(),
            new("state", "state", StateColumn, Both, ArtifactStates, "UNKNOWN"),
            .. fields,
        ])
        {
            ArtifactType = artifactType,
            SavedAs = savedAs,
            // The kinds that came with experiments are those that respond with 200.
            Since = respondsCreated ? RegistryServerVersion.V02 : RegistryServerVersion.V03,
            IdLabel = "artifact",
            MissingLabel = "artifact",
            NoneFound = "artifacts",
            SeveralFound = "artifacts",
            RespondsCreated = respondsCreated,
        };

    private static FieldDefinition Description() => Words("description");

    private static FieldDefinition Words(string name, string? stored = null) => new(name, stored ?? name, Text, Both);

    private static FieldDefinition Many(string name) => new(name, name, TextList, Both);

    private static FieldDefinition Later(FieldDefinition field) => field with { Since = RegistryServerVersion.V03 };

    private static FieldDefinition Parent(string name, string stored) => new(name, stored, Reference, Required);

    private static FieldDefinition Lifecycle(string typeName) =>
        new("state", "state", Enumeration, Both, new(typeName, "LIVE", "ARCHIVED"), "LIVE");
}
