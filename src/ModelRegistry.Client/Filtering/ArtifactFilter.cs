using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>The fields and custom properties that lists of artifacts of all kinds can be filtered by.</summary>
/// <example>
/// <code>
/// Filter&lt;Artifact&gt; filter = ArtifactFilter.Uri.StartsWith("s3://rhoai-artifacts/");
/// </code>
/// </example>
public static class ArtifactFilter
{
    /// <summary>
    /// Gets the name. Only <c>==</c>, <c>In</c> and the patterns work; any other comparison is refused when the list is asked for.
    /// </summary>
    public static FilterTextField<Artifact> Name { get; } = FilterFields<Artifact>.Text("name", StoredFieldKind.Name);

    /// <summary>Gets the id.</summary>
    public static FilterField<Artifact, string> Id { get; } = FilterFields<Artifact>.Id("id", StoredFieldKind.NumberColumn);

    /// <summary>Gets the external id: the entity's id in a system of the caller's own.</summary>
    public static FilterTextField<Artifact> ExternalId { get; } = FilterFields<Artifact>.Text("externalId", StoredFieldKind.Column);

    /// <summary>Gets the time of creation.</summary>
    public static FilterOrderedField<Artifact, DateTimeOffset> CreateTime { get; } = FilterFields<Artifact>.Time(
        "createTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the time of the last update.</summary>
    public static FilterOrderedField<Artifact, DateTimeOffset> LastUpdateTime { get; } = FilterFields<Artifact>.Time(
        "lastUpdateTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the description.</summary>
    public static FilterTextField<Artifact> Description { get; } = FilterFields<Artifact>.Text("description");

    /// <summary>Gets the state.</summary>
    public static FilterField<Artifact, ArtifactState> State { get; } = FilterFields<Artifact>.State<ArtifactState>(
        "state", StoredFieldKind.State);

    /// <summary>Gets the id of the experiment that the artifact belongs to.</summary>
    public static FilterField<Artifact, string> ExperimentId { get; } = FilterFields<Artifact>.Id("experiment_id", StoredFieldKind.Number);

    /// <summary>Gets the id of the run that made the artifact.</summary>
    public static FilterField<Artifact, string> ExperimentRunId { get; } = FilterFields<Artifact>.Id(
        "experiment_run_id", StoredFieldKind.Number);

    /// <summary>Gets where a model artifact, document or data set is.</summary>
    public static FilterTextField<Artifact> Uri { get; } = FilterFields<Artifact>.Text("uri", StoredFieldKind.Column);

    /// <summary>Gets the format of a model artifact.</summary>
    public static FilterTextField<Artifact> ModelFormatName { get; } = FilterFields<Artifact>.Text("model_format_name");

    /// <summary>Gets the version of the format of a model artifact.</summary>
    public static FilterTextField<Artifact> ModelFormatVersion { get; } = FilterFields<Artifact>.Text("model_format_version");

    /// <summary>Gets the storage of a model artifact.</summary>
    public static FilterTextField<Artifact> StorageKey { get; } = FilterFields<Artifact>.Text("storage_key");

    /// <summary>Gets the path of a model artifact within its storage.</summary>
    public static FilterTextField<Artifact> StoragePath { get; } = FilterFields<Artifact>.Text("storage_path");

    /// <summary>Gets the service account of a model artifact.</summary>
    public static FilterTextField<Artifact> ServiceAccountName { get; } = FilterFields<Artifact>.Text("service_account_name");

    /// <summary>Gets the kind of source of a model artifact.</summary>
    public static FilterTextField<Artifact> ModelSourceKind { get; } = FilterFields<Artifact>.Text("model_source_kind");

    /// <summary>Gets the source of a model artifact within its kind.</summary>
    public static FilterTextField<Artifact> ModelSourceClass { get; } = FilterFields<Artifact>.Text("model_source_class");

    /// <summary>Gets the group of a model artifact within its source.</summary>
    public static FilterTextField<Artifact> ModelSourceGroup { get; } = FilterFields<Artifact>.Text("model_source_group");

    /// <summary>Gets the id of a model artifact within its group.</summary>
    public static FilterTextField<Artifact> ModelSourceId { get; } = FilterFields<Artifact>.Text("model_source_id");

    /// <summary>Gets the readable name of the source of a model artifact.</summary>
    public static FilterTextField<Artifact> ModelSourceName { get; } = FilterFields<Artifact>.Text("model_source_name");

    /// <summary>Gets the checksum of a data set.</summary>
    public static FilterTextField<Artifact> Digest { get; } = FilterFields<Artifact>.Text("digest");

    /// <summary>Gets the kind of source of a data set.</summary>
    public static FilterTextField<Artifact> SourceType { get; } = FilterFields<Artifact>.Text("source_type");

    /// <summary>Gets the source of a data set.</summary>
    public static FilterTextField<Artifact> Source { get; } = FilterFields<Artifact>.Text("source");

    /// <summary>Gets the schema of a data set.</summary>
    public static FilterTextField<Artifact> Schema { get; } = FilterFields<Artifact>.Text("schema");

    /// <summary>Gets the profile of a data set.</summary>
    public static FilterTextField<Artifact> Profile { get; } = FilterFields<Artifact>.Text("profile");

    /// <summary>Gets the number that a metric measured.</summary>
    public static FilterOrderedField<Artifact, double> MetricValue { get; } = FilterFields<Artifact>.Number(
        "value", StoredFieldKind.Number);

    /// <summary>
    /// Gets the step at which a metric was measured. Steps are integers of 32 bits; a fraction, or a number beyond them, is written as the
    /// comparison of integers that means the same.
    /// </summary>
    public static FilterOrderedField<Artifact, double> MetricStep { get; } = FilterFields<Artifact>.Number("step", StoredFieldKind.Integer);

    /// <summary>Gets when a metric was measured.</summary>
    public static FilterOrderedField<Artifact, DateTimeOffset> MetricTimestamp { get; } = FilterFields<Artifact>.Time(
        "timestamp", StoredFieldKind.TextTakenForNumber);

    /// <summary>Gets the value of a parameter, a string.</summary>
    public static FilterTextField<Artifact> ParameterValue { get; } = FilterFields<Artifact>.Text(
        "value", StoredFieldKind.TextTakenForNumber);

    /// <summary>Gets the type of a parameter.</summary>
    public static FilterField<Artifact, ParameterType> ParameterType { get; } =
        FilterFields<Artifact>.State<ParameterType>("parameter_type");

    /// <summary>Names a custom property.</summary>
    /// <param name="name">The name; on MariaDB its case does not count.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">
    /// The server's filter can't name it: it takes the name for a field of its own or for a type, or has no form for its characters.
    /// </exception>
    public static FilterProperty<Artifact> Property(string name) => new(StoredField.Property(name));
}
