using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Tests.Catalog;

/// <summary>What a real catalog responded with is read whole, and what it refused is reported as what it is.</summary>
public sealed class RecordedCatalogTests
{
    [Fact]
    public void Every_recorded_response_is_read_without_loss()
    {
        int read = 0;
        foreach (CatalogRecordings.Exchange exchange in CatalogRecordings.Read()
            .Where(exchange => exchange is { Method: "GET", Status: 200 }))
        {
            JsonNode body = JsonNode.Parse(exchange.Body)!;
            switch (exchange.Path)
            {
                case var path when !path.StartsWith(TestCatalog.Base, StringComparison.Ordinal):
                    continue;
                case var path when path.EndsWith("/sources", StringComparison.Ordinal):
                    Check(
                        body["items"]!,
                        JsonSerializer.Deserialize(exchange.Body, CatalogJson.Default.CatalogSourceList)!.Items,
                        CatalogJson.Default.CatalogSource);
                    break;
                case var path when path.EndsWith("/labels", StringComparison.Ordinal):
                    Check(
                        body["items"]!,
                        JsonSerializer.Deserialize(exchange.Body, CatalogJson.Default.CatalogLabelList)!.Items,
                        CatalogJson.Default.CatalogLabel);
                    break;
                case var path when path.EndsWith("/filter_options", StringComparison.Ordinal):
                    Same(body, JsonSerializer.SerializeToNode(
                        JsonSerializer.Deserialize(exchange.Body, CatalogJson.Default.CatalogFilterOptions),
                        CatalogJson.Default.CatalogFilterOptions)!);
                    break;
                case var path when path.Contains("/artifacts", StringComparison.Ordinal):
                    Artifacts(body["items"]!, JsonSerializer.Deserialize(exchange.Body, CatalogJson.Default.CatalogArtifactList)!.Items);
                    break;
                case var path when path.EndsWith("/models", StringComparison.Ordinal):
                    Check(
                        body["items"]!,
                        JsonSerializer.Deserialize(exchange.Body, CatalogJson.Default.CatalogModelList)!.Items,
                        CatalogJson.Default.CatalogModel);
                    break;
                default:
                    Check(
                        new JsonArray(body),
                        [JsonSerializer.Deserialize(exchange.Body, CatalogJson.Default.CatalogModel)!],
                        CatalogJson.Default.CatalogModel);
                    break;
            }

            read++;
        }

        Assert.InRange(read, 100, int.MaxValue);
    }

    [Fact]
    public async Task Every_recorded_refusal_is_reported_as_what_it_is()
    {
        int read = 0;
        foreach (CatalogRecordings.Exchange exchange in CatalogRecordings.Read())
        {
            if (exchange is not { Method: "GET", Status: >= 400 and not 405 } || !exchange.Path.StartsWith(
                TestCatalog.Base + "sources/", StringComparison.Ordinal)
                    || exchange.Path.EndsWith("/models/", StringComparison.Ordinal))
            {
                continue;
            }

            using ScriptedHandler network = new(
                _ => ScriptedHandler.Text(exchange.Body, (HttpStatusCode)exchange.Status, exchange.ContentType!.Split(';')[0]));
            using ModelCatalogClient catalog = TestCatalog.Over(network);
            ModelRegistryException exception = await Assert.ThrowsAnyAsync<ModelRegistryException>(() => catalog.Models.GetAsync("s", "m"));
            bool isNotFound = exchange.ContentType!.StartsWith("application/json", StringComparison.Ordinal)
                && (exchange.Status == 404 || exchange.Body.Contains("invalid model name", StringComparison.Ordinal));
            Assert.Equal(isNotFound, exception is ModelRegistryNotFoundException);
            Assert.False(exception.IsTransient, exchange.Name);
            Assert.DoesNotContain("registry", exception.Message, StringComparison.OrdinalIgnoreCase);
            read++;
        }

        Assert.InRange(read, 20, int.MaxValue);
    }

    [Fact]
    public async Task A_filter_that_is_none_is_not_sent_again_although_the_service_says_500()
    {
        CatalogRecordings.Exchange refused = CatalogRecordings.Read().First(exchange => exchange.Status == 500);
        using ScriptedHandler network = ScriptedHandler.Responding(refused.Body, HttpStatusCode.InternalServerError);
        using ModelCatalogClient catalog = TestCatalog.Over(network, options => options.Resilience.Enabled = true);
        ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(
            async () => await catalog.Models.ListAsync(
                new CatalogModelListOptions { Filter = Filter.Raw("name =") }).FirstOrDefaultAsync());
        Assert.StartsWith("invalid filter query syntax", exception.ServerMessage, StringComparison.Ordinal);
        Assert.Single(network.Sent);
    }

    private static void Check<T>(JsonNode items, IReadOnlyList<T> read, JsonTypeInfo<T> type)
    {
        JsonArray expected = items.AsArray();
        Assert.Equal(expected.Count, read.Count);
        foreach ((JsonNode? item, T actual) in expected.Zip(read))
        {
            JsonNode node = JsonSerializer.SerializeToNode(actual, type)!;

            // v1alpha1 names the source in another way than v1.
            if (node.AsObject().Remove("sourceId", out JsonNode? source))
            {
                node["source_id"] = source;
            }

            Same(item!, node);
        }
    }

    private static void Artifacts(JsonNode items, IReadOnlyList<CatalogArtifact> read)
    {
        JsonArray expected = items.AsArray();
        Assert.Equal(expected.Count, read.Count);
        foreach ((JsonNode? item, CatalogArtifact actual) in expected.Zip(read))
        {
            JsonNode node = actual switch
            {
                CatalogModelArtifact model => JsonSerializer.SerializeToNode(model, CatalogJson.Default.CatalogModelArtifact)!,
                CatalogMetricsArtifact metrics => JsonSerializer.SerializeToNode(metrics, CatalogJson.Default.CatalogMetricsArtifact)!,
                _ => throw new InvalidOperationException($"{actual} is of a kind the client does not know."),
            };
            node["artifactType"] = actual.ArtifactType.Value;
            Same(item!, node);
        }
    }

    private static void Same(JsonNode expected, JsonNode actual)
    {
        RemoveEmpty(expected);
        RemoveEmpty(actual);
        Assert.True(JsonNode.DeepEquals(expected, actual), $"recorded {expected.ToJsonString()}\nread     {actual.ToJsonString()}");
    }

    // Nulls are left out in writing, and custom properties are never null.
    private static void RemoveEmpty(JsonNode node)
    {
        if (node is JsonObject members)
        {
            foreach (string name in members.Where(member => member.Value is null
                || (member.Key == "customProperties" && member.Value.AsObject().Count == 0)).Select(member => member.Key).ToArray())
            {
                members.Remove(name);
            }
        }
    }
}
