using System.Net;
using System.Text.Json;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Catalog;

public sealed class CatalogClientTests
{
    [Fact]
    public async Task A_list_goes_on_page_by_page_and_keeps_its_conditions()
    {
        using var network = new ScriptedHandler(sent => ScriptedHandler.Json(sent["nextPageToken"] switch
        {
            null => TestCatalog.Page("p2", """{"name":"a","id":"1"}""", """{"name":"b","id":"2"}"""),
            _ => TestCatalog.Page("", """{"name":"c","id":"3"}"""),
        }));
        using ModelCatalogClient catalog = TestCatalog.Over(network);
        List<CatalogModel> models = await catalog.Models.ListAsync(new CatalogModelListOptions { Sources = ["x"], PageSize = 2 })
            .ToListAsync();
        Assert.Equal(["a", "b", "c"], models.Select(model => model.Name));
        Assert.All(network.Sent, sent => Assert.Equal(("x", "2"), (sent["source"], sent["pageSize"])));
        Assert.Equal(2, network.Sent.Count);
    }

    [Fact]
    public async Task Recommendations_are_one_page_whatever_token_comes_with_them()
    {
        using ScriptedHandler network = ScriptedHandler.Responding(TestCatalog.Page("5", """{"name":"a"}""", """{"name":"b"}"""));
        using ModelCatalogClient catalog = TestCatalog.Over(network);
        Assert.Equal(2, (await catalog.Models.RecommendAsync()).Count);
        Assert.Equal(("true", "1000"), (network.Last["recommendations"], network.Last["pageSize"]));
        Assert.Single(network.Sent);
    }

    [Fact]
    public async Task A_list_without_end_is_noticed()
    {
        using ScriptedHandler network = ScriptedHandler.Responding(TestCatalog.Page("again", """{"name":"a"}"""));
        using ModelCatalogClient catalog = TestCatalog.Over(network);
        ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(
            async () => await catalog.Models.ListAsync().ToListAsync());
        Assert.Contains("findModels", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, network.Sent.Count);
    }

    public static TheoryData<CatalogModelListOptions> Refused => new()
    {
        new CatalogModelListOptions { Sources = ["a"], SourceLabels = ["b"] },
        new CatalogModelListOptions { Sources = [] },
        new CatalogModelListOptions { SourceLabels = [] },
        new CatalogModelListOptions { Sources = ["a,b"] },
        new CatalogModelListOptions { SourceLabels = ["Red Hat, Inc."] },
        new CatalogModelListOptions { SourceLabels = ["Null"] },
        new CatalogModelListOptions { Sources = [""] },
        new CatalogModelListOptions { Query = " " },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_the_service_would_take_for_something_else_is_refused_at_once(CatalogModelListOptions options)
    {
        using ScriptedHandler network = ScriptedHandler.Responding("{}");
        using ModelCatalogClient catalog = TestCatalog.Over(network);
        Assert.ThrowsAny<ArgumentException>(() => { catalog.Models.ListAsync(options); });
        Assert.Empty(network.Sent);
    }

    [Theory]
    [InlineData("RedHatAI/granite", "RedHatAI%2Fgranite")]
    [InlineData("community/Odd <Name> & \"Quotes\"", "community%2FOdd%20%3CName%3E%20%26%20%22Quotes%22")]
    [InlineData("a/../b", "a%2F..%2Fb")]
    [InlineData("50%", "50%25")]
    public async Task A_name_is_one_segment_of_the_path(string name, string segment)
    {
        using ScriptedHandler network = ScriptedHandler.Responding(TestCatalog.Model);
        using ModelCatalogClient catalog = TestCatalog.Over(network);
        await catalog.Models.GetAsync("lab", name);
        Assert.Equal($"{TestCatalog.Base}sources/lab/models/{segment}", network.Last.Uri.AbsolutePath);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public async Task A_name_that_would_lead_elsewhere_is_refused(string name)
    {
        using ScriptedHandler network = ScriptedHandler.Responding(TestCatalog.Model);
        using ModelCatalogClient catalog = TestCatalog.Over(network);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => catalog.Models.GetAsync("s", name));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => catalog.Models.GetAsync(name, "m"));
        Assert.Empty(network.Sent);
    }

    [Fact]
    public async Task A_newer_service_is_understood_and_what_is_new_to_the_client_survives()
    {
        using ScriptedHandler network = new(sent => ScriptedHandler.Json(sent.Uri.AbsolutePath switch
        {
            var path when path.EndsWith("/artifacts", StringComparison.Ordinal) => TestCatalog.Page(
                "",
                """{"signature":"x","artifactType":"model-artifact","uri":"hf://a"}""",
                """{"metricsType":"security-metrics","artifactType":"metrics-artifact"}""",
                """{"name":"n","artifactType":"sbom-artifact","format":"cyclonedx"}"""),
            var path when path.EndsWith("/sources", StringComparison.Ordinal) => TestCatalog.Page(
                "", """{"id":"s","name":"S","labels":[],"status":"loading","assetType":"skills","hasApiKey":true}"""),
            _ => """
                {"name":"m","sourceId":"s","validatedTasks":["chat"],"servingConfig":{"toolCalling":{"toolCallParser":"granite"}},
                "artifactCounts":{"model-artifact":3},"family":{"name":"Granite"},"customProperties":{"p":{"metadataType":"MetadataListValue","list_value":[]}}}
                """,
        }));
        using ModelCatalogClient catalog = TestCatalog.Over(network);

        CatalogModel model = await catalog.Models.GetAsync("s", "m");
        Assert.Equal("s", model.SourceId);
        Assert.Equal(["chat"], model.ValidatedTasks);
        Assert.Equal("granite", model.ServingConfig!.Value.GetProperty("toolCalling").GetProperty("toolCallParser").GetString());
        Assert.Equal(3, model.ArtifactCounts!["model-artifact"]);
        Assert.Equal("Granite", model.OtherMembers!["family"].GetProperty("name").GetString());
        Assert.Equal("MetadataListValue", Assert.IsType<MetadataUnknownValue>(model.CustomProperties["p"]).MetadataType);

        List<CatalogArtifact> artifacts = await catalog.Models.ListArtifactsAsync(model).ToListAsync();
        Assert.Equal("x", Assert.IsType<CatalogModelArtifact>(artifacts[0]).OtherMembers!["signature"].GetString());
        Assert.Equal(CatalogMetricsType.Security, Assert.IsType<CatalogMetricsArtifact>(artifacts[1]).MetricsType);
        var unknown = Assert.IsType<UnknownCatalogArtifact>(artifacts[2]);
        Assert.Equal(
            ("n", "sbom-artifact", "cyclonedx"),
            (unknown.Name, unknown.ArtifactType.Value, unknown.Json.GetProperty("format").GetString()));

        CatalogSource source = (await catalog.Sources.FindAsync("s"))!;
        Assert.Equal(("loading", CatalogAssetType.Skills), (source.Status!.Value.Value, source.AssetType));
        Assert.Equal(JsonValueKind.True, source.OtherMembers!["hasApiKey"].ValueKind);
        Assert.Null(await catalog.Sources.FindAsync("S"));
    }

    [Fact]
    public async Task A_catalog_that_lets_the_alpha_go_is_spoken_to_in_v1()
    {
        using var network = new ScriptedHandler(sent => sent.Uri.AbsolutePath.Contains("/v1alpha1/", StringComparison.Ordinal)
            ? ScriptedHandler.Error(HttpStatusCode.Gone, "gone")
            : ScriptedHandler.Json("""{"name":"a/b","sourceId":"s"}"""));
        using ModelCatalogClient catalog = TestCatalog.Over(network);
        Assert.Equal("s", (await catalog.Models.GetAsync("s", "a/b")).SourceId);
        await catalog.Models.GetAsync("s", "a/b");
        Assert.Equal(
            [
                "/api/model_catalog/v1alpha1/sources/s/models/a%2Fb",
                "/api/model_catalog/v1/sources/s/models/a%2Fb",
                "/api/model_catalog/v1/sources/s/models/a%2Fb",
            ],
            network.Sent.Select(sent => sent.Uri.AbsolutePath));
    }

    [Theory]
    [InlineData("http://catalog.test/prefix", ModelCatalogApiVersion.Auto, "/prefix/api/model_catalog/v1alpha1/sources")]
    [InlineData("http://catalog.test/api/model_catalog/v1/", ModelCatalogApiVersion.Auto, "/api/model_catalog/v1/sources")]
    [InlineData("http://catalog.test/api/model_catalog", ModelCatalogApiVersion.V1, "/api/model_catalog/v1/sources")]
    public async Task The_address_may_name_the_api_and_its_version(string address, ModelCatalogApiVersion version, string path)
    {
        using ScriptedHandler network = ScriptedHandler.Responding(TestCatalog.Page(""));
        using ModelCatalogClient catalog = TestCatalog.Over(
            network, options => (options.BaseAddress, options.ApiVersion) = (new Uri(address), version));
        await catalog.Sources.ListAsync().ToListAsync();
        Assert.Equal(path, network.Last.Uri.AbsolutePath);
    }

    [Theory]
    [InlineData("http://catalog.test/api/model_catalog/v2", ModelCatalogApiVersion.Auto, "this client speaks v1alpha1 and v1")]
    [InlineData("http://catalog.test/api/model_catalog/v1", ModelCatalogApiVersion.V1Alpha1, "ApiVersion is V1Alpha1")]
    [InlineData("ftp://catalog.test", ModelCatalogApiVersion.Auto, "the catalog speaks http or https")]
    [InlineData("http://catalog.test", (ModelCatalogApiVersion)9, "give Auto, V1Alpha1 or V1")]
    public void Options_that_can_not_work_are_refused(string address, ModelCatalogApiVersion version, string problem)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => ModelCatalogClient.Create(new ModelCatalogClientOptions { BaseAddress = new Uri(address), ApiVersion = version }));
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"items":[null],"nextPageToken":""}""")]
    [InlineData("""{"items":[{"name":""}],"nextPageToken":""}""")]
    [InlineData("""{"items":[{"id":"1"}],"nextPageToken":""}""")]
    [InlineData("""{"items":[{"name":"a","tasks":[null]}],"nextPageToken":""}""")]
    public async Task What_can_not_be_a_list_of_models_is_refused(string body)
    {
        using ScriptedHandler network = ScriptedHandler.Responding(body);
        using ModelCatalogClient catalog = TestCatalog.Over(network);
        ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(
            async () => await catalog.Models.ListAsync().ToListAsync());
        Assert.Contains("not the JSON that belongs to it", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_refused_token_is_told_as_such_and_never_shown(HttpStatusCode status)
    {
        using ScriptedHandler network = ScriptedHandler.Responding("""{"message":"no"}""", status);
        using ModelCatalogClient catalog = TestCatalog.Over(network, options => options.Token = "secret-token");
        ModelRegistryUnauthorizedException exception = await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(
            () => catalog.Models.GetAsync("s", "m"));
        Assert.Contains("may not use this catalog", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
        Assert.Equal("Bearer secret-token", network.Last.Authorization);
    }

    [Fact]
    public async Task A_stumble_is_tried_again()
    {
        using ScriptedHandler network = ScriptedHandler.Responding(
            () => ScriptedHandler.Error(HttpStatusCode.ServiceUnavailable, "not yet"), () => ScriptedHandler.Json(TestCatalog.Model));
        using ModelCatalogClient catalog = TestCatalog.Over(
            network, options => options.Resilience.Enabled = true, new InstantTime());
        Assert.Equal("a/b", (await catalog.Models.GetAsync("s", "m")).Name);
    }

    [Fact]
    public async Task Only_what_is_no_model_of_the_catalog_is_found_to_be_null()
    {
        using ScriptedHandler missing = ScriptedHandler.Responding(
            """{"code":"Not Found","message":"No model found 'm' in source 's'"}""", HttpStatusCode.NotFound);
        using ModelCatalogClient catalog = TestCatalog.Over(missing);
        Assert.Null(await catalog.Models.FindAsync("s", "m"));
        Assert.Single(missing.Sent);

        using ScriptedHandler elsewhere = new(_ => ScriptedHandler.Text("404 page not found\n", HttpStatusCode.NotFound, "text/plain"));
        using ModelCatalogClient nowhere = TestCatalog.Over(elsewhere);
        ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(() => nowhere.Models.FindAsync("s", "m"));
        Assert.Contains("no model catalog API is at http://catalog.test:8080", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_measurement_is_read_by_name()
    {
        var metrics = new CatalogMetricsArtifact
        {
            CustomProperties = new Dictionary<string, MetadataValue>
            {
                ["hardware_type"] = "NVIDIA H100",
                ["hardware_count"] = 2,
                ["ttft_p90"] = 91.5,
                ["use_case"] = "chatbot",
            },
        };
        Assert.Equal(("NVIDIA H100", 2, "chatbot"), (metrics.Hardware, metrics.HardwareCount, metrics.UseCase));
        Assert.Equal((91.5, 2, null), (metrics["ttft_p90"], metrics["hardware_count"], metrics["use_case"]));
    }
}
