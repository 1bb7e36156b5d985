namespace ModelRegistry.Client;

/// <summary>What is often done with a catalog, whether a service holds it or files do.</summary>
public static class CatalogReaderExtensions
{
    private const int MaxListed = 10;

    /// <summary>Gets a model, or says why the catalog does not show it.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="sourceId">The id of the model's source; case counts.</param>
    /// <param name="name">The model's full name; case counts.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ModelRegistryNotFoundException">
    /// There is no such model or source, or the source is disabled or broken: the message says which, with the catalog's own reason or what
    /// there is instead.
    /// </exception>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    public static async Task<CatalogModel> GetModelAsync(
        this ICatalogReader catalog, string sourceId, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return await catalog.FindModelAsync(sourceId, name, cancellationToken).ConfigureAwait(false)
            ?? throw await NotFoundAsync(catalog, sourceId, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes sure that sources are there, switched on and not broken: a catalog shows no models of any other, and says no more.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="sourceIds">The ids of the sources; all that are switched on when not given.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The sources.</returns>
    /// <exception cref="ModelRegistryNotFoundException">
    /// A source is not there, disabled or broken: the message says which, with the catalog's own reason or what there is instead.
    /// </exception>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    public static async Task<IReadOnlyList<CatalogSource>> CheckSourcesAsync(
        this ICatalogReader catalog, IReadOnlyList<string>? sourceIds = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        IReadOnlyList<CatalogSource> sources = await catalog.ReadSourcesAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> wanted = sourceIds
            ?? [.. sources.Where(static source => !source.IsDisabled).Select(static source => source.Id)];
        string[] problems =
        [
            .. wanted.Select(id => ProblemWith(sources.FirstOrDefault(source => source.Id == id), id, sources)).OfType<string>(),
        ];
        return problems.Length == 0
            ? [.. sources.Where(source => wanted.Contains(source.Id, StringComparer.Ordinal))]
            : throw new ModelRegistryNotFoundException(string.Join(' ', problems));
    }

    private static async Task<ModelRegistryException> NotFoundAsync(
        ICatalogReader catalog, string sourceId, string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<CatalogSource> sources = await catalog.ReadSourcesAsync(cancellationToken).ConfigureAwait(false);
        CatalogSource? source = sources.FirstOrDefault(candidate => candidate.Id == sourceId);
        if (ProblemWith(source, sourceId, sources) is { } problem)
        {
            return new ModelRegistryNotFoundException(problem);
        }

        IReadOnlyList<CatalogModel> models = await catalog.ReadModelsAsync([sourceId], cancellationToken).ConfigureAwait(false);
        string[] near =
        [
            .. models.Select(static model => model.Name)
                .OrderByDescending(
                    candidate => candidate.Contains(CatalogPromotion.RegisteredName(name), StringComparison.OrdinalIgnoreCase))
                .ThenBy(static candidate => candidate, StringComparer.Ordinal),
        ];
        string listed = string.Join(", ", near.Take(MaxListed).Select(static other => $"'{other}'"));
        string more = near.Length > MaxListed ? $" and {near.Length - MaxListed} more" : "";
        string there = near.Length == 0 ? "it has no models" : $"it has {listed}{more}";
        return new ModelRegistryNotFoundException($"The source '{sourceId}' of the catalog has no model '{name}': {there}.");
    }

    private static string? ProblemWith(CatalogSource? source, string sourceId, IReadOnlyList<CatalogSource> sources) => source switch
    {
        null => $"The catalog has no source '{sourceId}': it has "
            + $"{(sources.Count == 0 ? "none" : string.Join(", ", sources.Select(static other => $"'{other.Id}'")))}.",
        { IsDisabled: true } => $"The source '{sourceId}' of the catalog is disabled.",
        { IsBroken: true } => $"The source '{sourceId}' of the catalog is broken: {source.Error ?? "the catalog does not say why"}.",
        _ => null,
    };
}
