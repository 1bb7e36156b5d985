namespace ModelRegistry.Emulator.Catalog;

/// <summary>An entry of a source file.</summary>
internal sealed record CatalogSource
{
    public const string Models = "models";

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public bool IsEnabled { get; init; } = true;

    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The patterns of the source; <see langword="null"/> when it has none.</summary>
    public IReadOnlyList<string>? IncludedModels { get; init; }

    public IReadOnlyList<string>? ExcludedModels { get; init; }

    /// <summary>What kind of thing the source holds, as the file says; <see langword="null"/> for models.</summary>
    public string? AssetType { get; init; }

    public YamlMap? Properties { get; init; }

    /// <summary>available, partially-available, error or disabled.</summary>
    public string Status { get; init; } = "available";

    /// <summary>Why the source is not simply available.</summary>
    public string? Error { get; init; }
}
