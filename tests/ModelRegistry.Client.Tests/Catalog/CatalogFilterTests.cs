using ModelRegistry.Client.Filtering;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Catalog;

public sealed class CatalogFilterTests
{
    public static TheoryData<Filter, string> Models => new()
    {
        { CatalogFilter.Name == "RedHatAI/x", "name = \"RedHatAI/x\"" },
        { CatalogFilter.Name.Contains("phi"), "name LIKE \"%phi%\"" },
        { CatalogFilter.Name.EndsWith("FP8"), "name LIKE \"%FP8\"" },
        { CatalogFilter.Name.StartsWith("RedHatAI/g"), "name LIKE \"%RedHatAI/g%\"" },
        { CatalogFilter.Name.In("a", "b"), "name = \"a\" OR name = \"b\"" },
        { CatalogFilter.LibraryName == "vllm", "library_name = \"vllm\"" },
        { CatalogFilter.SourceId == "lab", "source_id = \"lab\"" },
        { CatalogFilter.Tasks == "text-generation" & CatalogFilter.Language.In("ja"), "tasks = \"text-generation\" AND language = \"ja\"" },
        { CatalogFilter.License == CatalogLicense.ToDisplayName("apache-2.0"), "license = \"Apache 2.0\"" },
        { CatalogFilter.Property("parameters_b") >= 70, "parameters_b >= 70" },
        { CatalogFilter.Property("odd key") == "x", "`odd key` = \"x\"" },
        { CatalogFilter.ArtifactUri.StartsWith("s3://"), "artifacts.uri LIKE \"s3://%\"" },
        { CatalogFilter.Artifact("hardware_count") == 2, "artifacts.hardware_count = 2" },
        { CatalogFilter.Artifact("ttft_p90") < 70.5, "artifacts.ttft_p90 < 70.5 OR artifacts.ttft_p90 <= 70" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_filter_is_written_as_the_service_understands_it(Filter filter, string text) => Assert.Equal(text, filter.Render(FilterTarget.CatalogModels));

    [Fact]
    public void Artifacts_are_filtered_by_their_own_properties() => Assert.Equal(
        "hardware_type = \"NVIDIA H100\" AND uri LIKE \"oci:%\" AND metricsType = \"performance-metrics\"",
        (CatalogFilter.Artifact("hardware_type") == "NVIDIA H100" & CatalogFilter.ArtifactUri.StartsWith("oci:") & CatalogFilter.MetricsType == "performance-metrics")
            .Render(FilterTarget.CatalogArtifacts));

    public static TheoryData<Filter> Refused =>
    [
        CatalogFilter.Name != "x",
        CatalogFilter.Name > "x",
        CatalogFilter.Name.StartsWith("x") | CatalogFilter.Provider == "IBM",
        CatalogFilter.Artifact("odd key") == "x",
        Filter.Owner == "x",
        Filter.Name == "x",
        CatalogFilter.MetricsType == "x",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_the_service_would_get_wrong_is_refused(Filter filter) =>
        Assert.Throws<NotSupportedException>(() => filter.Render(FilterTarget.CatalogModels));

    [Fact]
    public void A_filter_of_a_catalog_is_none_of_a_registrys() =>
        Assert.Throws<NotSupportedException>(() => (CatalogFilter.Provider == "IBM").Render(FilterTarget.RegisteredModels));

    [Fact]
    public void An_alternative_beside_a_beginning_is_no_alternative_of_it() => Assert.Equal(
        "(provider = \"IBM\" OR provider = \"Meta\") AND name LIKE \"%RedHatAI/%\"",
        ((CatalogFilter.Provider == "IBM" | CatalogFilter.Provider == "Meta") & CatalogFilter.Name.StartsWith("RedHatAI/")).Render(FilterTarget.CatalogModels));

    [Fact]
    public async Task A_beginning_is_checked_here()
    {
        using ScriptedHandler network = ScriptedHandler.Answering(TestCatalog.Page("", """{"name":"lab/x","id":"1"}""", """{"name":"other/lab/x","id":"2"}""", """{"name":"Lab/y","id":"3"}"""));
        using ModelCatalogClient catalog = TestCatalog.Over(network);
        Assert.Equal(["lab/x"], (await ListAsync(CatalogFilter.Name.StartsWith("lab/"))).Select(model => model.Name));
        Assert.Equal(["lab/x", "Lab/y"], (await ListAsync(CatalogFilter.Name.ILike("LAB/_"))).Select(model => model.Name));
        Assert.Equal(["lab/x"], (await catalog.Models.RecommendAsync(new CatalogRecommendationOptions { Filter = CatalogFilter.Name.StartsWith("lab/") })).Select(model => model.Name));

        async Task<List<CatalogModel>> ListAsync(Filter filter) => await catalog.Models.ListAsync(new CatalogModelListOptions { Filter = filter }).ToListAsync();
    }
}
