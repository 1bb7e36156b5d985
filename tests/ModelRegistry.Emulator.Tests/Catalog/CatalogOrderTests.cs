using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Catalog;

/// <summary>Orders and pages of the catalog's lists.</summary>
public sealed class CatalogOrderTests : IAsyncLifetime
{
    private const string Hammer = "tools:acme/hammer";
    private const string Saw = "tools:acme/saw";
    private const string Bolt = "tools:bolt/Über";
    private const string ToyHammer = "toys:acme/hammer";
    private const string Car = "toys:car";

    private readonly CatalogFolder _folder = CatalogFolder.Workshop();
    private ModelCatalogEmulator _catalog = null!;
    private HttpClient _http = null!;

    public static TheoryData<string, string> Orders()
    {
        var orders = new TheoryData<string, string>();
        foreach (string orderBy in (ReadOnlySpan<string>)
            [
                "", "NAME", "ID", "CREATE_TIME", "LAST_UPDATE_TIME", "ACCURACY", "bogus", "provider.string_value", "price.double_value",
                "weight.int_value", "colour.string_value", "artifacts.ttft_p90.double_value", "artifacts.hardware_count.int_value",
                "artifacts.use_case.string_value", "sold.bool_value", "a.b.c.d",
            ])
        {
            orders.Add(orderBy, "ASC");
            orders.Add(orderBy, "DESC");
            orders.Add(orderBy, "downwards");
        }

        return orders;
    }

    public async ValueTask InitializeAsync()
    {
        _catalog = await _folder.ServeAsync();
        _http = _catalog.Connect();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _catalog.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_of_any_size_make_up_the_whole_list(string orderBy, string sortOrder)
    {
        string path = $"models?orderBy={orderBy}&sortOrder={sortOrder}";
        IReadOnlyList<string> whole = await _http.NamesAsync(path);

        Assert.Equal([Hammer, Saw, Bolt, ToyHammer, Car], whole.Order(StringComparer.Ordinal));
        for (int pageSize = 1; pageSize <= 5; pageSize++)
        {
            Assert.Equal(whole, await _http.AllNamesAsync(path, pageSize));
        }
    }

    [Theory]
    [InlineData("", new[] { Hammer, ToyHammer, Saw, Bolt, Car })]
    [InlineData("sortOrder=DESC", new[] { Car, Bolt, Saw, Hammer, ToyHammer })]
    [InlineData("sortOrder=desc", new[] { Hammer, ToyHammer, Saw, Bolt, Car })]
    [InlineData("orderBy=CREATE_TIME", new[] { Saw, Bolt, Hammer, Car, ToyHammer })]
    [InlineData("orderBy=LAST_UPDATE_TIME&sortOrder=DESC", new[] { Hammer, Saw, Bolt, ToyHammer, Car })]
    [InlineData("orderBy=ACCURACY&sortOrder=DESC", new[] { Hammer, ToyHammer, Saw, Car, Bolt })]
    [InlineData("orderBy=price.double_value", new[] { Saw, Hammer, ToyHammer, Car, Bolt })]
    [InlineData("orderBy=price.double_value&sortOrder=downwards", new[] { Hammer, Saw, ToyHammer, Car, Bolt })]
    [InlineData("orderBy=provider.string_value&sortOrder=DESC", new[] { ToyHammer, Car, Bolt, Hammer, Saw })]
    [InlineData("orderBy=artifacts.ttft_p90.double_value&source=tools", new[] { Hammer, Saw, Bolt })]
    [InlineData("orderBy=artifacts.ttft_p90.double_value&sortOrder=DESC&source=tools", new[] { Hammer, Saw, Bolt })]
    // The filter's conditions also choose the artifacts that values are taken from.
    [InlineData("orderBy=artifacts.ttft_p90.double_value&filterQuery=artifacts.use_case='chatbot'", new[] { Saw, Hammer })]
    [InlineData("orderBy=RECOMMENDED&source=tools", new[] { Hammer, Saw, Bolt })]
    public async Task Orders_models(string query, string[] expected) => Assert.Equal(expected, await _http.NamesAsync("models?" + query));

    [Theory]
    [InlineData("orderBy=ID")]
    [InlineData("orderBy=CREATE_TIME")]
    [InlineData("orderBy=price.double_value")]
    public async Task A_token_of_another_order_is_refused_by_the_database(string query)
    {
        (_, JsonElement page) = await _http.ReadAsync("models?pageSize=1");
        string token = Uri.EscapeDataString(page.Text("nextPageToken"));

        (HttpStatusCode status, JsonElement error) = await _http.ReadAsync($"models?{query}&nextPageToken={token}");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.StartsWith("error listing catalog models: invalid filter query", error.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orderBy=ttft_p90.double_value&sortOrder=ASC", new[] { 3, 2, 0, 1 })]
    [InlineData("orderBy=ttft_p90.double_value&sortOrder=DESC", new[] { 2, 3, 0, 1 })]
    [InlineData("sortOrder=DESC", new[] { 3, 2, 1, 0 })]
    public async Task Orders_artifacts_of_a_model(string query, int[] places)
    {
        const string Artifacts = "sources/tools/models/acme/hammer/artifacts";
        IReadOnlyList<string> inOrderOfTheFile = await _http.NamesAsync(Artifacts);
        string[] expected = [.. places.Select(place => inOrderOfTheFile[place])];

        Assert.Equal(expected, await _http.NamesAsync($"{Artifacts}?{query}"));
        Assert.Equal(expected, await _http.AllNamesAsync($"{Artifacts}?{query}", 1));
    }

    [Fact]
    public async Task A_wrong_order_of_artifacts_is_refused()
    {
        const string Artifacts = "sources/tools/models/acme/hammer/artifacts";
        (HttpStatusCode status, JsonElement error) = await _http.ReadAsync($"{Artifacts}?orderBy=ttft_p90.bool_value");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            "invalid custom property value type 'bool_value': must be one of 'int_value', 'double_value', or 'string_value': bad request",
            error.Text("message"));
    }

    [Theory]
    [InlineData("sources?", 1)]
    [InlineData("sources?orderBy=NAME&sortOrder=DESC&", 1)]
    public async Task Pages_of_sources_make_up_the_whole_list(string path, int pageSize)
    {
        var ids = new List<string>();
        string token = "";
        do
        {
            (_, JsonElement page) = await _http.ReadAsync($"{path}pageSize={pageSize}&nextPageToken={Uri.EscapeDataString(token)}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(static source => source.Text("id")));
            token = page.Text("nextPageToken");
        }
        while (token.Length > 0);

        Assert.Equal(path.Contains("DESC", StringComparison.Ordinal) ? ["toys", "tools"] : ["tools", "toys"], ids);
    }

    [Theory]
    [InlineData("sources?orderBy=CREATE_TIME", "unsupported order by field")]
    [InlineData("sources?orderBy=name", "unsupported order by field: name")]
    [InlineData("sources?sortOrder=asc", "unsupported sort order field: asc")]
    [InlineData("sources?pageSize=many", "error converting page size to int32: strconv.ParseInt: parsing \"many\": invalid syntax")]
    [InlineData("sources?nextPageToken=%25%25", "invalid nextPageToken: invalid token encoding: illegal base64 data at input byte 0")]
    [InlineData("labels?nextPageToken=eA%3D%3D", "invalid nextPageToken: invalid token format")]
    [InlineData("labels?sortOrder=up", "unsupported sort order field: up")]
    [InlineData("models?pageSize=99999999999", "invalid pageSize: strconv.ParseInt: parsing \"99999999999\": value out of range")]
    [InlineData("models?recommendations=yes", "recommendations: strconv.ParseBool: parsing \"yes\": invalid syntax")]
    [InlineData("models?targetRPS=1.5", "targetRPS: strconv.ParseInt: parsing \"1.5\": invalid syntax")]
    [InlineData("models?q=%00", "Invalid q query parameter: invalid q parameter: contains null bytes which are not allowed")]
    [InlineData("models?q=%zz", "invalid URL escape \"%zz\"")]
    [InlineData("models?source=a&sourceLabel=b", "source and sourceLabel cannot be used together")]
    public async Task Refuses(string path, string message)
    {
        string address = new Uri(_catalog.BaseAddress, CatalogFolder.Api).AbsoluteUri + path;
        using var raw = new HttpRequestMessage(
            HttpMethod.Get, new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using HttpResponseMessage response = await _http.SendAsync(raw, TestContext.Current.CancellationToken);
        using JsonDocument error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal((HttpStatusCode.BadRequest, message), (response.StatusCode, error.RootElement.Text("message")));
    }
}
