using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>The fields and custom properties that lists of metric histories can be filtered by.</summary>
/// <example>
/// <code>
/// Filter&lt;Metric&gt; filter = MetricFilter.Step &gt;= 100;
/// </code>
/// </example>
public static class MetricFilter
{
    /// <summary>
    /// Gets the name. Only <c>==</c>, <c>In</c> and the patterns work; any other comparison is refused when the list is asked for.
    /// </summary>
    public static FilterTextField<Metric> Name { get; } = FilterFields<Metric>.Text("name", StoredFieldKind.Name);

    /// <summary>Gets the id.</summary>
    public static FilterField<Metric, string> Id { get; } = FilterFields<Metric>.Id("id", StoredFieldKind.NumberColumn);

    /// <summary>Gets the external id: the entity's id in a system of the caller's own.</summary>
    public static FilterTextField<Metric> ExternalId { get; } = FilterFields<Metric>.Text("externalId", StoredFieldKind.Column);

    /// <summary>Gets the time of creation.</summary>
    public static FilterOrderedField<Metric, DateTimeOffset> CreateTime { get; } = FilterFields<Metric>.Time(
        "createTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the time of the last update.</summary>
    public static FilterOrderedField<Metric, DateTimeOffset> LastUpdateTime { get; } = FilterFields<Metric>.Time(
        "lastUpdateTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the description.</summary>
    public static FilterTextField<Metric> Description { get; } = FilterFields<Metric>.Text("description");

    /// <summary>Gets the state.</summary>
    public static FilterField<Metric, ArtifactState> State { get; } = FilterFields<Metric>.State<ArtifactState>(
        "state", StoredFieldKind.State);

    /// <summary>Gets the id of the experiment that the artifact belongs to.</summary>
    public static FilterField<Metric, string> ExperimentId { get; } = FilterFields<Metric>.Id("experiment_id", StoredFieldKind.Number);

    /// <summary>Gets the id of the run that made the artifact.</summary>
    public static FilterField<Metric, string> ExperimentRunId { get; } = FilterFields<Metric>.Id(
        "experiment_run_id", StoredFieldKind.Number);

    /// <summary>Gets the number that was measured.</summary>
    public static FilterOrderedField<Metric, double> Value { get; } = FilterFields<Metric>.Number("value", StoredFieldKind.Number);

    /// <summary>
    /// Gets the step at which it was measured. Steps are integers of 32 bits; a fraction, or a number beyond them, is written as the
    /// comparison of integers that means the same.
    /// </summary>
    public static FilterOrderedField<Metric, double> Step { get; } = FilterFields<Metric>.Number("step", StoredFieldKind.Integer);

    /// <summary>Gets when it was measured.</summary>
    public static FilterOrderedField<Metric, DateTimeOffset> Timestamp { get; } = FilterFields<Metric>.Time(
        "timestamp", StoredFieldKind.TextTakenForNumber);

    /// <summary>Names a custom property.</summary>
    /// <param name="name">The name; on MariaDB its case does not count.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">
    /// The server's filter can't name it: it takes the name for a field of its own or for a type, or has no form for its characters.
    /// </exception>
    public static FilterProperty<Metric> Property(string name) => new(StoredField.Property(name));
}
