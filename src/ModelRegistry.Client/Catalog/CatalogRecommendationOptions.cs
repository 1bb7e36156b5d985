namespace ModelRegistry.Client;

/// <summary>Which models of the catalog are to be recommended, and by what.</summary>
public sealed record CatalogRecommendationOptions
{
    /// <summary>Gets how many models to ask for at most: 1 or more. There is no further page.</summary>
    /// <value>The default is 1000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int Count
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Ask for at least one model.");
    } = 1000;

    /// <inheritdoc cref="CatalogModelListOptions.Sources"/>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <inheritdoc cref="CatalogModelListOptions.SourceLabels"/>
    public IReadOnlyList<string?>? SourceLabels { get; init; }

    /// <inheritdoc cref="CatalogModelListOptions.Query"/>
    public string? Query { get; init; }

    /// <inheritdoc cref="CatalogModelListOptions.Filter"/>
    public Filter<CatalogModel>? Filter { get; init; }

    /// <summary>Gets how many requests a second are to be served.</summary>
    public int? TargetRequestsPerSecond { get; init; }

    /// <summary>Gets the property to judge by.</summary>
    /// <value>The default is <see langword="null"/>: <c>ttft_p90</c>.</value>
    public string? LatencyProperty { get; init; }

    /// <summary>Gets the property that holds the requests per second.</summary>
    /// <value>The default is <see langword="null"/>: <c>requests_per_second</c>.</value>
    public string? RequestsPerSecondProperty { get; init; }

    /// <summary>Gets the property that holds how many accelerators there were.</summary>
    /// <value>The default is <see langword="null"/>: <c>hardware_count</c>.</value>
    public string? HardwareCountProperty { get; init; }

    /// <summary>Gets the property that holds the kind of accelerator.</summary>
    /// <value>The default is <see langword="null"/>: <c>hardware_type</c>.</value>
    public string? HardwareTypeProperty { get; init; }
}
