using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>A page of a list (OpenAPI schema <c>BaseResourceList</c>).</summary>
internal sealed record ListResponse<T> : IListResponse
{
    public required IReadOnlyList<T> Items { get; init; }

    public string? NextPageToken { get; init; }

    /// <summary>Gets or sets the operation that the page belongs to, for what is found wrong with it later.</summary>
    [JsonIgnore]
    public Operation Operation { get; set; }

    IReadOnlyList<object?> IListResponse.Items => (IReadOnlyList<object?>)Items;
}

/// <summary>A page of whatever kind of entities.</summary>
internal interface IListResponse
{
    Operation Operation { get; set; }

    IReadOnlyList<object?> Items { get; }
}
