using System.Globalization;
using ModelRegistry.Client.Filtering;
using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <inheritdoc cref="ICatalogModels"/>
internal sealed class CatalogModelsClient(CatalogApi api, int pageSize) : ICatalogModels
{
    /// <summary>What the service takes for sources without a label.</summary>
    private const string NoLabel = "null";

    public AsyncPageable<CatalogModel> ListAsync(CatalogModelListOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CatalogModelListOptions();
        CatalogModelQuery query = QueryOf(options.Sources, options.SourceLabels, options.Query);
        return new PagedRequest<CatalogModel>(
            (page, token) => api.Models.FindModels(query, page, token),
            new PageQuery
            {
                FilterQuery = options.Filter?.Render(FilterTarget.CatalogModels),
                OrderBy = options.OrderBy?.Value,
                SortOrder = options.SortOrder?.Value,
            },
            options.PageSize ?? pageSize,
            IsWanted(options.Filter),
            ensureComplete: false,
            cancellationToken);
    }

    public Task<IReadOnlyList<CatalogModel>> RecommendAsync(
        CatalogRecommendationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CatalogRecommendationOptions();
        CatalogModelQuery query = QueryOf(options.Sources, options.SourceLabels, options.Query) with
        {
            Recommendations = "true",
            TargetRps = Text(options.TargetRequestsPerSecond),
            LatencyProperty = options.LatencyProperty,
            RpsProperty = options.RequestsPerSecondProperty,
            HardwareCountProperty = options.HardwareCountProperty,
            HardwareTypeProperty = options.HardwareTypeProperty,
        };
        var page = new PageQuery { FilterQuery = options.Filter?.Render(FilterTarget.CatalogModels), PageSize = Text(options.Count) };
        return RecommendAsync(query, page, IsWanted(options.Filter), cancellationToken);
    }

    public Task<CatalogFilterOptions> GetFilterOptionsAsync(CancellationToken cancellationToken = default) =>
        api.Models.FindModelsFilterOptions(cancellationToken);

    public Task<CatalogModel> GetAsync(string sourceId, string name, CancellationToken cancellationToken = default) =>
        api.Models.GetModel(ResourceClient.Id(sourceId), ResourceClient.Id(name), cancellationToken);

    public Task<CatalogModel?> FindAsync(string sourceId, string name, CancellationToken cancellationToken = default) =>
        ResourceClient.FindAsync(GetAsync(sourceId, name, cancellationToken));

    public AsyncPageable<CatalogArtifact> ListArtifactsAsync(
        string sourceId, string name, CatalogArtifactListOptions? options = null, CancellationToken cancellationToken = default)
    {
        (string source, string model) = (ResourceClient.Id(sourceId), ResourceClient.Id(name));
        return new PagedRequest<CatalogArtifact>(
            (page, token) => api.Models.GetAllModelArtifacts(source, model, options?.ArtifactType?.Value, page, token),
            new PageQuery
            {
                FilterQuery = options?.Filter?.Render(FilterTarget.CatalogArtifacts),
                OrderBy = options?.OrderBy?.Value,
                SortOrder = options?.SortOrder?.Value,
            },
            options?.PageSize ?? pageSize,
            null,
            ensureComplete: false,
            cancellationToken);
    }

    public AsyncPageable<CatalogArtifact> ListPerformanceArtifactsAsync(
        string sourceId, string name, CatalogPerformanceListOptions? options = null, CancellationToken cancellationToken = default)
    {
        (string source, string model) = (ResourceClient.Id(sourceId), ResourceClient.Id(name));
        options ??= new CatalogPerformanceListOptions();
        var query = new CatalogPerformanceQuery
        {
            Recommendations = options.Recommended ? "true" : null,
            TargetRps = Text(options.TargetRequestsPerSecond),
            LatencyProperty = options.LatencyProperty,
            RpsProperty = options.RequestsPerSecondProperty,
            HardwareCountProperty = options.HardwareCountProperty,
            HardwareTypeProperty = options.HardwareTypeProperty,
        };
        return new PagedRequest<CatalogArtifact>(
            (page, token) => api.Models.GetAllModelPerformanceArtifacts(source, model, query, page, token),
            new PageQuery
            {
                FilterQuery = options.Filter?.Render(FilterTarget.CatalogArtifacts),
                OrderBy = options.OrderBy?.Value,
                SortOrder = options.SortOrder?.Value,
            },
            options.PageSize ?? pageSize,
            null,
            ensureComplete: false,
            cancellationToken);
    }

    private async Task<IReadOnlyList<CatalogModel>> RecommendAsync(
        CatalogModelQuery query, PageQuery page, Func<CatalogModel, bool>? isWanted, CancellationToken cancellationToken)
    {
        ListResponse<CatalogModel> response = await api.Models.FindModels(query, page, cancellationToken).ConfigureAwait(false);
        return isWanted is null ? response.Items : [.. response.Items.Where(isWanted)];
    }

    private static Func<CatalogModel, bool>? IsWanted(Filter<CatalogModel>? filter) =>
        filter is null ? null : CatalogNameCheck.Of(filter.Node) is { } check ? model => check(model.Name) : static _ => true;

    private static CatalogModelQuery QueryOf(IReadOnlyList<string>? sources, IReadOnlyList<string?>? labels, string? query)
    {
        if (sources is not null && labels is not null)
        {
            throw new ArgumentException("Sources and SourceLabels exclude each other: the service takes one of them.", nameof(sources));
        }

        if (query is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(query);
        }

        if (labels?.Contains(NoLabel, StringComparer.OrdinalIgnoreCase) == true)
        {
            throw new ArgumentException(
                $"The service takes the label '{NoLabel}' for sources without one: ask for those with a null.", nameof(labels));
        }

        return new CatalogModelQuery
        {
            Source = Joined(sources, nameof(sources)),
            SourceLabel = Joined(labels?.Select(static label => label ?? NoLabel), nameof(labels)),
            Query = query,
        };
    }

    // Of a parameter that is repeated the service reads only the first.
    private static string? Joined(IEnumerable<string>? names, string parameter)
    {
        if (names is null)
        {
            return null;
        }

        string[] all = [.. names];
        foreach (string name in all)
        {
            ArgumentException.ThrowIfNullOrEmpty(name, parameter);
            if (name.Contains(',', StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"The service can't be asked for '{name}': it takes the comma for the end of a name.", parameter);
            }
        }

        return all.Length > 0 ? string.Join(',', all) : throw new ArgumentException(
            "The list is empty: leave it out to ask for all.", parameter);
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
