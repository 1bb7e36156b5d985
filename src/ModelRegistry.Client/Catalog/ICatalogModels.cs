namespace ModelRegistry.Client;

/// <summary>The models of a model catalog, and their artifacts.</summary>
public interface ICatalogModels
{
    /// <summary>Lists models (<c>findModels</c>), page by page as they are enumerated. Each brings its readme and logo along.</summary>
    /// <param name="options">Which models, and in which order; all in order of their names when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The models.</returns>
    /// <exception cref="ArgumentException">
    /// Both sources and labels are given, the list of either is empty, or one of them is empty, holds a comma or stands for something else.
    /// </exception>
    /// <exception cref="NotSupportedException">The service can't filter models so.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    AsyncPageable<CatalogModel> ListAsync(CatalogModelListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists models with measurements, best first (<c>findModels</c> with <c>recommendations=true</c>).</summary>
    /// <param name="options">Which models, and what to judge by; all by <c>ttft_p90</c> when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The models. There is one page: the service refuses the token for a second one.</returns>
    /// <exception cref="ArgumentException">As for <see cref="ListAsync"/>.</exception>
    /// <exception cref="NotSupportedException">The service can't filter models so.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<IReadOnlyList<CatalogModel>> RecommendAsync(
        CatalogRecommendationOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Asks what models can be filtered by, and with which values (<c>findModelsFilterOptions</c>).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The fields, their values, and the named queries.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<CatalogFilterOptions> GetFilterOptionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets a model (<c>getModel</c>).</summary>
    /// <param name="sourceId">The id of its source; case counts.</param>
    /// <param name="name">Its full name, with any slashes; case counts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ModelRegistryNotFoundException">
    /// The catalog has no such model, no such source, or the source is switched off or broken: <see cref="ICatalogSources"/> tells.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<CatalogModel> GetAsync(string sourceId, string name, CancellationToken cancellationToken = default);

    /// <summary>Finds a model (<c>getModel</c>).</summary>
    /// <param name="sourceId">The id of its source; case counts.</param>
    /// <param name="name">Its full name, with any slashes; case counts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model, or <see langword="null"/> in the cases in which <see cref="GetAsync"/> reports that it was not found.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<CatalogModel?> FindAsync(string sourceId, string name, CancellationToken cancellationToken = default);

    /// <summary>Lists the artifacts of a model (<c>getAllModelArtifacts</c>), page by page as they are enumerated.</summary>
    /// <param name="sourceId">The id of the model's source.</param>
    /// <param name="name">The model's full name.</param>
    /// <param name="options">Which artifacts, and in which order; all in the order of the source's file when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifacts.</returns>
    /// <exception cref="NotSupportedException">The service can't filter artifacts so.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The catalog has no such model, although the service says <c>400</c>.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    AsyncPageable<CatalogArtifact> ListArtifactsAsync(
        string sourceId, string name, CatalogArtifactListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists the performance measurements of a model (<c>getAllModelPerformanceArtifacts</c>), page by page as they are enumerated.
    /// </summary>
    /// <param name="sourceId">The id of the model's source.</param>
    /// <param name="name">The model's full name.</param>
    /// <param name="options">Which measurements, and in which order; all in the order of the source's file when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The measurements.</returns>
    /// <exception cref="NotSupportedException">The service can't filter artifacts so.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The catalog has no such model.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    AsyncPageable<CatalogArtifact> ListPerformanceArtifactsAsync(
        string sourceId, string name, CatalogPerformanceListOptions? options = null, CancellationToken cancellationToken = default);
}
