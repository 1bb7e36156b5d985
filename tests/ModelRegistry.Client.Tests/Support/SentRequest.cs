using System.Text.Json.Nodes;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>A request as a server would see it.</summary>
public sealed record SentRequest(HttpMethod Method, Uri Uri, string? Body, string? Authorization)
{
    public const string Base = "/api/model_registry/v1alpha3/";

    /// <summary>Gets the path below the API's base, still escaped.</summary>
    public string Path => Uri.AbsolutePath.StartsWith(Base, StringComparison.Ordinal) ? Uri.AbsolutePath[Base.Length..] : Uri.AbsolutePath;

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; } =
    [
        .. Uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0], Uri.UnescapeDataString(pair[1]))),
    ];

    public string? this[string name] =>
        Query.Where(pair => string.Equals(pair.Key, name, StringComparison.Ordinal)).Select(pair => pair.Value).FirstOrDefault();

    public JsonNode Json => JsonNode.Parse(Body!)!;
}
