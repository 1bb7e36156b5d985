using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>
/// The fields and properties that lists of a catalog's models can be filtered by. Comparisons are joined with <c>&amp;</c> and <c>|</c>.
/// </summary>
/// <remarks>
/// The filter is written for its list when the list is asked for. What the service would get silently wrong is written in a form that
/// works, or refused by the list with a <see cref="NotSupportedException"/> that says why. Case counts, except in
/// <see cref="FilterTextField{TEntity}.ILike"/>.
/// </remarks>
/// <example>
/// <code>
/// Filter&lt;CatalogModel&gt; filter = CatalogModelFilter.Provider == "IBM" &amp; CatalogModelFilter.Artifact("ttft_p90") &lt; 70.0;
/// await foreach (CatalogModel model in catalog.Models.ListAsync(new() { Filter = filter }))
/// </code>
/// </example>
public static class CatalogModelFilter
{
    /// <summary>
    /// Gets the full name. Only <c>==</c>, <c>In</c> and the patterns work; a pattern that does not begin with <c>%</c> is checked here,
    /// since the service would find nothing, and can't stand beside an <c>|</c>.
    /// </summary>
    public static FilterTextField<CatalogModel> Name { get; } = FilterFields<CatalogModel>.Text("name", StoredFieldKind.CatalogName);

    /// <summary>Gets the description.</summary>
    public static FilterTextField<CatalogModel> Description { get; } = FilterFields<CatalogModel>.Text("description");

    /// <summary>Gets who provides the model.</summary>
    public static FilterTextField<CatalogModel> Provider { get; } = FilterFields<CatalogModel>.Text("provider");

    /// <summary>
    /// Gets the licence, by the name that the service shows for it: <c>Apache 2.0</c>, not <c>apache-2.0</c> (see
    /// <see cref="CatalogLicense"/>).
    /// </summary>
    public static FilterTextField<CatalogModel> License { get; } = FilterFields<CatalogModel>.Text("license");

    /// <summary>Gets the library that loads the model.</summary>
    public static FilterTextField<CatalogModel> LibraryName { get; } = FilterFields<CatalogModel>.Text("library_name");

    /// <summary>Gets how mature the model is.</summary>
    public static FilterTextField<CatalogModel> Maturity { get; } = FilterFields<CatalogModel>.Text("maturity");

    /// <summary>Gets what the model is made for: any of its tasks counts.</summary>
    public static FilterTextField<CatalogModel> Tasks { get; } = FilterFields<CatalogModel>.Text("tasks");

    /// <summary>Gets the languages: any of them counts.</summary>
    public static FilterTextField<CatalogModel> Language { get; } = FilterFields<CatalogModel>.Text("language");

    /// <summary>Gets the id of the source.</summary>
    public static FilterTextField<CatalogModel> SourceId { get; } = FilterFields<CatalogModel>.Text("source_id");

    /// <summary>Gets where the files are: of any artifact of the model.</summary>
    public static FilterTextField<CatalogModel> ArtifactUri { get; } = FilterFields<CatalogModel>.Text("artifacts.uri");

    /// <summary>Names a custom property of models. The service filters also by those that it does not show.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">The service's filter can't name it.</exception>
    public static FilterProperty<CatalogModel> Property(string name) => new(StoredField.Property(name));

    /// <summary>Names a custom property of the model's artifacts: any artifact counts.</summary>
    /// <param name="name">The name, for example <c>hardware_type</c> or <c>ttft_p90</c>.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">
    /// The service's filter can't name it; for artifacts that is any name that needs quoting.
    /// </exception>
    public static FilterProperty<CatalogModel> Artifact(string name)
    {
        StoredField property = StoredField.Property(name);
        return property.WireName.StartsWith('`')
            ? throw new ArgumentException(
                $"Models can't be filtered by the property '{name}' of their artifacts: the service's filter has no form for that name.",
                nameof(name))
            : new(property with { WireName = $"artifacts.{property.WireName}" });
    }
}
