namespace ModelRegistry.Client;

/// <summary>The smallest and the largest of some numbers.</summary>
public sealed record CatalogRange
{
    /// <summary>Gets the smallest.</summary>
    public double? Min { get; init; }

    /// <summary>Gets the largest.</summary>
    public double? Max { get; init; }
}
