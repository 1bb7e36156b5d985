using System.Text.Json;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Client.Tests.Wire;

/// <summary>The committed table of operations, which everything else is checked against, is what the published YAML says.</summary>
public sealed class OperationsTableTests
{
    [Theory]
    [InlineData("operations.json", "v1alpha3", "model-registry.yaml")]
    [InlineData("operations.json", "v1", "model-registry-v1.yaml")]
    [InlineData("catalog-operations.json", "v1alpha1", "catalog-2026-08.yaml")]
    [InlineData("catalog-operations.json", "v1", "catalog-v1.yaml")]
    public async Task The_table_is_the_published_contract(string table, string version, string document)
    {
        string path = Path.Combine(SourceTree.FolderOf("ModelRegistry.Sdk.sln"), "..", "shared", "openapi", document);
        Assert.SkipUnless(File.Exists(path), $"The published contract is not beside the repository: {Path.GetFullPath(path)}");

        string[] published = [.. (await OperationsOfAsync(path, version)).Order(StringComparer.Ordinal)];

        Assert.NotEmpty(published);
        Assert.Equal(published, OperationsOfTable(table, version).Order(StringComparer.Ordinal));
    }

    private static async Task<List<string>> OperationsOfAsync(string path, string version)
    {
        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        ReadResult read = await OpenApiDocument.LoadAsync(path, settings, TestContext.Current.CancellationToken);
        Assert.Empty(read.Diagnostic!.Errors);

        List<string> operations = [];
        foreach ((string route, IOpenApiPathItem item) in read.Document!.Paths)
        {
            int end = route.IndexOf($"/{version}/", StringComparison.Ordinal);
            Assert.True(end > 0, $"{route} is not of {version}.");
            foreach ((HttpMethod method, OpenApiOperation operation) in item.Operations!)
            {
                operations.Add(Show(
                    operation.OperationId!,
                    method.Method,
                    route[(end + version.Length + 1)..],
                    (item.Parameters ?? []).Concat(operation.Parameters ?? [])
                        .Where(parameter => parameter.In == ParameterLocation.Query)
                        .Select(parameter => parameter.Name!),
                    operation.Responses!.Keys));
            }
        }

        return operations;
    }

    private static IEnumerable<string> OperationsOfTable(string table, string version)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Contract", table)));
        return
        [
            .. json.RootElement.EnumerateArray()
                .Where(operation => operation.GetProperty("version").GetString() == version)
                .Select(operation => Show(
                    operation.GetProperty("id").GetString()!,
                    operation.GetProperty("method").GetString()!,
                    operation.GetProperty("path").GetString()!,
                    operation.GetProperty("query").EnumerateArray().Select(name => name.GetString()!),
                    operation.GetProperty("statuses").EnumerateArray().Select(status => status.GetRawText()))),
        ];
    }

    private static string Show(string id, string method, string path, IEnumerable<string> query, IEnumerable<string> statuses) =>
        $"{method} {path} {id}: query {string.Join(' ', query.Order(StringComparer.Ordinal))}; statuses "
            + $"{string.Join(' ', statuses.Order(StringComparer.Ordinal))}";
}
