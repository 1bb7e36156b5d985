using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>A page of a list (OpenAPI schema <c>BaseResourceList</c>).</summary>
internal sealed record ListResponse<T> : IOperationResult
{
    public required IReadOnlyList<T> Items { get; init; }

    public string? NextPageToken { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public Operation Operation { get; set; }
}
