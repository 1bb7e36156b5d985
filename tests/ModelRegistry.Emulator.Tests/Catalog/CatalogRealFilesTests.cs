using System.Text.Json;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Emulator.Tests.Catalog;

/// <summary>
/// The catalog that a platform ships, where its files are at hand; they are other people's, so none is in this repository.
/// </summary>
public sealed class CatalogRealFilesTests
{
    private static readonly string Slim = Path.Combine(
        SourceTree.FolderOf("ModelRegistry.Sdk.sln"), "..", "shared", "catalog", "slim");

    [Fact]
    public async Task All_models_of_the_shipped_sources_are_served()
    {
        Assert.SkipUnless(Directory.Exists(Slim), $"The shipped catalog is not here: {Slim}.");
        await using ModelCatalogEmulator catalog = await ModelCatalogEmulator.StartAsync(
            new ModelCatalogEmulatorOptions { Sources = Path.Combine(Slim, "sources.yaml") }, TestContext.Current.CancellationToken);
        using HttpClient http = catalog.Connect();

        (_, JsonElement sources) = await http.ReadAsync("sources");
        (_, JsonElement models) = await http.ReadAsync("models?pageSize=1000");

        Assert.All(sources.GetProperty("items").EnumerateArray(), static source => Assert.Equal("available", source.Text("status")));
        Assert.Equal(110, models.GetProperty("size").GetInt32());
        Assert.Equal(9, models.GetProperty("items").EnumerateArray().Count(static model => model.TryGetProperty("servingConfig", out _)));
        Assert.Equal(67, (await http.NamesAsync("models?pageSize=1000&filterQuery=validated=''")).Count);
        foreach (JsonElement model in models.GetProperty("items").EnumerateArray())
        {
            string path = $"sources/{model.Text("source_id")}/models/{Uri.EscapeDataString(model.Text("name"))}/artifacts";
            Assert.Single(await http.NamesAsync(path));
        }
    }

    [Theory]
    [InlineData("20251017", 48)]
    [InlineData("20251212", 54)]
    [InlineData("20260331", 84)]
    [InlineData("20260715", 86)]
    public async Task Earlier_states_are_served(string state, int models)
    {
        Assert.SkipUnless(Directory.Exists(Slim), $"The shipped catalog is not here: {Slim}.");
        IEnumerable<string> sources = Directory.GetFiles(Slim, $"{state}-*.yaml").Select(static file =>
            $"- {{id: '{Path.GetFileName(file)}', type: yaml, properties: {{yamlCatalogPath: '{Path.GetFullPath(file)}'}}}}\n");
        using CatalogFolder folder = new CatalogFolder().With("sources.yaml", "model_catalogs:\n" + string.Concat(sources));
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        Assert.Equal(models, (await http.NamesAsync("models?pageSize=1000")).Count);
    }
}
