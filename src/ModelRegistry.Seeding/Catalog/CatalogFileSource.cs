namespace ModelRegistry.Seeding.Catalog;

/// <summary>What files say of a source. What is <see langword="null"/> they leave to an earlier file, or to the defaults.</summary>
internal sealed record CatalogFileSource(string Id)
{
    public string? Name { get; init; }

    public string? Type { get; init; }

    public bool? Enabled { get; init; }

    public IReadOnlyList<string>? Labels { get; init; }

    public IReadOnlyList<string>? IncludedModels { get; init; }

    public IReadOnlyList<string>? ExcludedModels { get; init; }

    /// <summary>Gets what is given to the kind of source; <see langword="null"/> where a file says nothing of it.</summary>
    public CatalogFileProperties? Properties { get; init; }

    /// <summary>Puts what a later file says over this.</summary>
    public CatalogFileSource OverriddenBy(CatalogFileSource later) => new(Id)
    {
        Name = later.Name ?? Name,
        Type = later.Type ?? Type,
        Enabled = later.Enabled ?? Enabled,
        Labels = later.Labels ?? Labels,
        IncludedModels = later.IncludedModels ?? IncludedModels,
        ExcludedModels = later.ExcludedModels ?? ExcludedModels,
        Properties = later.Properties ?? Properties,
    };
}

/// <summary>The properties of a source of the type <c>yaml</c>.</summary>
/// <param name="File">The file with the models; a relative path begins in the folder of the file that names it.</param>
/// <param name="RealPath">The file with links followed; <see langword="null"/> when none is named.</param>
/// <param name="ExcludedModels">Further patterns of names that are not shown.</param>
internal sealed record CatalogFileProperties(string? File, string? RealPath, IReadOnlyList<string> ExcludedModels);
