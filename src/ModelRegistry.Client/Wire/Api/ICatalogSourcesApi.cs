using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Sources of a catalog: the operations of the published contract, named by their <c>operationId</c>.</summary>
internal interface ICatalogSourcesApi
{
    [Get("sources")]
    Task<ListResponse<CatalogSource>> FindSources(string? name, string? assetType, PageQuery page, CancellationToken cancellationToken);
}
