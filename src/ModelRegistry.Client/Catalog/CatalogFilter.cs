using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>The fields and properties that lists of a model catalog can be filtered by. Comparisons are joined with <c>&amp;</c> and <c>|</c>.</summary>
/// <remarks>
/// The filter is written for the list it is used on, when the list is asked for. What the service would get silently wrong is written in a
/// form that works, or refused with a <see cref="NotSupportedException"/> that says why. Case counts, except in
/// <see cref="FilterTextField.ILike"/>.
/// </remarks>
/// <example>
/// <code>
/// Filter filter = CatalogFilter.Provider == "IBM" &amp; CatalogFilter.Artifact("ttft_p90") &lt; 70.0;
/// await foreach (CatalogModel model in catalog.Models.ListAsync(new CatalogModelListOptions { Filter = filter }))
/// </code>
/// </example>
public static class CatalogFilter
{
    private const FilterTarget Models = FilterTarget.CatalogModels;
    private const FilterTarget Artifacts = FilterTarget.CatalogArtifacts;
    private const FilterTarget Both = Models | Artifacts;

    /// <summary>
    /// Gets the full name. Only <c>==</c>, <see cref="FilterTextField.In"/> and the patterns work; a pattern that does not begin with
    /// <c>%</c> is checked here, since the service would find nothing, and can't stand beside an <c>|</c>.
    /// </summary>
    public static FilterTextField Name { get; } = new(new FilterField("name", "name", FilterFieldKind.CatalogName, Models));

    /// <summary>Gets the description.</summary>
    public static FilterTextField Description { get; } = Text("description", "description");

    /// <summary>Gets who provides the model.</summary>
    public static FilterTextField Provider { get; } = Text("provider", "provider");

    /// <summary>Gets the licence, by the name that the service shows for it: <c>Apache 2.0</c>, not <c>apache-2.0</c> (see <see cref="CatalogLicense"/>).</summary>
    public static FilterTextField License { get; } = Text("license", "license");

    /// <summary>Gets the library that loads the model.</summary>
    public static FilterTextField LibraryName { get; } = Text("libraryName", "library_name");

    /// <summary>Gets how mature the model is.</summary>
    public static FilterTextField Maturity { get; } = Text("maturity", "maturity");

    /// <summary>Gets what the model is made for: any of its tasks counts.</summary>
    public static FilterTextField Tasks { get; } = Text("tasks", "tasks");

    /// <summary>Gets the languages: any of them counts.</summary>
    public static FilterTextField Language { get; } = Text("language", "language");

    /// <summary>Gets the id of the source.</summary>
    public static FilterTextField SourceId { get; } = Text("sourceId", "source_id");

    /// <summary>Gets where the files are: of any artifact of a model, or of the artifacts that are listed.</summary>
    public static FilterTextField ArtifactUri { get; } = new(new FilterField("artifactUri", "uri", FilterFieldKind.CatalogArtifact, Both));

    /// <summary>Gets what a metrics artifact measures, for example <c>performance-metrics</c>; on lists of artifacts.</summary>
    public static FilterTextField MetricsType { get; } = new(new FilterField("metricsType", "metricsType", FilterFieldKind.Text, Artifacts));

    /// <summary>Names a custom property of models. The service filters also by those that it does not show.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">The service's filter can't name it.</exception>
    public static FilterProperty Property(string name) => new(FilterField.Property(name) with { Targets = Models });

    /// <summary>Names a custom property of artifacts: of any artifact of a model, or of the artifacts that are listed.</summary>
    /// <param name="name">The name, for example <c>hardware_type</c> or <c>ttft_p90</c>.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">The service's filter can't name it.</exception>
    public static FilterProperty Artifact(string name) =>
        new(FilterField.Property(name) with { Targets = Both, Kind = FilterFieldKind.CatalogArtifact });

    private static FilterTextField Text(string label, string wireName) => new(new FilterField(label, wireName, FilterFieldKind.Text, Models));
}
