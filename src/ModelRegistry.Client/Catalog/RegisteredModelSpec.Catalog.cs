namespace ModelRegistry.Client;

// What a model of a catalog is like in a registry.
public sealed partial record RegisteredModelSpec
{
    /// <summary>Specifies a registered model for a model of a catalog. Pure: nothing is read or written.</summary>
    /// <param name="model">The model, as a catalog shows it.</param>
    /// <param name="artifact">The one of its artifacts that is registered.</param>
    /// <param name="options">How; as the dashboard, with the model's facts and a fingerprint besides, when not given.</param>
    /// <returns>The model with one version, and that with one artifact which says where it is from.</returns>
    /// <exception cref="ArgumentException">
    /// The model does not say which source it is from, or the artifact does not say where it is.
    /// </exception>
    /// <exception cref="RegistrationRefusedException">
    /// Two of the properties are told apart by nothing but the case of their letters, which a registry takes for the same.
    /// </exception>
    public static RegisteredModelSpec FromCatalog(
        CatalogModel model, CatalogModelArtifact artifact, CatalogPromotionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(artifact);
        return CatalogPromotion.Specify(model, artifact, options ?? new CatalogPromotionOptions());
    }
}
