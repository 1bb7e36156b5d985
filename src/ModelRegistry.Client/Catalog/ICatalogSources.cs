namespace ModelRegistry.Client;

/// <summary>The sources of a model catalog.</summary>
public interface ICatalogSources
{
    /// <summary>
    /// Lists sources (<c>findSources</c>), page by page as they are enumerated: also those that are switched off or broken.
    /// </summary>
    /// <param name="options">Which sources, and in which order; all in order of their ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sources.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    AsyncPageable<CatalogSource> ListAsync(CatalogSourceListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Finds a source by its id: lists all (<c>findSources</c>), since the service has no look-up.</summary>
    /// <param name="id">The id; case counts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The source, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<CatalogSource?> FindAsync(string id, CancellationToken cancellationToken = default);
}
