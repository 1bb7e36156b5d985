namespace ModelRegistry.Client;

/// <summary>Brings models of a catalog into a registry.</summary>
public static class CatalogPromotionExtensions
{
    /// <summary>
    /// Registers a model of a catalog: reads the model and its artifacts there, looks what the registry holds under its name, and writes
    /// what is missing or differs. Doing so again changes nothing. An address that has changed in the catalog becomes a new version, and
    /// the older version stays as it is.
    /// </summary>
    /// <param name="registry">The registry.</param>
    /// <param name="catalog">The catalog: a service or files.</param>
    /// <param name="sourceId">The id of the model's source.</param>
    /// <param name="name">The model's full name in the catalog.</param>
    /// <param name="options">How; as the dashboard, with the model's facts and a fingerprint besides, when not given.</param>
    /// <param name="cancellationToken">Cancels the call; what is under way may be cut off.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ModelRegistryNotFoundException">
    /// The catalog shows no such model; the message says whether its source is broken, or what there is.
    /// </exception>
    /// <exception cref="RegistrationRefusedException">
    /// The model has no artifact, or more than one and the options choose none of them; or the registry has a model of that name which is
    /// from elsewhere. Nothing was written.
    /// </exception>
    /// <exception cref="ModelRegistryException">
    /// A call failed; its subtypes say how. Promoting again goes on where this stopped.
    /// </exception>
    public static async Task<RegistrationResult> PromoteFromCatalogAsync(
        this IModelRegistryClient registry,
        ICatalogReader catalog,
        string sourceId,
        string name,
        CatalogPromotionOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(sourceId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= new CatalogPromotionOptions();
        CatalogModel model = await catalog.GetModelAsync(sourceId, name, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CatalogModelArtifact> artifacts = await catalog.ReadModelArtifactsAsync(
            model, cancellationToken).ConfigureAwait(false);
        RegisteredModelSpec spec = RegisteredModelSpec.FromCatalog(
            model, CatalogPromotion.ChooseArtifact(model, artifacts, options.ArtifactUri), options);
        RegisteredModel? held = await registry.RegisteredModels.FindByNameAsync(spec.Name, cancellationToken).ConfigureAwait(false);
        if (held is not null)
        {
            spec = CatalogPromotion.Fit(spec, await ReadAsync(registry, held, cancellationToken).ConfigureAwait(false));
        }

        return await registry.RegisterAsync(spec, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<(string Name, ModelArtifactCreate? Artifact)>> ReadAsync(
        IModelRegistryClient registry, RegisteredModel model, CancellationToken cancellationToken)
    {
        var held = new List<(string, ModelArtifactCreate?)>();
        await foreach (ModelVersion version in registry.RegisteredModels.ListVersionsAsync(
            model.Id, null, cancellationToken).ConfigureAwait(false))
        {
            ModelArtifact? artifact = await registry.ModelVersions.ListArtifactsAsync(version.Id, null, cancellationToken)
                .OfType<ModelArtifact>().FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            held.Add((version.Name, artifact is null ? null : new ModelArtifactCreate
            {
                Name = artifact.Name,
                Uri = artifact.Uri,
                ModelSourceKind = artifact.ModelSourceKind,
                ModelSourceClass = artifact.ModelSourceClass,
                ModelSourceGroup = artifact.ModelSourceGroup,
                ModelSourceName = artifact.ModelSourceName,
                ModelSourceId = artifact.ModelSourceId,
            }));
        }

        return held;
    }
}
