using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>The fields and custom properties that lists of model versions can be filtered by.</summary>
/// <example>
/// <code>
/// Filter&lt;ModelVersion&gt; filter = ModelVersionFilter.Author == "ai-admin" &amp; ModelVersionFilter.State == ModelVersionState.Live;
/// </code>
/// </example>
public static class ModelVersionFilter
{
    /// <summary>
    /// Gets the name. Only <c>==</c>, <c>In</c> and the patterns work; any other comparison is refused when the list is asked for.
    /// </summary>
    public static FilterTextField<ModelVersion> Name { get; } = FilterFields<ModelVersion>.Text("name", StoredFieldKind.Name);

    /// <summary>Gets the id.</summary>
    public static FilterField<ModelVersion, string> Id { get; } = FilterFields<ModelVersion>.Id("id", StoredFieldKind.NumberColumn);

    /// <summary>Gets the external id: the entity's id in a system of the caller's own.</summary>
    public static FilterTextField<ModelVersion> ExternalId { get; } = FilterFields<ModelVersion>.Text("externalId", StoredFieldKind.Column);

    /// <summary>Gets the time of creation.</summary>
    public static FilterOrderedField<ModelVersion, DateTimeOffset> CreateTime { get; } = FilterFields<ModelVersion>.Time(
        "createTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the time of the last update.</summary>
    public static FilterOrderedField<ModelVersion, DateTimeOffset> LastUpdateTime { get; } = FilterFields<ModelVersion>.Time(
        "lastUpdateTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the description.</summary>
    public static FilterTextField<ModelVersion> Description { get; } = FilterFields<ModelVersion>.Text("description");

    /// <summary>Gets the state.</summary>
    public static FilterField<ModelVersion, ModelVersionState> State { get; } = FilterFields<ModelVersion>.State<ModelVersionState>(
        "state", StoredFieldKind.State);

    /// <summary>Gets the author.</summary>
    public static FilterTextField<ModelVersion> Author { get; } = FilterFields<ModelVersion>.Text("author");

    /// <summary>Gets the id of the model that the version belongs to.</summary>
    public static FilterField<ModelVersion, string> RegisteredModelId { get; } = FilterFields<ModelVersion>.Id(
        "registered_model_id", StoredFieldKind.Number);

    /// <summary>Names a custom property.</summary>
    /// <param name="name">The name; on MariaDB its case does not count.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">
    /// The server's filter can't name it: it takes the name for a field of its own or for a type, or has no form for its characters.
    /// </exception>
    public static FilterProperty<ModelVersion> Property(string name) => new(StoredField.Property(name));
}
