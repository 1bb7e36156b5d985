using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Contract;

/// <summary>
/// Every recorded exchange with the real servers, replayed against an emulator. The recordings were made on MariaDB; on PostgreSQL the real
/// server differs from them where <see cref="PostgreSqlDifferences"/> says so.
/// </summary>
public sealed class ContractTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Contract");

    public static TheoryData<string> Scenarios() => [.. Files("registry"), .. Files("registry-v1")];

    public static TheoryData<string> CatalogScenarios() => [.. Files("catalog")];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Responds_as_recorded(string scenario) => ReplayAsync(RegistryDatabase.MariaDb, scenario);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Responds_on_PostgreSQL_as_recorded_but_for_the_known_differences(string scenario) =>
        ReplayAsync(RegistryDatabase.PostgreSql, scenario);

    [Fact]
    public void Every_difference_is_one_of_a_recorded_exchange()
    {
        Assert.Equal(21, PostgreSqlDifferences.Places.Count());
        Assert.All(PostgreSqlDifferences.Places, place =>
        {
            using JsonDocument recorded = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, "registry", place.Scenario + ".json")));
            Assert.Equal(place.Scenario, recorded.RootElement.GetProperty("scenario").GetString());
            JsonElement step = recorded.RootElement.GetProperty("steps")[place.Step - 1];
            Assert.NotEqual(step.GetRawText(), PostgreSqlDifferences.Apply(place.Scenario, place.Step, step).GetRawText());
        });
    }

    [Theory]
    [MemberData(nameof(CatalogScenarios))]
    public async Task The_catalog_answers_as_recorded(string scenario)
    {
        await using ModelCatalogEmulator catalog = await ModelCatalogEmulator.StartAsync(
            new ModelCatalogEmulatorOptions { Sources = Path.Combine(Root, "catalog", "sources", "catalog-sources.yaml") },
            TestContext.Current.CancellationToken);
        using var replayer = new ScenarioReplayer(catalog.BaseAddress, RegistryDatabase.PostgreSql);

        IReadOnlyList<string> differences = await replayer.ReplayAsync(Path.Combine(Root, scenario), TestContext.Current.CancellationToken);

        Assert.Empty(differences);
    }

    [Fact]
    public void All_recordings_are_here() =>
        Assert.Equal((115, 84, 18), (Files("registry").Count, Files("registry-v1").Count, Files("catalog").Count));

    private static async Task ReplayAsync(RegistryDatabase database, string scenario)
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { Database = database, TimeProvider = new Ticking() }, TestContext.Current.CancellationToken);
        using var replayer = new ScenarioReplayer(registry.BaseAddress, database);

        IReadOnlyList<string> differences = await replayer.ReplayAsync(Path.Combine(Root, scenario), TestContext.Current.CancellationToken);

        Assert.Empty(differences);
    }

    private static List<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.json", SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>What is made later has a later time, however fast it is made: PostgreSQL returns equal times in any order.</summary>
    private sealed class Ticking : TimeProvider
    {
        private long _milliseconds = 1_700_000_000_000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Increment(ref _milliseconds));
    }
}
