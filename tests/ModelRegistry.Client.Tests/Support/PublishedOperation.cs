using System.Text.Json;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>An operation of the published contract, from the table that tests/Contract/write-operations.cs writes.</summary>
internal sealed record PublishedOperation(string Version, string Id, string Method, string Path, IReadOnlyList<string> Query)
{
    private static readonly PublishedOperation[] All = Read("operations.json");

    public static IReadOnlyDictionary<string, PublishedOperation> V1Alpha3 { get; } = Of("v1alpha3");

    public static IReadOnlyDictionary<string, PublishedOperation> V1 { get; } = Of("v1");

    /// <summary>Gets the operations of the services that belong to the catalog, by their version.</summary>
    public static ILookup<string, PublishedOperation> Catalog { get; } =
        Read("catalog-operations.json").ToLookup(operation => operation.Version, StringComparer.Ordinal);

    /// <summary>Gets the path without the slash before it, as labels have it.</summary>
    public string Template => Path[1..];

    private static Dictionary<string, PublishedOperation> Of(string version) =>
        All.Where(operation => operation.Version == version).ToDictionary(operation => operation.Id, StringComparer.Ordinal);

    private static PublishedOperation[] Read(string name)
    {
        using JsonDocument table = JsonDocument.Parse(
            File.ReadAllBytes(System.IO.Path.Combine(AppContext.BaseDirectory, "Contract", name)));
        return [.. table.RootElement.EnumerateArray().Select(operation => new PublishedOperation(
            operation.GetProperty("version").GetString()!,
            operation.GetProperty("id").GetString()!,
            operation.GetProperty("method").GetString()!,
            operation.GetProperty("path").GetString()!,
            [.. operation.GetProperty("query").EnumerateArray().Select(name => name.GetString()!)]))];
    }
}
