using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Which page of a list is asked for; what is <see langword="null"/> is not sent.</summary>
internal sealed record PageQuery
{
    [AliasAs("filterQuery")]
    public string? FilterQuery { get; init; }

    [AliasAs("pageSize")]
    public string? PageSize { get; init; }

    [AliasAs("orderBy")]
    public string? OrderBy { get; init; }

    [AliasAs("sortOrder")]
    public string? SortOrder { get; init; }

    [AliasAs("nextPageToken")]
    public string? NextPageToken { get; init; }
}
