using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests;

/// <summary>Lists that are longer than recordings have them.</summary>
public sealed class PagingTests
{
    [Theory]
    [InlineData("ASC")]
    [InlineData("DESC")]
    public async Task Every_entity_is_on_exactly_one_page(string sortOrder)
    {
        const int models = 20_000;
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        for (int i = 0; i < models; i++)
        {
            registry.Invoke("POST", "registered_models", string.Create(CultureInfo.InvariantCulture, $$"""{"name":"m{{i}}"}"""));
        }

        using HttpClient http = registry.Connect();
        var ids = new List<int>();
        string token = "";
        do
        {
            (HttpStatusCode status, JsonElement page) = await http.ReadAsync(
                $"registered_models?pageSize=500&sortOrder={sortOrder}&nextPageToken={Uri.EscapeDataString(token)}");
            Assert.Equal(HttpStatusCode.OK, status);
            ids.AddRange(
                page.GetProperty("items").EnumerateArray().Select(static item => int.Parse(item.Text("id"), CultureInfo.InvariantCulture)));
            token = page.Text("nextPageToken");
        }
        while (token.Length > 0);

        IEnumerable<int> wanted = Enumerable.Range(1, models);
        Assert.Equal(sortOrder == "ASC" ? wanted : wanted.Reverse(), ids);
    }
}
