using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Page;

/// <summary>What the page reads, over HTTP.</summary>
public sealed class PageContentTests
{
    [Theory]
    [InlineData("", 1, 3, 250, "m1", 100)]
    [InlineData("?page=3", 3, 3, 250, "m201", 50)]
    [InlineData("?page=99", 3, 3, 250, "m201", 50)]
    [InlineData("?page=0", 1, 3, 250, "m1", 100)]
    [InlineData("?page=-1", 1, 3, 250, "m1", 100)]
    [InlineData("?search=M25", 1, 1, 2, "m25", 2)]
    [InlineData("?search=fp8", 1, 1, 1, "m7", 1)]
    [InlineData("?search=DYNAMIC", 1, 1, 1, "m7", 1)]
    [InlineData("?search=on+sale", 1, 1, 1, "m8", 1)]
    [InlineData("?search=crm-9", 1, 1, 1, "m9", 1)]
    [InlineData("?state=ARCHIVED", 1, 1, 1, "m8", 1)]
    [InlineData("?state=LIVE&page=2", 2, 3, 249, "m102", 100)]
    [InlineData("?search=m%25", 1, 1, 0, null, 0)]
    [InlineData("?search=live", 1, 1, 0, null, 0)]
    public async Task Lists_come_in_pages_and_are_searched(string query, int page, int pages, int found, string? first, int size)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        for (int i = 1; i <= 250; i++)
        {
            registry.AddRegisteredModel(
                $"m{i}", i == 7 ? new Dictionary<string, string>(StringComparer.Ordinal) { ["fp8"] = "", ["q"] = "FP8-dynamic" } : null);
        }

        registry.Invoke("PATCH", "registered_models/8", """{"description":"Not on sale","state":"ARCHIVED"}""");
        registry.Invoke("PATCH", "registered_models/9", """{"externalId":"CRM-9"}""");
        using HttpClient http = registry.Connect("_emulator/content/");

        (HttpStatusCode status, JsonElement list) = await http.ReadAsync("registered_models" + query);

        JsonElement[] items = [.. list.GetProperty("items").EnumerateArray()];
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((page, pages, found, 250), (Int(list, "page"), Int(list, "pages"), Int(list, "found"), Int(list, "total")));
        Assert.Equal((size, first), (items.Length, items.Length == 0 ? null : items[0].GetProperty("entity").Text("name")));
    }

    [Fact]
    public async Task Each_item_says_what_is_inside_and_what_it_refers_to()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string model = registry.AddRegisteredModel("granite");
        string version = registry.AddModelVersion(model, "3.1");
        registry.AddModelVersion(model, "3.2");
        registry.AddModelArtifact(version, "weights");
        registry.AddModelVersion(registry.AddRegisteredModel("other"), "1");
        using HttpClient http = registry.Connect("_emulator/content/");

        Assert.Equal("""{"model_versions":2}""", (await http.ReadAsync("registered_models/1")).Json.GetProperty("inside").GetRawText());
        JsonElement versions = (await http.ReadAsync("model_versions?parent=1")).Json;
        Assert.Equal(
            ["3.1", "3.2"], versions.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("entity").Text("name")));
        Assert.Equal("""{"artifacts":1}""", versions.GetProperty("items")[0].GetProperty("inside").GetRawText());
        Assert.Equal("""{"registeredModelId":"granite"}""", versions.GetProperty("items")[0].GetProperty("names").GetRawText());
        Assert.Equal(2, Int((await http.ReadAsync("")).Json, "registered_models"));
        Assert.Equal(3, Int((await http.ReadAsync("")).Json, "model_versions"));
        Assert.Equal("no registered_models with id 2", (await http.ReadAsync("registered_models/2")).Json.Text("message"));
        Assert.Equal(HttpStatusCode.NotFound, await http.StatusAsync("artifacts/2"));
        Assert.Equal(HttpStatusCode.NotFound, await http.StatusAsync("artifacts/weights"));
        Assert.Empty(registry.Requests);
        // Other paths are the server's, which knows none of them.
        Assert.Equal(HttpStatusCode.NotFound, await http.StatusAsync("secrets"));
        Assert.Single(registry.Requests);
    }

    [Fact]
    public async Task Is_there_while_the_database_is_away()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        registry.AddRegisteredModel("granite");
        registry.Faults.Add(new DatabaseOutage { Requests = 1 });
        using HttpClient http = registry.Connect("_emulator/content/");
        Assert.Equal(1, Int((await http.ReadAsync("registered_models")).Json, "total"));
    }

    private static Task<ModelRegistryEmulator> StartAsync() =>
        ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    private static int Int(JsonElement json, string member) => json.GetProperty(member).GetInt32();
}
