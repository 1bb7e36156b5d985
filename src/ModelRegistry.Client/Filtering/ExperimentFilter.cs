using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>The fields and custom properties that lists of experiments can be filtered by.</summary>
/// <example>
/// <code>
/// Filter&lt;Experiment&gt; filter = ExperimentFilter.Owner == "ann";
/// </code>
/// </example>
public static class ExperimentFilter
{
    /// <summary>Gets the name.</summary>
    public static FilterTextField<Experiment> Name { get; } = FilterFields<Experiment>.Text("name", StoredFieldKind.Name);

    /// <summary>Gets the id.</summary>
    public static FilterField<Experiment, string> Id { get; } = FilterFields<Experiment>.Id("id", StoredFieldKind.NumberColumn);

    /// <summary>Gets the external id: the entity's id in a system of the caller's own.</summary>
    public static FilterTextField<Experiment> ExternalId { get; } = FilterFields<Experiment>.Text("externalId", StoredFieldKind.Column);

    /// <summary>Gets the time of creation.</summary>
    public static FilterOrderedField<Experiment, DateTimeOffset> CreateTime { get; } = FilterFields<Experiment>.Time(
        "createTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the time of the last update.</summary>
    public static FilterOrderedField<Experiment, DateTimeOffset> LastUpdateTime { get; } = FilterFields<Experiment>.Time(
        "lastUpdateTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the description.</summary>
    public static FilterTextField<Experiment> Description { get; } = FilterFields<Experiment>.Text("description");

    /// <summary>Gets the state.</summary>
    public static FilterField<Experiment, ExperimentState> State { get; } = FilterFields<Experiment>.State<ExperimentState>(
        "state", StoredFieldKind.State);

    /// <summary>Gets the owner.</summary>
    public static FilterTextField<Experiment> Owner { get; } = FilterFields<Experiment>.Text("owner");

    /// <summary>Names a custom property.</summary>
    /// <param name="name">The name; on MariaDB its case does not count.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">
    /// The server's filter can't name it: it takes the name for a field of its own or for a type, or has no form for its characters.
    /// </exception>
    public static FilterProperty<Experiment> Property(string name) => new(StoredField.Property(name));
}
