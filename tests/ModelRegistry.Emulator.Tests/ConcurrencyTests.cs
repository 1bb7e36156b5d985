using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests;

/// <summary>Many writers at once, over real connections.</summary>
public sealed class ConcurrencyTests
{
    private const int Writers = 64;
    private const int Names = 40;

    [Fact]
    public async Task Writers_lose_nothing_and_duplicate_nothing()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        using HttpClient http = registry.Connect();

        // Every name is wanted by two writers; one of them must win and the other must hear of it.
        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var got = new List<(HttpStatusCode Status, int Id)>();
            for (int i = 0; i < Names; i++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"m-{writer / 2}-{i}");
                (HttpStatusCode status, JsonElement json) = await http.PostAsync("registered_models", $$"""{"name":"{{name}}"}""");
                got.Add((status, status == HttpStatusCode.Created ? int.Parse(json.Text("id"), CultureInfo.InvariantCulture) : 0));
            }

            return got;
        })));

        var all = answers.SelectMany(static a => a).ToList();
        Assert.Equal(Writers / 2 * Names, all.Count(static a => a.Status == HttpStatusCode.Created));
        Assert.Equal(Writers / 2 * Names, all.Count(static a => a.Status == HttpStatusCode.Conflict));
        Assert.All(answers, static mine => Assert.Equal(
            mine.Where(static a => a.Id > 0).Select(static a => a.Id).Order(), mine.Where(static a => a.Id > 0).Select(static a => a.Id)));
        IReadOnlyList<RegistryEntity> stored = registry.Snapshot().RegisteredModels;
        Assert.Equal(Writers / 2 * Names, stored.Select(static m => m.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(stored.Count, stored.Select(static m => m.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Patches_and_reads_beside_creates_are_never_errors()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        using HttpClient http = registry.Connect();
        string shared = registry.AddRegisteredModel("shared");

        HttpStatusCode[] statuses = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            using var patch = new StringContent(string.Create(CultureInfo.InvariantCulture, $$"""{"owner":"{{writer}}"}"""));
            using HttpResponseMessage patched = await http.PatchAsync(new Uri($"registered_models/{shared}", UriKind.Relative), patch);
            await http.PostAsync(
                "model_versions",
                string.Create(CultureInfo.InvariantCulture, $$"""{"name":"v{{writer}}","registeredModelId":"{{shared}}"}"""));
            (HttpStatusCode listed, _) = await http.ReadAsync(
                $"registered_models/{shared}/versions?filterQuery=name LIKE \"v%25\"&pageSize=10");
            return patched.StatusCode == HttpStatusCode.OK ? listed : patched.StatusCode;
        })));

        Assert.All(statuses, static status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(Writers, registry.Snapshot().ModelVersions.Count);
    }
}
