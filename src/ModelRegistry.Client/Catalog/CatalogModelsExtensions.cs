namespace ModelRegistry.Client;

/// <summary>What is often done with the models of a catalog, made of the operations of <see cref="ICatalogModels"/>.</summary>
public static class CatalogModelsExtensions
{
    /// <summary>Lists the artifacts of a model of one kind, page by page as they are enumerated.</summary>
    /// <param name="models">The models of a catalog.</param>
    /// <param name="model">The model, as the service responded with it.</param>
    /// <param name="artifactType">The kind; all kinds when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifacts, in the order of the source's file.</returns>
    /// <exception cref="ArgumentException">The model does not say which source it is from.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The catalog has no such model any more.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static AsyncPageable<CatalogArtifact> ListArtifactsAsync(
        this ICatalogModels models, CatalogModel model,
        CatalogArtifactType? artifactType = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(model);
        return string.IsNullOrEmpty(model.SourceId)
            ? throw new ArgumentException($"The model '{model.Name}' does not say which source it is from.", nameof(model))
            : models.ListArtifactsAsync(
                model.SourceId, model.Name, new CatalogArtifactListOptions { ArtifactType = artifactType }, cancellationToken);
    }
}
