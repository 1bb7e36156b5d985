using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Catalog;

/// <summary>Filters put together by chance: AND and OR must do to lists what they say, and pages must make up the whole list.</summary>
public sealed class CatalogFilterFuzzTests
{
    private const int Rounds = 250;

    private static readonly string[] Properties =
    [
        "id", "name", "createTimeSinceEpoch", "provider", "license", "description", "source_id", "colour", "colour.string_value", "weight",
        "weight.int_value", "price", "price.double_value", "sold", "missing", "`colour`",
    ];

    private static readonly string[] OfArtifacts =
    [
        "artifacts.ttft_p90", "artifacts.use_case", "artifacts.hardware_count", "artifacts.uri", "artifacts.arch.string_value",
        "artifacts.missing",
    ];

    private static readonly string[] Operators = ["=", "!=", "<>", ">", ">=", "<", "<=", "LIKE", "ILIKE", "IN"];

    private static readonly string[] Literals =
    [
        "\"Acme\"", "'red'", "\"%a%\"", "\"_olt\"", "'%'", "\"\"", "3", "5", "4.25", "40.0", "-1", "1700000000200", "true", "FALSE",
        "\"acme/hammer\"", "\"tools\"", "(\"Acme\", \"Bolt\")", "(\"chatbot\")", "()", "(3, 5)", "\"5\"",
    ];

    private static readonly string[] Orders =
        ["", "ID", "CREATE_TIME", "ACCURACY", "price.double_value", "colour.string_value", "artifacts.ttft_p90.double_value"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Filters_add_up(int seed)
    {
        using CatalogFolder folder = CatalogFolder.Workshop();
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();
        var random = new Random(seed);
        for (int round = 0; round < Rounds; round++)
        {
            (string left, bool leftOfArtifacts) = Comparison(random);
            (string right, bool rightOfArtifacts) = Comparison(random);
            string[]? one = await FindAsync(http, left);
            string[]? other = await FindAsync(http, right);
            string[]? both = await FindAsync(http, $"{left} AND ({right})");
            string[]? either = await FindAsync(http, $"({left}) OR {right}");

            // What the database refuses in a part, it refuses in the whole.
            Assert.True((one is null || other is null) == (both is null) && (both is null) == (either is null), $"{left} / {right}");
            if (one is null || other is null)
            {
                continue;
            }

            Assert.True(either!.Order().SequenceEqual(one.Union(other).Order()), $"{left} OR {right}: {string.Join(' ', either!)}");
            string[] common = [.. one.Intersect(other).Order()];
            bool mayBeFewer = leftOfArtifacts && rightOfArtifacts;
            bool addsUp = mayBeFewer ? both!.All(common.Contains) : both!.Order().SequenceEqual(common);
            Assert.True(addsUp, $"{left} AND {right}: {string.Join(' ', both!)}");

            string filter = random.Next(2) == 0 ? $"{left} AND {right}" : $"{left} OR {right}";
            string order = $"&orderBy={Orders[random.Next(Orders.Length)]}&sortOrder={(random.Next(2) == 0 ? "ASC" : "DESC")}";
            if (await FindAsync(http, filter, order) is { } whole)
            {
                string path = $"models?filterQuery={Uri.EscapeDataString(filter)}{order}";
                Assert.Equal(whole, await http.AllNamesAsync(path, random.Next(1, 4)));
            }
        }
    }

    private static (string Text, bool OfArtifacts) Comparison(Random random)
    {
        bool ofArtifacts = random.Next(3) == 0;
        string property = ofArtifacts ? OfArtifacts[random.Next(OfArtifacts.Length)] : Properties[random.Next(Properties.Length)];
        return ($"{property} {Operators[random.Next(Operators.Length)]} {Literals[random.Next(Literals.Length)]}", ofArtifacts);
    }

    private static async Task<string[]?> FindAsync(HttpClient http, string filter, string order = "")
    {
        (HttpStatusCode status, JsonElement page) = await http.ReadAsync($"models?filterQuery={Uri.EscapeDataString(filter)}{order}");
        if (status != HttpStatusCode.OK)
        {
            Assert.Equal(HttpStatusCode.InternalServerError, status);
            Assert.Equal(
                "error listing catalog models: invalid filter query, type mismatch or invalid value in comparison: bad request",
                page.Text("message"));
            return null;
        }

        return [.. page.GetProperty("items").EnumerateArray().Select(static model => $"{model.Text("source_id")}:{model.Text("name")}")];
    }
}
