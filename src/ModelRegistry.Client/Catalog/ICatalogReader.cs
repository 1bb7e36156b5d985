namespace ModelRegistry.Client;

/// <summary>A catalog as far as promotion needs it, whether a service holds it (<see cref="ModelCatalogClient"/>) or files do.</summary>
public interface ICatalogReader
{
    /// <summary>Reads all sources, also those that are switched off or broken.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The sources, in order of their ids.</returns>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    Task<IReadOnlyList<CatalogSource>> ReadSourcesAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the models of some sources. Sources that are switched off or broken have none.</summary>
    /// <param name="sources">The ids of the sources; all sources when not given.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The models, in order of their names.</returns>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    Task<IReadOnlyList<CatalogModel>> ReadModelsAsync(IReadOnlyList<string>? sources = null, CancellationToken cancellationToken = default);

    /// <summary>Finds a model.</summary>
    /// <param name="sourceId">The id of its source; case counts.</param>
    /// <param name="name">Its full name; case counts.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The model, or <see langword="null"/> when the catalog shows none of that name in that source.</returns>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    Task<CatalogModel?> FindModelAsync(string sourceId, string name, CancellationToken cancellationToken = default);

    /// <summary>Reads the model artifacts of a model: where its files are.</summary>
    /// <param name="model">The model, as this catalog has it.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The artifacts, in the order of the source's file.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The catalog has no such model any more.</exception>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    Task<IReadOnlyList<CatalogModelArtifact>> ReadModelArtifactsAsync(CatalogModel model, CancellationToken cancellationToken = default);
}
