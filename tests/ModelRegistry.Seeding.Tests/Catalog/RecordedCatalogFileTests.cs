using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ModelRegistry.Client;
using ModelRegistry.Client.Wire;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Seeding.Tests.Catalog;

/// <summary>The files that a real catalog was loaded with give what that catalog responded with.</summary>
public sealed partial class RecordedCatalogFileTests
{
    [Fact]
    public async Task Every_recorded_source_model_and_artifact_is_read_from_the_files()
    {
        string contract = SharedFolder.Require("contract", "catalog");
        CatalogFile catalog = await CatalogFile.ReadAsync(
            [Path.Combine(contract, "sources", "catalog-sources.yaml")], TestContext.Current.CancellationToken);
        IReadOnlyList<CatalogModel> all = await catalog.ReadModelsAsync(cancellationToken: TestContext.Current.CancellationToken);
        (int models, int artifacts, int orders) = (0, 0, 0);
        foreach ((string path, JsonNode query, string body) in Responses(contract))
        {
            if (path.EndsWith("/models", StringComparison.Ordinal))
            {
                IReadOnlyList<CatalogModel> recorded = JsonSerializer.Deserialize(body, CatalogJson.Default.CatalogModelList)!.Items;
                foreach (CatalogModel model in recorded)
                {
                    CatalogModel read = (await catalog.FindModelAsync(model.SourceId!, model.Name, TestContext.Current.CancellationToken))!;
                    Assert.Equal(Describe(model, read), Describe(read, read));
                    models++;
                }

                if (query.AsArray().All(pair =>
                    pair![0]!.GetValue<string>() is "pageSize" or "source" or "q" or "filterQuery" or "sourceLabel" or "nextPageToken"))
                {
                    int[] places =
                    [
                        .. recorded.Select(
                            model => all.ToList().FindIndex(other => (other.SourceId, other.Name) == (model.SourceId, model.Name))),
                    ];
                    Assert.Equal(places.Order(), places);
                    orders += places.Length > 1 ? 1 : 0;
                }
            }
            else if (path.EndsWith("/artifacts", StringComparison.Ordinal) && query.AsArray().Count == 0)
            {
                string[] segments = Uri.UnescapeDataString(path["/api/model_catalog/v1alpha1/sources/".Length..^"/artifacts".Length])
                    .Split("/models/", 2);
                CatalogModel model = (await catalog.FindModelAsync(segments[0], segments[1], TestContext.Current.CancellationToken))!;
                IReadOnlyList<CatalogArtifact> read = await catalog.ReadArtifactsAsync(model, TestContext.Current.CancellationToken);
                IReadOnlyList<CatalogArtifact> recorded = JsonSerializer.Deserialize(body, CatalogJson.Default.CatalogArtifactList)!.Items;
                Assert.Equal(recorded.Select(Describe), read.Select(Describe));
                artifacts += read.Count;
            }
            else if (path.EndsWith("/sources", StringComparison.Ordinal) && query.AsArray().Count == 0)
            {
                IReadOnlyList<CatalogSource> recorded = JsonSerializer.Deserialize(body, CatalogJson.Default.CatalogSourceList)!.Items;
                Assert.Equal(
                    recorded.Select(Describe), (await catalog.ReadSourcesAsync(TestContext.Current.CancellationToken)).Select(Describe));
            }
        }

        Assert.InRange(models, 200, int.MaxValue);
        Assert.InRange(artifacts, 10, int.MaxValue);
        Assert.InRange(orders, 20, int.MaxValue);
    }

    private static string Describe(CatalogSource source) =>
        $"{source.Id}|{source.Name}|{source.Enabled}|{source.Status}|{Place().Replace(source.Error ?? "", " FILE")}|"
        + $"{string.Join(',', source.Labels!)}|"
        + $"{string.Join(',', source.IncludedModels ?? [])}|{string.Join(',', source.ExcludedModels ?? [])}";

    private static string Describe(CatalogModel model, CatalogModel read) => string.Join(
        '|',
        model.SourceId, model.Name, model.Description, model.Readme, model.Maturity,
        string.Join(',', model.Language!), string.Join(',', model.Tasks!), model.Provider,
        model.Logo, model.License, model.LicenseLink, model.LibraryName, Describe(model.CustomProperties),
        // Where a file does not say, the service has the time at which it loaded the file.
        read.CreateTime is null ? "" : model.CreateTime, read.LastUpdateTime is null ? "" : model.LastUpdateTime);

    private static string Describe(CatalogArtifact artifact) =>
        $"{artifact.ArtifactType}|{(artifact as CatalogModelArtifact)?.Uri}|{(artifact as CatalogMetricsArtifact)?.MetricsType}|"
        + $"{Describe(artifact.CustomProperties)}";

    private static string Describe(IReadOnlyDictionary<string, MetadataValue> properties) => string.Join(
        ';', properties.OrderBy(property => property.Key, StringComparer.Ordinal).Select(
            property => $"{property.Key}={property.Value.MetadataType}:{property.Value}"));

    private static IEnumerable<(string Path, JsonNode Query, string Body)> Responses(string contract)
    {
        foreach (string file in Directory.EnumerateFiles(contract, "*.json"))
        {
            string text = Placeholder().Replace(File.ReadAllText(file), match => match.Value switch
            {
                "{{time}}" => "1700000000123",
                "{{sourcesDir}}" => "/catalog",
                _ => "41",
            });
            foreach (JsonNode? step in JsonNode.Parse(text)!["steps"]!.AsArray())
            {
                if (step!["request"]!["method"]!.GetValue<string>() == "GET"
                    && step["response"]!["status"]!.GetValue<int>() == 200
                    && step["response"]!["body"] is { } body)
                {
                    yield return (
                        step["request"]!["path"]!.GetValue<string>(), step["request"]!["query"] ?? new JsonArray(), body.ToJsonString());
                }
            }
        }
    }

    [GeneratedRegex(@"\{\{[\w:]+\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@" /[^ ]+/", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
