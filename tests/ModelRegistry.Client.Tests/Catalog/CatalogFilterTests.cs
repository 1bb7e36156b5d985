using ModelRegistry.Client.Filtering;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Catalog;

public sealed class CatalogFilterTests
{
    public static TheoryData<Filter<CatalogModel>, string> Models => new()
    {
        { CatalogModelFilter.Name == "RedHatAI/x", "name = \"RedHatAI/x\"" },
        { CatalogModelFilter.Name.Contains("phi"), "name LIKE \"%phi%\"" },
        { CatalogModelFilter.Name.EndsWith("FP8"), "name LIKE \"%FP8\"" },
        { CatalogModelFilter.Name.StartsWith("RedHatAI/g"), "name LIKE \"%RedHatAI/g%\"" },
        { CatalogModelFilter.Name.In("a", "b"), "name = \"a\" OR name = \"b\"" },
        { CatalogModelFilter.LibraryName == "vllm", "library_name = \"vllm\"" },
        { CatalogModelFilter.SourceId == "lab", "source_id = \"lab\"" },
        { CatalogModelFilter.Tasks == "text-generation" & CatalogModelFilter.Language.In("ja"), "tasks = \"text-generation\" AND "
            + "language = \"ja\"" },
        { CatalogModelFilter.License == CatalogLicense.ToDisplayName("apache-2.0"), "license = \"Apache 2.0\"" },
        { CatalogModelFilter.Property("parameters_b") >= 70, "parameters_b >= 70" },
        { CatalogModelFilter.Property("odd key") == "x", "`odd key` = \"x\"" },
        { CatalogModelFilter.ArtifactUri.StartsWith("s3://"), "artifacts.uri LIKE \"s3://%\"" },
        { CatalogModelFilter.Artifact("hardware_count") == 2, "artifacts.hardware_count = 2" },
        { CatalogModelFilter.Artifact("ttft_p90") < 70.5, "artifacts.ttft_p90 < 70.5 OR artifacts.ttft_p90 <= 70" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_filter_is_written_as_the_service_understands_it(Filter<CatalogModel> filter, string text) =>
        Assert.Equal(text, filter.Render(FilterTarget.CatalogModels));

    [Fact]
    public void Artifacts_are_filtered_by_their_own_properties() => Assert.Equal(
        "hardware_type = \"NVIDIA H100\" AND uri LIKE \"oci:%\" AND metricsType = \"performance-metrics\"",
        (CatalogArtifactFilter.Property("hardware_type") == "NVIDIA H100"
            & CatalogArtifactFilter.Uri.StartsWith("oci:")
            & CatalogArtifactFilter.MetricsType == CatalogMetricsType.Performance)
            .Render(FilterTarget.CatalogArtifacts));

    public static TheoryData<Filter<CatalogModel>> Refused =>
    [
        CatalogModelFilter.Name != "x",
        CatalogModelFilter.Name > "x",
        CatalogModelFilter.Name.StartsWith("x") | CatalogModelFilter.Provider == "IBM",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_the_service_would_get_wrong_is_refused(Filter<CatalogModel> filter) =>
        Assert.Throws<NotSupportedException>(() => filter.Render(FilterTarget.CatalogModels));

    [Fact]
    public void A_property_of_artifacts_that_has_no_form_is_refused() =>
        Assert.Contains(
            "'odd key'", Assert.Throws<ArgumentException>(() => CatalogModelFilter.Artifact("odd key")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_alternative_beside_a_beginning_is_no_alternative_of_it() => Assert.Equal(
        "(provider = \"IBM\" OR provider = \"Meta\") AND name LIKE \"%RedHatAI/%\"",
        ((CatalogModelFilter.Provider == "IBM" | CatalogModelFilter.Provider == "Meta") & CatalogModelFilter.Name.StartsWith("RedHatAI/"))
            .Render(FilterTarget.CatalogModels));

    [Fact]
    public async Task A_beginning_is_checked_here()
    {
        using ScriptedHandler network = ScriptedHandler.Responding(
            TestCatalog.Page("", """{"name":"lab/x","id":"1"}""", """{"name":"other/lab/x","id":"2"}""", """{"name":"Lab/y","id":"3"}"""));
        using ModelCatalogClient catalog = TestCatalog.Over(network);
        Assert.Equal(["lab/x"], (await ListAsync(CatalogModelFilter.Name.StartsWith("lab/"))).Select(model => model.Name));
        Assert.Equal(["lab/x", "Lab/y"], (await ListAsync(CatalogModelFilter.Name.ILike("LAB/_"))).Select(model => model.Name));
        Assert.Equal(
            ["lab/x"],
            (await catalog.Models.RecommendAsync(new CatalogRecommendationOptions { Filter = CatalogModelFilter.Name.StartsWith("lab/") }))
                .Select(model => model.Name));

        async Task<List<CatalogModel>> ListAsync(Filter<CatalogModel> filter) =>
            await catalog.Models.ListAsync(new CatalogModelListOptions { Filter = filter }).ToListAsync();
    }
}
