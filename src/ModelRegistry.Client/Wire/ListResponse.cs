namespace ModelRegistry.Client.Wire;

/// <summary>A page of a list (OpenAPI schema <c>BaseResourceList</c>).</summary>
internal sealed record ListResponse<T> : IListResponse
{
    public required IReadOnlyList<T> Items { get; init; }

    public string? NextPageToken { get; init; }

    IReadOnlyList<RegistryResource?> IListResponse.Items => (IReadOnlyList<RegistryResource?>)Items;
}

/// <summary>A page of whatever kind of entities.</summary>
internal interface IListResponse
{
    IReadOnlyList<RegistryResource?> Items { get; }
}
