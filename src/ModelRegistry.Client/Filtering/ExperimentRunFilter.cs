using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>The fields and custom properties that lists of experiment runs can be filtered by.</summary>
/// <example>
/// <code>
/// Filter&lt;ExperimentRun&gt; filter = ExperimentRunFilter.Status == ExperimentRunStatus.Finished;
/// </code>
/// </example>
public static class ExperimentRunFilter
{
    /// <summary>
    /// Gets the name. Only <c>==</c>, <c>In</c> and the patterns work; any other comparison is refused when the list is asked for.
    /// </summary>
    public static FilterTextField<ExperimentRun> Name { get; } = FilterFields<ExperimentRun>.Text("name", StoredFieldKind.Name);

    /// <summary>Gets the id.</summary>
    public static FilterField<ExperimentRun, string> Id { get; } = FilterFields<ExperimentRun>.Id("id", StoredFieldKind.NumberColumn);

    /// <summary>Gets the external id: the entity's id in a system of the caller's own.</summary>
    public static FilterTextField<ExperimentRun> ExternalId { get; } = FilterFields<ExperimentRun>.Text(
        "externalId", StoredFieldKind.Column);

    /// <summary>Gets the time of creation.</summary>
    public static FilterOrderedField<ExperimentRun, DateTimeOffset> CreateTime { get; } = FilterFields<ExperimentRun>.Time(
        "createTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the time of the last update.</summary>
    public static FilterOrderedField<ExperimentRun, DateTimeOffset> LastUpdateTime { get; } = FilterFields<ExperimentRun>.Time(
        "lastUpdateTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the description.</summary>
    public static FilterTextField<ExperimentRun> Description { get; } = FilterFields<ExperimentRun>.Text("description");

    /// <summary>Gets the state.</summary>
    public static FilterField<ExperimentRun, ExperimentRunState> State { get; } = FilterFields<ExperimentRun>.State<ExperimentRunState>(
        "state", StoredFieldKind.State);

    /// <summary>Gets the owner.</summary>
    public static FilterTextField<ExperimentRun> Owner { get; } = FilterFields<ExperimentRun>.Text("owner");

    /// <summary>Gets how far the run has come.</summary>
    public static FilterField<ExperimentRun, ExperimentRunStatus> Status { get; } =
        FilterFields<ExperimentRun>.State<ExperimentRunStatus>("status");

    /// <summary>Gets the id of the experiment that the run belongs to.</summary>
    public static FilterField<ExperimentRun, string> ExperimentId { get; } = FilterFields<ExperimentRun>.Id(
        "experiment_id", StoredFieldKind.Number);

    /// <summary>Gets the start.</summary>
    public static FilterOrderedField<ExperimentRun, DateTimeOffset> StartTime { get; } = FilterFields<ExperimentRun>.Time(
        "start_time_since_epoch", StoredFieldKind.TextTakenForNumber);

    /// <summary>Gets the end.</summary>
    public static FilterOrderedField<ExperimentRun, DateTimeOffset> EndTime { get; } = FilterFields<ExperimentRun>.Time(
        "end_time_since_epoch", StoredFieldKind.TextTakenForNumber);

    /// <summary>Names a custom property.</summary>
    /// <param name="name">The name; on MariaDB its case does not count.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">
    /// The server's filter can't name it: it takes the name for a field of its own or for a type, or has no form for its characters.
    /// </exception>
    public static FilterProperty<ExperimentRun> Property(string name) => new(StoredField.Property(name));
}
