namespace ModelRegistry.Client;

/// <summary>Which models of the catalog are to be listed, and how.</summary>
/// <remarks>
/// The service responds with nothing, not with an error, for a source that it does not have, that is switched off or that could not be
/// loaded: <see cref="ICatalogSources"/> tells these apart.
/// </remarks>
public sealed record CatalogModelListOptions : CatalogListOptions
{
    /// <summary>
    /// Gets the ids of the sources that the models must be from; case counts. Not together with <see cref="SourceLabels"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: all sources.</value>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>
    /// Gets the labels one of which the source of a model must have; case does not count, and <see langword="null"/> stands for sources
    /// without a label. Not together with <see cref="Sources"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: all sources.</value>
    public IReadOnlyList<string?>? SourceLabels { get; init; }

    /// <summary>
    /// Gets a text that the name, the description, the provider, the tasks, or other strings of a model must contain as a whole; case does
    /// not count, and <c>%</c> and <c>_</c> are wildcards.
    /// </summary>
    public string? Query { get; init; }

    /// <summary>Gets which models are wanted, made of <see cref="CatalogModelFilter"/>.</summary>
    /// <value>The default is <see langword="null"/>: all.</value>
    public Filter<CatalogModel>? Filter { get; init; }

    /// <summary>Gets what the list is ordered by.</summary>
    /// <value>The default is <see langword="null"/>: by name.</value>
    public CatalogOrderBy? OrderBy { get; init; }
}
