namespace ModelRegistry.Client;

/// <summary>How the performance measurements of a model of the catalog are to be listed.</summary>
public sealed record CatalogPerformanceListOptions : CatalogListOptions
{
    /// <summary>
    /// Gets how many requests a second are to be served. With it the service adds the properties <c>replicas</c> and
    /// <c>total_requests_per_second</c>.
    /// </summary>
    public int? TargetRequestsPerSecond { get; init; }

    /// <summary>Gets whether measurements are left out to which another is better both in cost and in latency.</summary>
    public bool Recommended { get; init; }

    /// <inheritdoc cref="CatalogRecommendationOptions.LatencyProperty"/>
    public string? LatencyProperty { get; init; }

    /// <inheritdoc cref="CatalogRecommendationOptions.RequestsPerSecondProperty"/>
    public string? RequestsPerSecondProperty { get; init; }

    /// <inheritdoc cref="CatalogRecommendationOptions.HardwareCountProperty"/>
    public string? HardwareCountProperty { get; init; }

    /// <inheritdoc cref="CatalogRecommendationOptions.HardwareTypeProperty"/>
    public string? HardwareTypeProperty { get; init; }

    /// <summary>Gets which measurements are wanted, made of <see cref="CatalogArtifactFilter"/>.</summary>
    /// <value>The default is <see langword="null"/>: all.</value>
    public Filter<CatalogArtifact>? Filter { get; init; }

    /// <summary>Gets what the list is ordered by.</summary>
    /// <value>The default is <see langword="null"/>: by id, which is the order of the source's file.</value>
    public CatalogOrderBy? OrderBy { get; init; }
}
