using ModelRegistry.Emulator.Operations;

namespace ModelRegistry.Emulator.Tests;

/// <summary>The operations that each version of the API has.</summary>
public sealed class RouteTableTests
{
    [Fact]
    public void There_are_56_operations_and_40_without_experiments_each_named_once()
    {
        Assert.All([(RouteTable.V1Alpha3, 56), (RouteTable.V1Alpha3WithoutExperiments, 40), (RouteTable.V1, 40)], static expected =>
        {
            (RouteTable table, int count) = expected;
            Assert.Equal(count, table.Routes.Count);
            Assert.Equal(count, table.Routes.Select(static route => route.OperationId).Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(count, table.Routes.Select(static route => route.Method + route.Pattern).Distinct(StringComparer.Ordinal).Count());
        });
        Assert.DoesNotContain(RouteTable.V1.Routes, static route => route.OperationId.Contains("Experiment", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_operation_is_found_by_its_own_path()
    {
        foreach (RouteTable table in (RouteTable[])[RouteTable.V1Alpha3, RouteTable.V1Alpha3WithoutExperiments, RouteTable.V1])
        {
            Assert.All(table.Routes, route =>
            {
                string path = string.Join('/', route.Segments.Select(static segment => segment.StartsWith('{') ? "7" : segment));
                Route? found = table.Find(route.Method, path, out string id, out _);

                Assert.Same(route, found);
                Assert.Equal(route.IdName is null ? "" : "7", id);
            });
        }
    }

    /// <summary>As the published description of v1 has them.</summary>
    [Fact]
    public void V1_names_its_ids_after_what_they_identify() => Assert.Equal(
        [
            "artifacts/{id}", "inference_services/{inference_service_id}", "model_artifacts/{model_artifact_id}",
            "model_versions/{model_version_id}", "registered_models/{registered_model_id}", "serving_environments/{serving_environment_id}",
        ],
        RouteTable.V1.Routes.Select(static route => route.Segments).Where(static segments => segments.Length > 1)
            .Select(static segments => $"{segments[0]}/{segments[1]}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
