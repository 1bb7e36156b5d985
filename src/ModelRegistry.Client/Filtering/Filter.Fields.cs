using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

// The fields that can be compared.
public sealed partial class Filter
{
    /// <summary>Gets the name. Below a parent only <c>==</c>, <see cref="FilterTextField.In"/> and the patterns work; any other comparison is refused when the list is asked for.</summary>
    public static FilterTextField Name { get; } = new(new FilterField("name", "name", FilterFieldKind.Name, FilterTarget.All));

    /// <summary>Gets the id.</summary>
    public static FilterIdField Id { get; } = new(new FilterField("id", "id", FilterFieldKind.NumberColumn, FilterTarget.All));

    /// <summary>Gets the external id.</summary>
    public static FilterTextField ExternalId { get; } = new(new FilterField("externalId", "externalId", FilterFieldKind.Column, FilterTarget.All));

    /// <summary>Gets the time of creation.</summary>
    public static FilterTimeField CreateTime { get; } = new(new FilterField("createTime", "createTimeSinceEpoch", FilterFieldKind.NumberColumn, FilterTarget.All));

    /// <summary>Gets the time of the last update.</summary>
    public static FilterTimeField LastUpdateTime { get; } = new(new FilterField("lastUpdateTime", "lastUpdateTimeSinceEpoch", FilterFieldKind.NumberColumn, FilterTarget.All));

    /// <summary>Gets the description.</summary>
    public static FilterTextField Description { get; } = new(new FilterField("description", "description", FilterFieldKind.Text, FilterTarget.All));

    /// <summary>Gets the state, for example <c>LIVE</c>.</summary>
    public static FilterStateField State { get; } = new(new FilterField("state", "state", FilterFieldKind.State, FilterTarget.All));

    /// <summary>Gets the owner of a model, experiment or run.</summary>
    public static FilterTextField Owner { get; } = new(new FilterField("owner", "owner", FilterFieldKind.Text, FilterTarget.RegisteredModels | FilterTarget.Experiments | FilterTarget.ExperimentRuns));

    /// <summary>Gets the documentation of a model.</summary>
    public static FilterTextField Readme { get; } = new(new FilterField("readme", "readme", FilterFieldKind.Text, FilterTarget.RegisteredModels));

    /// <summary>Gets the maturity of a model.</summary>
    public static FilterTextField Maturity { get; } = new(new FilterField("maturity", "maturity", FilterFieldKind.Text, FilterTarget.RegisteredModels));

    /// <summary>Gets the provider of a model.</summary>
    public static FilterTextField Provider { get; } = new(new FilterField("provider", "provider", FilterFieldKind.Text, FilterTarget.RegisteredModels));

    /// <summary>Gets the short name of the licence of a model.</summary>
    public static FilterTextField License { get; } = new(new FilterField("license", "license", FilterFieldKind.Text, FilterTarget.RegisteredModels));

    /// <summary>Gets the address of the licence of a model.</summary>
    public static FilterTextField LicenseLink { get; } = new(new FilterField("licenseLink", "license_link", FilterFieldKind.Text, FilterTarget.RegisteredModels));

    /// <summary>Gets the library of a model.</summary>
    public static FilterTextField LibraryName { get; } = new(new FilterField("libraryName", "library_name", FilterFieldKind.Text, FilterTarget.RegisteredModels));

    /// <summary>Gets the author of a version.</summary>
    public static FilterTextField Author { get; } = new(new FilterField("author", "author", FilterFieldKind.Text, FilterTarget.ModelVersions));

    /// <summary>Gets the id of the model that a version belongs to.</summary>
    public static FilterIdField RegisteredModelId { get; } = new(new FilterField("registeredModelId", "registered_model_id", FilterFieldKind.Number, FilterTarget.ModelVersions));

    /// <summary>Gets the id of the experiment that a run or an artifact belongs to.</summary>
    public static FilterIdField ExperimentId { get; } = new(new FilterField("experimentId", "experiment_id", FilterFieldKind.Number, FilterTarget.ExperimentRuns | FilterTarget.AnyArtifacts));

    /// <summary>Gets the id of the run that made an artifact.</summary>
    public static FilterIdField ExperimentRunId { get; } = new(new FilterField("experimentRunId", "experiment_run_id", FilterFieldKind.Number, FilterTarget.AnyArtifacts));

    /// <summary>Gets the status of a run, for example <c>FINISHED</c>.</summary>
    public static FilterStateField Status { get; } = new(new FilterField("status", "status", FilterFieldKind.Text, FilterTarget.ExperimentRuns));

    /// <summary>Gets the start of a run.</summary>
    public static FilterTimeField StartTime { get; } = new(new FilterField("startTime", "start_time_since_epoch", FilterFieldKind.TextTakenForNumber, FilterTarget.ExperimentRuns));

    /// <summary>Gets the end of a run.</summary>
    public static FilterTimeField EndTime { get; } = new(new FilterField("endTime", "end_time_since_epoch", FilterFieldKind.TextTakenForNumber, FilterTarget.ExperimentRuns));

    /// <summary>Gets where a model artifact, document or data set is.</summary>
    public static FilterTextField Uri { get; } = new(new FilterField("uri", "uri", FilterFieldKind.Column, FilterTarget.Artifacts));

    /// <summary>Gets the format of a model artifact.</summary>
    public static FilterTextField ModelFormatName { get; } = new(new FilterField("modelFormatName", "model_format_name", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the version of the format of a model artifact.</summary>
    public static FilterTextField ModelFormatVersion { get; } = new(new FilterField("modelFormatVersion", "model_format_version", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the storage of a model artifact.</summary>
    public static FilterTextField StorageKey { get; } = new(new FilterField("storageKey", "storage_key", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the path of a model artifact within its storage.</summary>
    public static FilterTextField StoragePath { get; } = new(new FilterField("storagePath", "storage_path", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the service account of a model artifact.</summary>
    public static FilterTextField ServiceAccountName { get; } = new(new FilterField("serviceAccountName", "service_account_name", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the kind of source of a model artifact.</summary>
    public static FilterTextField ModelSourceKind { get; } = new(new FilterField("modelSourceKind", "model_source_kind", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the source of a model artifact within its kind.</summary>
    public static FilterTextField ModelSourceClass { get; } = new(new FilterField("modelSourceClass", "model_source_class", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the group of a model artifact within its source.</summary>
    public static FilterTextField ModelSourceGroup { get; } = new(new FilterField("modelSourceGroup", "model_source_group", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the id of a model artifact within its group.</summary>
    public static FilterTextField ModelSourceId { get; } = new(new FilterField("modelSourceId", "model_source_id", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the readable name of the source of a model artifact.</summary>
    public static FilterTextField ModelSourceName { get; } = new(new FilterField("modelSourceName", "model_source_name", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the checksum of a data set.</summary>
    public static FilterTextField Digest { get; } = new(new FilterField("digest", "digest", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the kind of source of a data set.</summary>
    public static FilterTextField SourceType { get; } = new(new FilterField("sourceType", "source_type", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the source of a data set.</summary>
    public static FilterTextField Source { get; } = new(new FilterField("source", "source", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the schema of a data set.</summary>
    public static FilterTextField Schema { get; } = new(new FilterField("schema", "schema", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the profile of a data set.</summary>
    public static FilterTextField Profile { get; } = new(new FilterField("profile", "profile", FilterFieldKind.Text, FilterTarget.Artifacts));

    /// <summary>Gets the number that a metric measured.</summary>
    public static FilterNumberField MetricValue { get; } = new(new FilterField("metricValue", "value", FilterFieldKind.Number, FilterTarget.AnyArtifacts));

    /// <summary>
    /// Gets the step at which a metric was measured. Steps are integers of 32 bits; a fraction, or a number beyond them, is written as the
    /// comparison of integers that means the same.
    /// </summary>
    public static FilterNumberField MetricStep { get; } = new(new FilterField("metricStep", "step", FilterFieldKind.Integer, FilterTarget.AnyArtifacts));

    /// <summary>Gets when a metric was measured.</summary>
    public static FilterTimeField MetricTimestamp { get; } = new(new FilterField("metricTimestamp", "timestamp", FilterFieldKind.TextTakenForNumber, FilterTarget.AnyArtifacts));

    /// <summary>Gets the value of a parameter, as text.</summary>
    public static FilterTextField ParameterValue { get; } = new(new FilterField("parameterValue", "value", FilterFieldKind.TextTakenForNumber, FilterTarget.Artifacts));

    /// <summary>Gets the type of a parameter, for example <c>number</c>.</summary>
    public static FilterStateField ParameterType { get; } = new(new FilterField("parameterType", "parameter_type", FilterFieldKind.Text, FilterTarget.Artifacts));
}
