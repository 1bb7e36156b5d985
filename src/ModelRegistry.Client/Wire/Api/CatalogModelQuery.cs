using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Which models of a catalog are asked for; what is <see langword="null"/> is not sent.</summary>
internal sealed record CatalogModelQuery
{
    [AliasAs("source")]
    public string? Source { get; init; }

    [AliasAs("sourceLabel")]
    public string? SourceLabel { get; init; }

    [AliasAs("q")]
    public string? Query { get; init; }

    [AliasAs("recommendations")]
    public string? Recommendations { get; init; }

    [AliasAs("targetRPS")]
    public string? TargetRps { get; init; }

    [AliasAs("latencyProperty")]
    public string? LatencyProperty { get; init; }

    [AliasAs("rpsProperty")]
    public string? RpsProperty { get; init; }

    [AliasAs("hardwareCountProperty")]
    public string? HardwareCountProperty { get; init; }

    [AliasAs("hardwareTypeProperty")]
    public string? HardwareTypeProperty { get; init; }
}
