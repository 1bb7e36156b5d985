using System.Reflection;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Client.Wire.Api;
using Refit;

namespace ModelRegistry.Client.Tests.Catalog;

/// <summary>The client has every operation on models of the published contract, and every one can be reached.</summary>
public sealed class CatalogOperationsTests
{
    /// <summary>
    /// Of what the services beside the models' have no response with content is recorded; a preview writes nothing and needs files.
    /// </summary>
    private static readonly string[] NotSpoken =
    [
        "findAgents", "findAgentsFilterOptions", "findMCPServerTools", "findMCPServers", "findMCPServersFilterOptions", "findSkills",
        "findSkillsFilterOptions", "getAgent", "getAgentArtifacts", "getMCPServer", "getMCPServerTool", "getSkill", "previewCatalogSource",
    ];

    public static TheoryData<string> Versions => ["v1alpha1", "v1"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_interfaces_are_the_published_contract(string version)
    {
        Dictionary<string, MethodInfo> methods = typeof(CatalogApi).GetProperties()
            .SelectMany(part => part.PropertyType.GetMethods())
            .ToDictionary(method => char.ToLowerInvariant(method.Name[0]) + method.Name[1..], StringComparer.Ordinal);
        Dictionary<string, PublishedOperation> contract = PublishedOperation.Catalog[version].ToDictionary(
            operation => operation.Id, StringComparer.Ordinal);

        Assert.Equal(contract.Keys.Order(StringComparer.Ordinal), methods.Keys.Concat(NotSpoken).Order(StringComparer.Ordinal));
        Assert.All(methods, pair =>
        {
            PublishedOperation operation = contract[pair.Key];
            HttpMethodAttribute route = pair.Value.GetCustomAttribute<HttpMethodAttribute>()!;
            Assert.Equal((operation.Method, Template(operation)), (route.Method.Method, route.Path));

            // artifact_type is an older spelling of artifactType.
            Assert.Equal(
                operation.Query.Except(["artifact_type"]).Order(StringComparer.Ordinal),
                QueryOf(pair.Value, operation).Where(name => operation.Query.Contains(name) || name != "filterQuery")
                    .Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public async Task Every_operation_is_reached_by_a_public_method_with_every_parameter()
    {
        using var network = new ScriptedHandler(sent => ScriptedHandler.Json(
            sent.Uri.AbsolutePath.EndsWith("/filter_options", StringComparison.Ordinal) ? """{"filters":{}}"""
            : sent["pageSize"] is null ? TestCatalog.Model
            : TestCatalog.Page(sent["nextPageToken"] is null && sent["recommendations"] is null ? "MToy" : "", sent.Uri.AbsolutePath switch
            {
                var path when path.EndsWith("/sources", StringComparison.Ordinal) => """{"id":"s","name":"S","labels":[]}""",
                var path when path.EndsWith("/labels", StringComparison.Ordinal) => """{"name":"l"}""",
                var path when path.Contains("/artifacts", StringComparison.Ordinal) =>
                    """{"artifactType":"model-artifact","uri":"oci://x"}""",
                _ => TestCatalog.Model,
            })));
        using ModelCatalogClient catalog = TestCatalog.Over(network);

        await DrainAsync(catalog.Sources.ListAsync(new CatalogSourceListOptions
        {
            Name = "n",
            AssetType = CatalogAssetType.Models,
            PageSize = 1,
            OrderBy = CatalogOrderBy.Name,
            SortOrder = SortOrder.Descending,
        }));
        await DrainAsync(catalog.Labels.ListAsync(
            new CatalogLabelListOptions { AssetType = CatalogAssetType.Models, OrderBy = "displayName", SortOrder = SortOrder.Ascending }));
        var models = new CatalogModelListOptions
        {
            Sources = ["a", "b"],
            Query = "granite",
            Filter = CatalogModelFilter.Provider == "IBM",
            OrderBy = CatalogOrderBy.Accuracy,
            SortOrder = SortOrder.Descending,
        };
        await DrainAsync(catalog.Models.ListAsync(models));
        await DrainAsync(catalog.Models.ListAsync(models with { Sources = null, SourceLabels = ["Red Hat AI", null] }));
        await catalog.Models.RecommendAsync(new CatalogRecommendationOptions
        {
            TargetRequestsPerSecond = 20,
            LatencyProperty = "e2e_p90",
            RequestsPerSecondProperty = "rps",
            HardwareCountProperty = "c",
            HardwareTypeProperty = "t",
        });
        await catalog.Models.GetFilterOptionsAsync();
        await catalog.Models.GetAsync("s", "a/b");
        await DrainAsync(catalog.Models.ListArtifactsAsync("s", "a/b", new CatalogArtifactListOptions
        {
            ArtifactType = CatalogArtifactType.ModelArtifact,
            Filter = CatalogArtifactFilter.Uri.StartsWith("oci:"),
            OrderBy = CatalogOrderBy.CreateTime,
            SortOrder = SortOrder.Ascending,
        }));
        await DrainAsync(catalog.Models.ListPerformanceArtifactsAsync("s", "a/b", new CatalogPerformanceListOptions
        {
            Recommended = false,
            Filter = CatalogArtifactFilter.Property("hardware_type") == "NVIDIA H100",
            OrderBy = CatalogOrderBy.Property("requests_per_second"),
            SortOrder = SortOrder.Descending,
            TargetRequestsPerSecond = 1,
            LatencyProperty = "e2e_p90",
            RequestsPerSecondProperty = "rps",
            HardwareCountProperty = "c",
            HardwareTypeProperty = "t",
        }));
        await DrainAsync(
            catalog.Models.ListPerformanceArtifactsAsync("s", "a/b", new CatalogPerformanceListOptions { Recommended = true }));

        PublishedOperation[] spoken = [.. PublishedOperation.Catalog["v1alpha1"].Where(operation => !NotSpoken.Contains(operation.Id))];
        ILookup<string, SentRequest> sent = network.Sent.ToLookup(
            request => spoken.Single(operation => Fits(operation, request.Uri)).Id, StringComparer.Ordinal);
        Assert.Equal(
            spoken.Select(operation => operation.Id).Order(StringComparer.Ordinal),
            sent.Select(group => group.Key).Order(StringComparer.Ordinal));
        Assert.All(spoken, operation => Assert.Equal(
            operation.Query.Except(["artifact_type"]).Order(StringComparer.Ordinal),
            sent[operation.Id].SelectMany(request => request.Query.Select(pair => pair.Key)).Distinct().Order(StringComparer.Ordinal)));

        SentRequest list = sent["findModels"].First();
        Assert.Equal(
            ("a,b", "granite", "provider = \"IBM\"", "100", "ACCURACY"),
            (list["source"], list["q"], list["filterQuery"], list["pageSize"], list["orderBy"]));
        Assert.Contains(sent["findModels"], request => request["sourceLabel"] == "Red Hat AI,null" && request["source"] is null);
        Assert.All(
            sent["getModel"], request => Assert.Equal("/api/model_catalog/v1alpha1/sources/s/models/a%2Fb", request.Uri.AbsolutePath));
    }

    private static string Template(PublishedOperation operation) => operation.Template.Replace("+}", "}", StringComparison.Ordinal);

    private static bool Fits(PublishedOperation operation, Uri uri)
    {
        string[] template = Template(operation).Split('/');
        string[] path = uri.AbsolutePath[TestCatalog.Base.Length..].Split('/');
        return template.Length == path.Length && template.Zip(path).All(pair => pair.First == pair.Second || pair.First[0] == '{');
    }

    private static async Task DrainAsync<T>(AsyncPageable<T> list)
    {
        int count = 0;
        await foreach (T item in list)
        {
            Assert.NotNull(item);
            count++;
        }

        Assert.InRange(count, 1, 2);
    }

    private static IEnumerable<string> QueryOf(MethodInfo method, PublishedOperation operation) => method.GetParameters()
        .Where(parameter => parameter.ParameterType != typeof(CancellationToken)
            && !operation.Path.Contains(
                $"{{{parameter.GetCustomAttribute<AliasAsAttribute>()?.Name ?? parameter.Name}", StringComparison.Ordinal))
        .SelectMany(parameter => parameter.ParameterType == typeof(string)
            ? [parameter.Name!]
            : parameter.ParameterType.GetProperties().Select(
                property => property.GetCustomAttribute<AliasAsAttribute>()?.Name).OfType<string>());
}
