namespace ModelRegistry.Client.Wire;

/// <summary>One of the REST APIs that this library speaks. All of them are served, and fail, in the same ways.</summary>
/// <param name="Noun">What messages call the server.</param>
/// <param name="Title">What messages call the API.</param>
/// <param name="Root">What the paths of all versions begin with.</param>
/// <param name="AlphaVersion">The version that servers had before <c>v1</c>.</param>
/// <param name="AlphaOption">What options call that version.</param>
internal sealed record ApiService(string Noun, string Title, string Root, string AlphaVersion, string AlphaOption)
{
    public static ApiService Registry { get; } = new(
        "registry", "Model Registry", "api/model_registry/", "v1alpha3", nameof(ModelRegistryApiVersion.V1Alpha3));

    public static ApiService Catalog { get; } = new(
        "catalog", "model catalog", "api/model_catalog/", "v1alpha1", nameof(ModelCatalogApiVersion.V1Alpha1));

    /// <summary>Gets the path of the version before <c>v1</c>.</summary>
    public string Alpha { get; } = $"{Root}{AlphaVersion}/";

    /// <summary>Gets the path of <c>v1</c>.</summary>
    public string V1 { get; } = $"{Root}v1/";

    /// <summary>The API that a request is for, as its path has it; the registry's when there is none in the path.</summary>
    public static ApiService Of(Uri? request) =>
        request is { IsAbsoluteUri: true } && request.AbsolutePath.Contains('/' + Catalog.Root, StringComparison.Ordinal)
            ? Catalog
            : Registry;
}
