using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <inheritdoc cref="ICatalogLabels"/>
internal sealed class CatalogLabelsClient(CatalogApi api, int pageSize) : ICatalogLabels
{
    public AsyncPageable<CatalogLabel> ListAsync(CatalogLabelListOptions? options = null, CancellationToken cancellationToken = default) =>
        new PagedRequest<CatalogLabel>(
            (page, token) => api.Labels.FindLabels(options?.AssetType?.Value, page, token),
            new PageQuery { OrderBy = options?.OrderBy, SortOrder = options?.SortOrder?.Value },
            options?.PageSize ?? pageSize,
            null,
            ensureComplete: false,
            cancellationToken);
}
