using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Labels of a catalog: the operations of the published contract, named by their <c>operationId</c>.</summary>
internal interface ICatalogLabelsApi
{
    [Get("labels")]
    Task<ListResponse<CatalogLabel>> FindLabels(string? assetType, PageQuery page, CancellationToken cancellationToken);
}
