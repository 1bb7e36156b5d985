using System.Text.Json;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Wire;

public sealed class ReadingTests
{
    [Fact]
    public async Task Times_are_points_in_time()
    {
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = TestClient.Over(network);
        RegisteredModel model = await registry.RegisteredModels.GetAsync("1");
        Assert.Equal(new DateTimeOffset(2023, 11, 14, 22, 13, 20, TimeSpan.Zero), model.CreateTime);
        Assert.Equal(TimeSpan.FromMilliseconds(1), model.LastUpdateTime - model.CreateTime);
    }

    [Theory]
    [InlineData("\"99999999999999999\"", "9999-12-31T23:59:59.999Z")]
    [InlineData("\"-99999999999999999\"", "0001-01-01T00:00:00.000Z")]
    [InlineData("1700000000000", "2023-11-14T22:13:20.000Z")]
    [InlineData("\"soon\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"1e3\"", null)]
    [InlineData("null", null)]
    public async Task A_time_that_is_none_spoils_no_list(string json, string? expected)
    {
        using var network = ScriptedHandler.Responding(Bodies.List(
            $$"""{"customProperties":{},"experimentId":"7","id":"8","name":"r","startTimeSinceEpoch":{{json}}}""", Bodies.Run));
        using ModelRegistryClient registry = TestClient.Over(network);
        List<ExperimentRun> runs = await registry.ExperimentRuns.ListAsync().ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, runs.Count);
        Assert.Equal(
            expected,
            runs[0].StartTime?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Artifacts_are_told_apart_wherever_their_kind_stands()
    {
        using var network = ScriptedHandler.Responding(Bodies.List(
            """{"name":"w","uri":"u","customProperties":{"artifactType":{"metadataType":"MetadataStringValue","string_value":"metric"}},"id":"1","artifactType":"model-artifact"}""",
            """{"customProperties":{},"id":"2","value":0.5,"step":3,"timestamp":"1700000000000","artifactType":"metric"}""",
            """{"customProperties":{},"id":"3","value":"0.1","parameterType":"number","artifactType":"parameter"}""",
            """{"customProperties":{},"id":"4","digest":"d","artifactType":"dataset-artifact"}""",
            """{"customProperties":{},"id":"5","uri":"https://x","artifactType":"doc-artifact"}"""));
        using ModelRegistryClient registry = TestClient.Over(network);
        List<Artifact> artifacts = await registry.Artifacts.ListAsync().ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal("u", Assert.IsType<ModelArtifact>(artifacts[0]).Uri);
        Assert.Equal((0.5, 3), (Assert.IsType<Metric>(artifacts[1]).Value, Assert.IsType<Metric>(artifacts[1]).Step));
        Assert.Equal(
            ("0.1", ParameterType.Number),
            (Assert.IsType<Parameter>(artifacts[2]).Value, Assert.IsType<Parameter>(artifacts[2]).ParameterType));
        Assert.Equal("d", Assert.IsType<DataSet>(artifacts[3]).Digest);
        Assert.Equal("https://x", Assert.IsType<DocArtifact>(artifacts[4]).Uri);
        Assert.Equal(
            ["model-artifact", "metric", "parameter", "dataset-artifact", "doc-artifact"],
            artifacts.Select(artifact => artifact.ArtifactType.Value));
    }

    [Theory]
    [InlineData(
        """{"artifactType":"tensor-artifact","customProperties":{"k":{"metadataType":"MetadataBoolValue","bool_value":true}},"id":"1","name":"t","shape":[1,2]}""",
        "tensor-artifact")]
    [InlineData("""{"customProperties":{},"id":"1","name":"t"}""", "")]
    [InlineData("""{"artifactType":null,"customProperties":{},"id":"1","name":"t"}""", "")]
    public async Task An_artifact_of_an_unknown_kind_survives(string json, string kind)
    {
        using var network = ScriptedHandler.Responding(Bodies.List(json, Bodies.ModelArtifact));
        using ModelRegistryClient registry = TestClient.Over(network);
        List<Artifact> artifacts = await registry.Artifacts.ListAsync().ToListAsync(TestContext.Current.CancellationToken);
        UnknownArtifact unknown = Assert.IsType<UnknownArtifact>(artifacts[0]);
        Assert.Equal(("1", "t", kind), (unknown.Id, unknown.Name, unknown.ArtifactType.Value));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), unknown.Json));
        Assert.IsType<ModelArtifact>(artifacts[1]);
    }

    [Fact]
    public async Task Collections_can_not_be_changed_and_properties_are_never_null()
    {
        using var network = ScriptedHandler.Responding(
            """{"customProperties":{"a":{"metadataType":"MetadataStringValue","string_value":""}},"id":"1","language":["en"],"name":"m"}""");
        using ModelRegistryClient registry = TestClient.Over(network);
        RegisteredModel model = await registry.RegisteredModels.GetAsync("1");
        Assert.False(model.CustomProperties is IDictionary<string, MetadataValue> { IsReadOnly: false });
        Assert.NotNull(new RegisteredModel { Id = "1", Name = "m" }.CustomProperties);
        Assert.Equal("en", Assert.Single(model.Language!));
    }

    [Fact]
    public async Task Pages_follow_each_other_and_stopping_early_asks_no_further()
    {
        using var network = ScriptedHandler.Responding(
            () => ScriptedHandler.Json(Bodies.Page("t1", Bodies.Model)),
            () => ScriptedHandler.Json(Bodies.Page("t2", Bodies.Model)),
            () => ScriptedHandler.Json(Bodies.List()));
        using ModelRegistryClient registry = TestClient.Over(network);

        Assert.Equal(2, (await registry.RegisteredModels.ListAsync(new ListOptions { PageSize = 1 })
            .ToListAsync(TestContext.Current.CancellationToken)).Count);
        Assert.Equal([null, "t1", "t2"], network.Sent.Select(sent => sent["nextPageToken"]));
        Assert.All(network.Sent, sent => Assert.Equal("1", sent["pageSize"]));

        using var more = ScriptedHandler.Responding(Bodies.Page("t1", Bodies.Model));
        using ModelRegistryClient other = TestClient.Over(more);
        await foreach (RegisteredModel model in other.RegisteredModels.ListAsync())
        {
            Assert.Equal("m", model.Name);
            break;
        }

        Assert.Equal("100", Assert.Single(more.Sent)["pageSize"]);
    }

    [Fact]
    public async Task A_list_that_would_never_end_is_an_error()
    {
        int page = 0;
        using var network = new ScriptedHandler(_ => ScriptedHandler.Json(Bodies.Page((page++ % 2 == 0) ? "even" : "odd", Bodies.Model)));
        using ModelRegistryClient registry = TestClient.Over(network);
        ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(
            async () => await registry.RegisteredModels.ListAsync().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Contains("nextPageToken", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, network.Sent.Count);
    }

    [Fact]
    public async Task A_page_can_be_continued_later()
    {
        using var network = new ScriptedHandler(
            sent => ScriptedHandler.Json(sent["nextPageToken"] is null ? Bodies.Page("t1", Bodies.Model) : Bodies.List(Bodies.Model)));
        using ModelRegistryClient registry = TestClient.Over(network);
        AsyncPageable<RegisteredModel> list = registry.RegisteredModels.ListAsync();
        string? token = (await list.AsPages().FirstAsync(TestContext.Current.CancellationToken)).ContinuationToken;
        Page<RegisteredModel> last = await list.AsPages(token, 7).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Null(last.ContinuationToken);
        Assert.Equal(("t1", "7"), (network.Last["nextPageToken"], network.Last["pageSize"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.AsPages(pageSizeHint: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ListOptions { PageSize = 0 });
    }

    [Fact]
    public async Task Cancelling_the_call_or_the_enumeration_ends_a_list()
    {
        using var network = ScriptedHandler.Responding(Bodies.Page("t1", Bodies.Model));
        using ModelRegistryClient registry = TestClient.Over(network);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await registry.RegisteredModels.ListAsync(null, cancelled.Token).FirstAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await registry.RegisteredModels.ListAsync().FirstAsync(cancelled.Token));
    }

    [Theory]
    [InlineData("a/b", "registered_models/a%2Fb")]
    [InlineData("a b?c#d", "registered_models/a%20b%3Fc%23d")]
    [InlineData("é", "registered_models/%C3%A9")]
    public async Task An_id_is_one_escaped_segment(string id, string path)
    {
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = TestClient.Over(network);
        await registry.RegisteredModels.GetAsync(id);
        Assert.Equal(path, network.Last.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_that_leads_elsewhere_is_refused(string id)
    {
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = TestClient.Over(network);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => registry.RegisteredModels.GetAsync(id));
        Assert.Empty(network.Sent);
    }

    [Theory]
    [InlineData("http://registry.test:8080", "http://registry.test:8080/api/model_registry/v1alpha3/registered_models/1")]
    [InlineData("http://registry.test:8080/", "http://registry.test:8080/api/model_registry/v1alpha3/registered_models/1")]
    [InlineData("https://gateway.test/registry", "https://gateway.test/registry/api/model_registry/v1alpha3/registered_models/1")]
    [InlineData("https://gateway.test/api/model_registry/v1alpha3", "https://gateway.test/api/model_registry/v1alpha3/registered_models/1")]
    [InlineData(
        "https://gateway.test/x/api/model_registry/v1alpha3/", "https://gateway.test/x/api/model_registry/v1alpha3/registered_models/1")]
    public async Task The_apis_path_is_added_once(string address, string expected)
    {
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = TestClient.Over(network, options => options.BaseAddress = new Uri(address));
        await registry.RegisteredModels.GetAsync("1");
        Assert.Equal(expected, network.Last.Uri.AbsoluteUri);
    }
}
