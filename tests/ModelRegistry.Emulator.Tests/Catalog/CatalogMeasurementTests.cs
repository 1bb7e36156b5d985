using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Catalog;

/// <summary>Measurements and what is recommended by them.</summary>
public sealed class CatalogMeasurementTests
{
    private const string Performance = "sources/only/models/m/artifacts/performance";

    [Theory]
    // Of options on the same hardware: not the slower one that costs as much, and none that gains next to nothing for its price.
    [InlineData("a L4 1 1 200, b L4 1 1 210, c L4 2 1 100, d L4 4 1 98, e L4 8 1 80", "recommendations=true", "a c e")]
    // Slower than 100 ms, five per cent are worth it; below, ten per cent.
    [InlineData("a L4 1 1 200, b L4 2 1 189, c L4 3 1 181", "recommendations=true", "a b")]
    [InlineData("a L4 1 1 99, b L4 2 1 93, c L4 3 1 89", "recommendations=true", "a c")]
    // Each kind of hardware for itself, in the order of the file.
    [InlineData("a H100 1 1 50, b L4 1 1 100, c H100 2 1 49, d L4 1 1 99", "recommendations=true", "a d")]
    // More requests a second take more replicas, which cost.
    [InlineData("a L4 1 10 100, b L4 1 1 50", "recommendations=true&targetRPS=10", "a b")]
    [InlineData("a L4 1 1 100, b L4 1 10 50", "recommendations=true&targetRPS=10", "b")]
    [InlineData("a L4 1 1 100, b L4 1 10 50", "targetRPS=10", "a b")]
    [InlineData("a L4 1 1 100, b L4 1 10 50", "filterQuery=ttft_p90>60", "a")]
    [InlineData("a L4 1 1 100, b L4 1 10 50", "orderBy=ttft_p90.double_value&sortOrder=ASC", "b a")]
    [InlineData("a L4 1 1 100, b L4 1 10 50", "orderBy=ttft_p90.double_value", "a b")]
    public async Task Measurements_are_listed_and_recommended(string measurements, string query, string expected)
    {
        using CatalogFolder folder = CatalogFolder.Of("models:\n" + Model("m", measurements));
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        (_, JsonElement page) = await http.ReadAsync($"{Performance}?{query}");

        IEnumerable<string> labels =
            page.GetProperty("items").EnumerateArray().Select(static item => Property(item, "label").Text("string_value"));
        Assert.Equal(expected, string.Join(' ', labels));
    }

    [Fact]
    public async Task Recommended_measurements_come_in_pages()
    {
        using CatalogFolder folder = CatalogFolder.Of("models:\n" + Model("m", "a L4 1 1 200, b L4 2 1 100, c L4 4 1 50, d L4 8 1 20"));
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        Assert.Equal(4, (await http.AllNamesAsync($"{Performance}?recommendations=true", 1)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(4, (await http.AllNamesAsync($"{Performance}?recommendations=false", 3)).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Replicas_and_what_they_serve_are_computed()
    {
        using CatalogFolder folder = CatalogFolder.Of("models:\n" + Model("m", "a L4 1 2.5 100, b L4 1 0 50"));
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        (_, JsonElement page) = await http.ReadAsync($"{Performance}?targetRPS=6");

        Assert.Equal(
            [("3", 7.5), ("6", 6.0)],
            page.GetProperty("items").EnumerateArray().Select(static item => (
                Property(item, "replicas").Text("int_value"),
                Property(item, "total_requests_per_second").GetProperty("double_value").GetDouble())));
    }

    [Theory]
    [InlineData("latencyProperty=nothing", "latencyProperty=nothing&rpsProperty=none", "[none nothing]")]
    [InlineData("hardwareTypeProperty=vendor", "hardwareTypeProperty=vendor", "[vendor]")]
    public async Task Properties_that_no_measurement_has_are_refused(string query, string both, string missing)
    {
        using CatalogFolder folder = CatalogFolder.Of("models:\n" + Model("m", "a L4 1 2 100") + "- name: empty\n");
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        Assert.Equal(HttpStatusCode.InternalServerError, await http.StatusAsync($"{Performance}?{query}"));
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync($"sources/only/models/empty/artifacts/performance?{query}"));
        (_, JsonElement error) = await http.ReadAsync($"{Performance}?{both}");
        Assert.Equal(
            "failed to get performance artifacts: invalid custom properties: properties not found in any performance artifacts: " + missing,
            error.Text("message"));
    }

    [Theory]
    [InlineData("", "only:fast only:slow only:unmeasured")]
    [InlineData("&targetRPS=100", "only:fast only:slow only:unmeasured")]
    [InlineData("&latencyProperty=e2e_p90", "only:slow only:unmeasured only:fast")]
    [InlineData("&filterQuery=artifacts.hardware_type='L4'", "only:slow only:fast")]
    // The filter of models is used for their measurements, too, and no measurement has a provider.
    [InlineData("&filterQuery=provider='Acme'", "only:slow only:fast")]
    public async Task Models_are_recommended_by_their_least_latency(string query, string expected)
    {
        using CatalogFolder folder = CatalogFolder.Of(
            "models:\n" + Model("slow", "a L4 1 1 100", "e2e_p90: {metadataType: MetadataDoubleValue, double_value: 5}")
            + "- name: unmeasured\n" + Model("fast", "a L4 1 1 150, b H100 1 1 20"));
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        Assert.Equal(expected, string.Join(' ', await http.NamesAsync($"models?recommendations=true{query}")));
    }

    [Fact]
    public async Task A_folder_of_measurements_adds_to_models()
    {
        using CatalogFolder folder = CatalogFolder.Of("models: [{name: acme/m, artifacts: [{uri: 'oci://m'}]}]")
            .With("metrics/acme/m/metadata.json", """
                {"id":"acme/m","overall_accuracy":71.5,"size":"8B params","tensor_type":"FP8","variant_group_id":""}
                """)
            .With("metrics/acme/m/evaluations.ndjson", """
                {"model_id":"acme/m","benchmark":"mmlu","score":60.5,"created_at":1700000000001,"updated_at":1700000000002}
                not JSON
                {"model_id":"acme/m","benchmark":"arc","score":50}
                """)
            .With("metrics/acme/m/performance.ndjson", """
                {"id":"p-1","model_id":"acme/m","use_case":"rag","hardware_count":2,"ttft_p90":12.5,"warm":true,"created_at":1700000000003}

                """)
            .With("metrics/other/metadata.json", "{}");
        await using ModelCatalogEmulator catalog = await folder.ServeAsync("metrics");
        using HttpClient http = catalog.Connect();

        (_, JsonElement model) = await http.ReadAsync("sources/only/models/acme%2Fm");
        (_, JsonElement page) = await http.ReadAsync("sources/only/models/acme%2Fm/artifacts");
        JsonElement[] artifacts = [.. page.GetProperty("items").EnumerateArray()];

        Assert.Equal(["size", "tensor_type"], Properties(model));
        Assert.Equal(
            ["model-artifact", "metrics-artifact", "metrics-artifact"], artifacts.Select(static artifact => artifact.Text("artifactType")));
        Assert.Equal(71.5, Property(artifacts[1], "overall_average").GetProperty("double_value").GetDouble());
        Assert.Equal(("accuracy-metrics", "1700000000001", "1700000000002"), (
            artifacts[1].Text("metricsType"), artifacts[1].Text("createTimeSinceEpoch"), artifacts[1].Text("lastUpdateTimeSinceEpoch")));
        Assert.Equal(["arc", "mmlu", "overall_average"], Properties(artifacts[1]));
        Assert.Equal(("performance-p-1", "p-1"), (artifacts[2].Text("name"), artifacts[2].Text("externalId")));
        Assert.Equal(["hardware_count", "id", "model_id", "ttft_p90", "use_case", "warm"], Properties(artifacts[2]));
        Assert.Equal("2", Property(artifacts[2], "hardware_count").Text("int_value"));
        Assert.Equal(["only:acme/m"], await http.NamesAsync("models?filterQuery=artifacts.use_case='rag' AND artifacts.ttft_p90<13.0"));
        Assert.Single(await http.NamesAsync("sources/only/models/acme%2Fm/artifacts/performance"));
    }

    [Fact]
    public async Task A_folder_of_measurements_that_is_not_there_is_refused()
    {
        using CatalogFolder folder = CatalogFolder.Of("models: []");

        DirectoryNotFoundException refused = await Assert.ThrowsAsync<DirectoryNotFoundException>(() => folder.ServeAsync("metrics"));

        Assert.Equal($"There is no folder {Path.Combine(folder.Path, "metrics")} with measurements.", refused.Message);
    }

    // Each measurement: label, hardware type, hardware count, requests per second, latency.
    private static string Model(string name, string measurements, string further = "") =>
        $"- name: {name}\n  provider: Acme\n  artifacts:\n"
        + string.Concat(measurements.Split(", ").Select(measurement => Measurement(measurement.Split(' '), further)));

    private static string Measurement(string[] parts, string further) => $$$"""
              - artifactType: metrics-artifact
                metricsType: performance-metrics
                customProperties:
                  label: {metadataType: MetadataStringValue, string_value: {{{parts[0]}}}}
                  hardware_type: {metadataType: MetadataStringValue, string_value: {{{parts[1]}}}}
                  hardware_count: {metadataType: MetadataIntValue, int_value: '{{{parts[2]}}}'}
                  requests_per_second: {metadataType: MetadataDoubleValue, double_value: {{{parts[3]}}}}
                  ttft_p90: {metadataType: MetadataDoubleValue, double_value: {{{parts[4]}}}}
                  {{{further}}}

            """;

    private static IEnumerable<string> Properties(JsonElement item) =>
        item.GetProperty("customProperties").EnumerateObject().Select(static property => property.Name);

    private static JsonElement Property(JsonElement artifact, string name) => artifact.GetProperty("customProperties").GetProperty(name);
}
