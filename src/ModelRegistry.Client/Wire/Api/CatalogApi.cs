using Refit.Implementation;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>The operations of a catalog over one <see cref="HttpClient"/>, each part with the JSON types that it alone needs.</summary>
internal sealed class CatalogApi(HttpClient http)
{
    public ICatalogSourcesApi Sources => field ??= GeneratedModelRegistry_Client.CatalogSources(
        http, RegistryApi.Settings(null, CatalogJson.Default.CatalogSourceList));

    public ICatalogLabelsApi Labels => field ??= GeneratedModelRegistry_Client.CatalogLabels(
        http, RegistryApi.Settings(null, CatalogJson.Default.CatalogLabelList));

    public ICatalogModelsApi Models => field ??= GeneratedModelRegistry_Client.CatalogModels(
        http,
        RegistryApi.Settings(
            null,
            CatalogJson.Default.CatalogModel,
            CatalogJson.Default.CatalogModelList,
            CatalogJson.Default.CatalogArtifactList,
            CatalogJson.Default.CatalogFilterOptions));
}
