using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Catalog;

/// <summary>What v1 has otherwise than v1alpha1.</summary>
public sealed class CatalogVersionTests : IAsyncLifetime
{
    private readonly CatalogFolder _folder = CatalogFolder.Workshop();
    private ModelCatalogEmulator _catalog = null!;
    private HttpClient _v1 = null!;

    public async ValueTask InitializeAsync()
    {
        _catalog = await _folder.ServeAsync();
        _v1 = _catalog.Connect(CatalogFolder.V1);
    }

    public async ValueTask DisposeAsync()
    {
        _v1.Dispose();
        await _catalog.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_source_is_named_otherwise_and_a_single_model_counts_its_artifacts()
    {
        (_, JsonElement model) = await _v1.ReadAsync("sources/tools/models/acme%2Fhammer");
        (_, JsonElement list) = await _v1.ReadAsync("models");
        (_, JsonElement bare) = await _v1.ReadAsync("sources/toys/models/car");

        Assert.Equal("tools", model.Text("sourceId"));
        Assert.False(model.TryGetProperty("source_id", out _));
        Assert.Equal(
            """{"accuracy-metrics":1,"model-artifact":1,"performance-metrics":2}""", model.GetProperty("artifactCounts").GetRawText());
        Assert.All(list.GetProperty("items").EnumerateArray(), static item => Assert.False(item.TryGetProperty("artifactCounts", out _)));
        Assert.False(bare.TryGetProperty("artifactCounts", out _));
    }

    [Theory]
    [InlineData("orderBy=RECOMMENDED", "tools:acme/hammer tools:acme/saw toys:acme/hammer toys:car tools:bolt/Über")]
    [InlineData("orderBy=RECOMMENDED&sortOrder=DESC", "tools:acme/saw tools:acme/hammer toys:acme/hammer toys:car tools:bolt/Über")]
    [InlineData("recommendations=true", "tools:acme/hammer tools:acme/saw toys:acme/hammer toys:car tools:bolt/Über")]
    public async Task Recommended_models_come_in_pages(string query, string expected)
    {
        for (int pageSize = 1; pageSize <= 5; pageSize++)
        {
            Assert.Equal(expected, string.Join(' ', await _v1.AllNamesAsync("models?" + query, pageSize)));
        }
    }

    [Theory]
    [InlineData("-1", "invalid syntax")]
    [InlineData("x", "invalid syntax")]
    [InlineData("2147483648", "value out of range")]
    public async Task A_token_that_is_no_offset_is_refused(string token, string reason)
    {
        (HttpStatusCode status, JsonElement error) = await _v1.ReadAsync($"models?orderBy=RECOMMENDED&nextPageToken={token}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            $"invalid nextPageToken: must be a non-negative integer (0..2147483647), got \"{token}\": "
            + $"strconv.ParseUint: parsing \"{token}\": {reason}",
            error.Text("message"));
    }

    [Fact]
    public async Task A_filter_that_does_not_parse_is_the_callers_fault()
    {
        (HttpStatusCode status, JsonElement error) = await _v1.ReadAsync("models?filterQuery=name=");

        Assert.Equal((HttpStatusCode.BadRequest, "Bad Request"), (status, error.Text("code")));
        Assert.StartsWith("invalid filter query syntax: error parsing filter query: 1:6:", error.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("labels")]
    [InlineData("sources")]
    [InlineData("models/filter_options")]
    [InlineData("sources/tools/models/acme/hammer/artifacts")]
    [InlineData("sources/tools/models/acme/hammer/artifacts/performance?targetRPS=5")]
    public async Task The_other_operations_answer_the_same(string path)
    {
        using HttpClient alpha = _catalog.Connect();

        (HttpStatusCode status, JsonElement first) = await alpha.ReadAsync(path);
        (_, JsonElement second) = await _v1.ReadAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(first.GetRawText(), second.GetRawText());
    }

    [Fact]
    public async Task Faults_are_planned_by_the_path_behind_the_version()
    {
        _catalog.Faults.Add(new Fault { Route = "models", After = 1 });
        _catalog.Faults.Add(new Fault { Route = "sources/{id}/models/*", Effect = FaultEffect.CutBefore });
        using HttpClient alpha = _catalog.Connect();

        Assert.Equal(HttpStatusCode.OK, await alpha.StatusAsync("models"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _v1.StatusAsync("models"));
        await Assert.ThrowsAsync<HttpRequestException>(() => alpha.StatusAsync("sources/tools/models/acme/saw/artifacts"));
        Assert.Equal(HttpStatusCode.OK, await alpha.StatusAsync("sources/tools/models/acme/saw/artifacts"));
        Assert.Equal([200, 503, 0, 200], _catalog.Requests.Select(static request => request.Status));
    }

    [Theory]
    [InlineData("api/mcp_catalog/v1/mcp_servers", HttpStatusCode.OK)]
    [InlineData("api/mcp_catalog/v1/mcp_servers/5/tools/x", HttpStatusCode.NotFound)]
    [InlineData("api/agent_catalog/v1/agents", HttpStatusCode.NotFound)]
    [InlineData("api/model_catalog/v2/models", HttpStatusCode.NotFound)]
    [InlineData("api/model_catalog/v1/sources//models/x", HttpStatusCode.UnprocessableEntity)]
    [InlineData("_emulator/reset", HttpStatusCode.NotFound)]
    public async Task Paths_beside_the_operations_on_models(string path, HttpStatusCode expected) =>
        Assert.Equal(expected, await _v1.StatusAsync("/" + path));
}
