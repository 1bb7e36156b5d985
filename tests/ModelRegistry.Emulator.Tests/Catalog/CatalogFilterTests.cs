using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Catalog;

/// <summary>Filters and search on a small catalog, as PostgreSQL with collation C answers them.</summary>
public sealed class CatalogFilterTests : IAsyncLifetime
{
    private const string Hammer = "tools:acme/hammer";
    private const string Saw = "tools:acme/saw";
    private const string Bolt = "tools:bolt/Über";
    private const string ToyHammer = "toys:acme/hammer";
    private const string Car = "toys:car";

    private const string Mistyped =
        "error listing catalog models: invalid filter query, type mismatch or invalid value in comparison: bad request";

    private readonly CatalogFolder _folder = CatalogFolder.Workshop();
    private ModelCatalogEmulator _catalog = null!;
    private HttpClient _http = null!;

    public static TheoryData<string, string[]> Found() => new()
    {
        { "provider = \"Acme\"", [Hammer, Saw] },
        { "provider <> \"Acme\"", [Hammer, Saw] },
        { "provider != \"Acme\"", [ToyHammer, Bolt, Car] },
        { "provider IN (\"Acme\", 'Bolt')", [Hammer, Saw, Bolt] },
        { "provider IN ()", [] },
        { "provider IN \"Bolt\"", [Bolt] },
        { "provider = (\"Bolt\")", [Bolt] },
        { "provider > \"Bolt\"", [ToyHammer, Car] },
        { "provider LIKE \"_olt\"", [Bolt] },
        { "provider LIKE \"acme\"", [] },
        { "provider ILIKE \"acme\"", [Hammer, Saw] },
        { "provider ILIKE (\"ACME\")", [] },
        { "provider ILIKE (\"A%\")", [Hammer, Saw] },
        { "license = \"Apache 2.0\"", [Hammer] },
        { "license = \"modified-mit\"", [Bolt] },
        { "library_name = \"forge\"", [Hammer] },
        { "libraryName = \"forge\"", [] },
        { "source_id = \"toys\"", [ToyHammer, Car] },
        { "description LIKE \"%nails%\"", [Hammer] },
        { "verifiedSource = true", [] },
        { "state = \"LIVE\"", [] },

        // Names are stored behind the id of their source, which only = looks through.
        { "name = \"acme/hammer\"", [Hammer, ToyHammer] },
        { "name = \"toys:acme/hammer\"", [ToyHammer] },
        { "name.string_value = \"car\"", [Car] },
        { "name != \"car\"", [Hammer, ToyHammer, Saw, Bolt, Car] },
        { "name LIKE \"%hammer\"", [Hammer, ToyHammer] },
        { "name LIKE \"acme%\"", [] },
        { "name LIKE \"tools:%\"", [Hammer, Saw, Bolt] },
        { "name ILIKE \"%:BOLT/%\"", [Bolt] },
        { "name IN (\"car\", \"toys:car\")", [Car] },
        { "name > \"toys\"", [ToyHammer, Car] },
        { "externalId = \"x\"", [] },
        { "createTimeSinceEpoch >= 1700000000300", [Hammer, ToyHammer, Car] },
        { "createTimeSinceEpoch = \"1700000000100\"", [Saw] },

        // A whole number is looked for among integers and doubles, a fraction among doubles alone.
        { "weight = 5", [Hammer] },
        { "weight >= 3", [Hammer, Saw] },
        { "weight > 4.0", [] },
        { "weight.int_value < 4", [Saw] },
        { "weight.double_value > 0", [] },
        { "price > 4", [Hammer, Saw] },
        { "price > 4.25", [Hammer] },
        { "price = 9.5", [Hammer] },
        { "price.double_value IN (4.25, 9)", [Saw] },
        { "price.int_value > 0", [] },
        { "sold = true", [Hammer] },
        { "sold != true", [Saw] },
        { "sold.bool_value = \"no\"", [Saw] },
        { "colour = \"red\"", [Hammer] },
        { "colour ILIKE \"RED\"", [Hammer, ToyHammer] },
        { "colour.string_value = \"Red\"", [ToyHammer] },

        // What does not fit into 32 bits is kept as a string.
        { "weight = \"5000000000\"", [Car] },
        { "weight LIKE \"5%\"", [Car] },
        { "missing = \"x\"", [] },
        { "missing != \"x\"", [] },

        // Lists are looked into by =, != and IN, unless an OR is around.
        { "tasks = \"cut\"", [Saw] },
        { "tasks != \"cut\"", [Hammer, ToyHammer, Bolt, Car] },
        { "tasks IN (\"cut\", \"pull\")", [Hammer, Saw] },
        { "tasks IN ()", [] },
        { "tasks LIKE \"%cu%\"", [Saw] },
        { "tasks = \"cut\" OR provider = \"Bolt\"", [Bolt] },
        { "tasks LIKE \"%cut%\" OR provider = \"Bolt\"", [Saw, Bolt] },
        { "language = \"de\" AND tasks = \"drive\"", [Hammer] },
        { "tasks = \"cut\" AND provider = \"Acme\"", [Saw] },

        { "artifacts.use_case = \"chatbot\"", [Hammer, Saw] },
        { "artifacts.use_case = \"chatbot\" AND artifacts.ttft_p90 < 50.0", [] },
        { "artifacts.use_case = \"rag\" AND artifacts.ttft_p90 < 50.0", [Hammer] },
        { "artifacts.use_case = \"rag\" AND provider = \"Acme\" AND artifacts.ttft_p90 < 50.0", [Hammer] },
        { "(artifacts.use_case = \"rag\" AND artifacts.ttft_p90 > 50.0) OR provider = \"Bolt\"", [Bolt] },
        { "artifacts.use_case = \"chatbot\" OR artifacts.ttft_p90 < 50.0", [Hammer, Saw] },
        { "artifacts.ttft_p90 > 50 AND artifacts.ttft_p90 < 90", [Saw] },
        { "artifacts.hardware_count = 2", [Saw] },
        { "artifacts.hardware_count.int_value IN (2, 3)", [Saw] },
        { "artifacts.uri LIKE \"oci:%\"", [Hammer] },
        { "artifacts.metricsType = \"accuracy-metrics\"", [Hammer] },
        { "artifacts.uri LIKE \"%\" AND artifacts.arch = \"amd64\"", [Hammer] },
        { "artifacts.missing = 1", [] },
        { "provider = \"Bolt\" OR provider = \"Acme\" AND colour = \"blue\"", [Saw, Bolt] },
        { "(provider = \"Bolt\" OR provider = \"Acme\") AND colour = \"blue\"", [Saw] },
        { "  ", [Hammer, ToyHammer, Saw, Bolt, Car] },
    };

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
    [MemberData(nameof(Found))]
    public async Task Finds(string filter, string[] expected) =>
        Assert.Equal(expected, await _http.NamesAsync($"models?filterQuery={Uri.EscapeDataString(filter)}"));

    [Theory]
    [InlineData("provider = 5")]
    [InlineData("provider = true")]
    [InlineData("provider LIKE 5")]
    [InlineData("provider = (\"Acme\", \"Bolt\")")]
    [InlineData("provider IN (\"Acme\", 1)")]
    [InlineData("weight IN (3, 5)")]
    [InlineData("weight > 3000000000")]
    [InlineData("weight.int_value = \"heavy\"")]
    [InlineData("weight.int_value LIKE \"5\"")]
    [InlineData("sold.bool_value = 1")]
    [InlineData("createTimeSinceEpoch = \"yesterday\"")]
    [InlineData("tasks ILIKE \"%cut%\"")]
    [InlineData("tasks = 5")]
    [InlineData("artifacts.ttft_p90 IN (40.0, 60.0)")]
    [InlineData("provider = \"Acme\" OR id = \"one\"")]
    public async Task What_the_database_refuses_is_an_error_of_the_service_and_in_v1_of_the_caller(string filter)
    {
        string path = $"models?filterQuery={Uri.EscapeDataString(filter)}";
        (HttpStatusCode status, JsonElement error) = await _http.ReadAsync(path);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal(("Internal Server Error", Mistyped), (error.Text("code"), error.Text("message")));

        using HttpClient v1 = _catalog.Connect(CatalogFolder.V1);
        (status, error) = await v1.ReadAsync(path);
        Assert.Equal((HttpStatusCode.BadRequest, "Bad Request", Mistyped), (status, error.Text("code"), error.Text("message")));
    }

    [Theory]
    [InlineData("HAMMER", new[] { Hammer, ToyHammer })]
    [InlineData("tools:", new[] { Hammer, Saw, Bolt })]
    [InlineData("acme", new[] { Hammer, ToyHammer, Saw })]
    [InlineData("cut", new[] { Saw })]
    [InlineData("100%", new[] { Bolt })]
    [InlineData("steel_ware", new[] { Bolt })]
    [InlineData("steel\\_ware", new[] { Bolt })]
    [InlineData("st_el", new[] { Bolt })]
    [InlineData("BER", new[] { Bolt })]
    [InlineData("über", new string[0])]
    [InlineData("Über", new string[0])]
    [InlineData("forge", new string[0])]
    [InlineData("amd64", new string[0])]
    [InlineData(" ", new[] { Hammer, Bolt })]
    public async Task Searches(string text, string[] expected) =>
        Assert.Equal(expected, await _http.NamesAsync($"models?q={Uri.EscapeDataString(text)}"));

    [Theory]
    [InlineData("source=toys,nobody", new[] { ToyHammer, Car })]
    [InlineData("source=toys&source=tools", new[] { ToyHammer, Car })]
    [InlineData("source=Toys", new string[0])]
    [InlineData("source=,", new[] { Hammer, ToyHammer, Saw, Bolt, Car })]
    [InlineData("sourceLabel=WORKSHOP", new[] { Hammer, Saw, Bolt })]
    [InlineData("sourceLabel=NULL", new[] { ToyHammer, Car })]
    [InlineData("sourceLabel=,", new string[0])]
    [InlineData("source=&sourceLabel=Workshop", new[] { Hammer, Saw, Bolt })]
    [InlineData("source=tools&q=acme&filterQuery=colour='blue'", new[] { Saw })]
    public async Task Chooses_sources(string query, string[] expected) => Assert.Equal(expected, await _http.NamesAsync("models?" + query));

    [Fact]
    public async Task A_custom_property_named_like_a_field_makes_a_second_row()
    {
        using CatalogFolder folder = CatalogFolder.Of("""
            models:
              - name: twice
                provider: Acme
                customProperties:
                  provider: {metadataType: MetadataStringValue, string_value: Acme}
            """);
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        Assert.Equal(["only:twice", "only:twice"], await http.NamesAsync("models?filterQuery=provider='Acme'"));
        Assert.Equal(["only:twice"], await http.NamesAsync("models?filterQuery=provider='Acme' OR name='x'"));
    }

    [Theory]
    [InlineData("hardware_type = 'L4'", 1)]
    [InlineData("ttft_p90 < 90", 1)]
    [InlineData("uri LIKE 'oci://%'", 1)]
    [InlineData("uri = 's3://bucket/saw'", 0)]
    [InlineData("metricsType = 'performance-metrics' AND use_case IN ('rag', 'chatbot')", 2)]
    [InlineData("artifactType = 'model-artifact'", 0)]
    [InlineData("state = 'LIVE'", 0)]
    [InlineData("id > 0", 4)]
    public async Task Filters_artifacts(string filter, int expected)
    {
        string query = Uri.EscapeDataString(filter);

        Assert.Equal(expected, (await _http.NamesAsync($"sources/tools/models/acme/hammer/artifacts?filterQuery={query}")).Count);
    }

    [Fact]
    public async Task What_the_database_refuses_of_artifacts_is_an_error_of_the_caller()
    {
        const string Artifacts = "sources/tools/models/acme%2Fhammer/artifacts";
        (HttpStatusCode status, JsonElement error) = await _http.ReadAsync($"{Artifacts}?filterQuery=uri=5");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            "error listing catalog artifacts: invalid filter query, type mismatch or invalid value in comparison: bad request",
            error.Text("message"));

        (status, error) = await _http.ReadAsync($"{Artifacts}/performance?filterQuery=uri=");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(
            "failed to get performance artifacts: failed to list artifacts: invalid filter query syntax: error parsing filter query: "
            + "1:6: unexpected token \")\"",
            error.Text("message"),
            StringComparison.Ordinal);
    }
}
