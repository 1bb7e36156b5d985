using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <inheritdoc cref="ICatalogSources"/>
internal sealed class CatalogSourcesClient(CatalogApi api, int pageSize) : ICatalogSources
{
    public AsyncPageable<CatalogSource> ListAsync(
        CatalogSourceListOptions? options = null, CancellationToken cancellationToken = default) =>
        new PagedRequest<CatalogSource>(
            (page, token) => api.Sources.FindSources(options?.Name, options?.AssetType?.Value, page, token),
            new PageQuery { OrderBy = options?.OrderBy?.Value, SortOrder = options?.SortOrder?.Value },
            options?.PageSize ?? pageSize,
            null,
            ensureComplete: false,
            cancellationToken);

    public async Task<CatalogSource?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return await ListAsync(null, cancellationToken)
            .FirstOrDefaultAsync(source => string.Equals(source.Id, id, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
    }
}
