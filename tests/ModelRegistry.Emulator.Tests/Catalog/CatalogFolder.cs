using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Catalog;

/// <summary>A folder with the files of a catalog.</summary>
internal sealed class CatalogFolder : IDisposable
{
    public const string Api = "api/model_catalog/v1alpha1/";
    public const string V1 = "api/model_catalog/v1/";

    /// <summary>Two sources that share the name of a model, with properties of every kind.</summary>
    public const string Tools = """
        source: Tools
        models:
          - name: acme/hammer
            description: Drives nails.
            provider: Acme
            license: apache-2.0
            libraryName: forge
            tasks: [drive, pull]
            language: [en, de]
            createTimeSinceEpoch: '1700000000300'
            lastUpdateTimeSinceEpoch: '1700000000900'
            customProperties:
              weight: {metadataType: MetadataIntValue, int_value: '5'}
              price: {metadataType: MetadataDoubleValue, double_value: 9.5}
              sold: {metadataType: MetadataBoolValue, bool_value: true}
              colour: {metadataType: MetadataStringValue, string_value: red}
            artifacts:
              - uri: oci://registry.example.com/hammer:1
                customProperties:
                  arch: {metadataType: MetadataStringValue, string_value: amd64}
              - artifactType: metrics-artifact
                metricsType: accuracy-metrics
                customProperties:
                  overall_average: {metadataType: MetadataDoubleValue, double_value: 70}
              - artifactType: metrics-artifact
                metricsType: performance-metrics
                customProperties:
                  hardware_type: {metadataType: MetadataStringValue, string_value: L4}
                  hardware_count: {metadataType: MetadataIntValue, int_value: '1'}
                  requests_per_second: {metadataType: MetadataDoubleValue, double_value: 2.0}
                  ttft_p90: {metadataType: MetadataDoubleValue, double_value: 100.0}
                  use_case: {metadataType: MetadataStringValue, string_value: chatbot}
              - artifactType: metrics-artifact
                metricsType: performance-metrics
                customProperties:
                  hardware_type: {metadataType: MetadataStringValue, string_value: H100}
                  hardware_count: {metadataType: MetadataIntValue, int_value: '1'}
                  requests_per_second: {metadataType: MetadataDoubleValue, double_value: 10.0}
                  ttft_p90: {metadataType: MetadataDoubleValue, double_value: 40.0}
                  use_case: {metadataType: MetadataStringValue, string_value: rag}
          - name: acme/saw
            provider: Acme
            license: mit
            tasks: [cut]
            createTimeSinceEpoch: '1700000000100'
            lastUpdateTimeSinceEpoch: '1700000000800'
            customProperties:
              weight: {metadataType: MetadataIntValue, int_value: '3'}
              price: {metadataType: MetadataDoubleValue, double_value: 4.25}
              sold: {metadataType: MetadataBoolValue, bool_value: false}
              colour: {metadataType: MetadataStringValue, string_value: blue}
            artifacts:
              - uri: s3://bucket/saw
              - artifactType: metrics-artifact
                metricsType: performance-metrics
                customProperties:
                  hardware_type: {metadataType: MetadataStringValue, string_value: L4}
                  hardware_count: {metadataType: MetadataIntValue, int_value: '2'}
                  requests_per_second: {metadataType: MetadataDoubleValue, double_value: 4.0}
                  ttft_p90: {metadataType: MetadataDoubleValue, double_value: 60.0}
                  use_case: {metadataType: MetadataStringValue, string_value: chatbot}
          - name: bolt/Über
            description: 100% steel_ware
            provider: Bolt
            license: modified-mit
            createTimeSinceEpoch: '1700000000200'
            lastUpdateTimeSinceEpoch: '1700000000700'
        """;

    public const string Toys = """
        models:
          - name: acme/hammer
            provider: Toymaker
            createTimeSinceEpoch: '1700000000500'
            lastUpdateTimeSinceEpoch: '1700000000600'
            customProperties:
              colour: {metadataType: MetadataStringValue, string_value: Red}
              validated_on: {metadataType: MetadataStringValue, string_value: '["Y 2","X 1"]'}
          - name: car
            provider: Toymaker
            createTimeSinceEpoch: '1700000000400'
            lastUpdateTimeSinceEpoch: '1700000000500'
            customProperties:
              weight: {metadataType: MetadataIntValue, int_value: '5000000000'}
              wheels: {metadataType: MetadataStructValue, struct_value: eyJhIjoxfQ==}
        """;

    public const string Sources = """
        model_catalogs:
          - {name: Tools, id: tools, type: yaml, labels: [Workshop], properties: {yamlCatalogPath: tools.yaml}}
          - {name: Toys, id: toys, type: yaml, properties: {yamlCatalogPath: toys.yaml}}
        namedQueries:
          fastest: {artifacts.ttft_p90.double_value: {operator: <=, value: min}, colour: {operator: =, value: max}}
          servers: {assetType: mcp_servers, filters: {license: {operator: =, value: MIT}}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("catalog");

    public string Path => _folder.FullName;

    /// <summary>The folder with the two sources above.</summary>
    public static CatalogFolder Workshop() =>
        new CatalogFolder().With("sources.yaml", Sources).With("tools.yaml", Tools).With("toys.yaml", Toys);

    /// <summary>A folder with one source <c>only</c>, whose file holds a text.</summary>
    public static CatalogFolder Of(string models) => new CatalogFolder()
        .With("sources.yaml", "model_catalogs: [{name: Only, id: only, type: yaml, properties: {yamlCatalogPath: models.yaml}}]")
        .With("models.yaml", models);

    public CatalogFolder With(string name, string text)
    {
        string file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public Task<ModelCatalogEmulator> ServeAsync(string? metrics = null) => ModelCatalogEmulator.StartAsync(
        new ModelCatalogEmulatorOptions
        {
            Sources = System.IO.Path.Combine(Path, "sources.yaml"),
            PerformanceMetrics = metrics is null ? null : System.IO.Path.Combine(Path, metrics),
        },
        TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>Shortcuts for tests that ask a catalog.</summary>
internal static class CatalogRequests
{
    public static HttpClient Connect(this ModelCatalogEmulator catalog, string api = CatalogFolder.Api) =>
        new() { BaseAddress = new Uri(catalog.BaseAddress, api) };

    /// <summary>The items of a list, each as source and name.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(this HttpClient http, string path)
    {
        (HttpStatusCode status, JsonElement page) = await http.ReadAsync(path);
        Assert.True(status == HttpStatusCode.OK, page.ToString());
        return [.. page.GetProperty("items").EnumerateArray().Select(Name)];
    }

    /// <summary>All items of a list, page by page.</summary>
    public static async Task<IReadOnlyList<string>> AllNamesAsync(this HttpClient http, string path, int pageSize)
    {
        var names = new List<string>();
        string token = "";
        do
        {
            string place = $"&pageSize={pageSize}&nextPageToken={Uri.EscapeDataString(token)}";
            (HttpStatusCode status, JsonElement page) = await http.ReadAsync(path + place);
            Assert.True(status == HttpStatusCode.OK, page.ToString());
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, pageSize);
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(Name));
            token = page.Text("nextPageToken");
            Assert.InRange(names.Count, 0, 1000);
        }
        while (token.Length > 0);

        return names;
    }

    private static string Name(JsonElement item) => item.TryGetProperty("name", out JsonElement name) && item.TryGetProperty("tasks", out _)
        ? $"{(item.TryGetProperty("source_id", out JsonElement source) ? source : item.GetProperty("sourceId"))}:{name}"
        : item.TryGetProperty("uri", out JsonElement uri) ? uri.GetString()! : item.Text("metricsType") + "#" + item.Text("id");
}
