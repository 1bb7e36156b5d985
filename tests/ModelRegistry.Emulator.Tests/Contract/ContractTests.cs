namespace ModelRegistry.Emulator.Tests.Contract;

/// <summary>Every recorded exchange with the real servers, replayed against an emulator.</summary>
public sealed class ContractTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Contract");

    public static TheoryData<string> Scenarios() => [.. Files("registry"), .. Files("registry-v1")];

    public static TheoryData<string> CatalogScenarios() => [.. Files("catalog")];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Answers_as_recorded(string scenario)
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var replayer = new ScenarioReplayer(registry.BaseAddress);

        IReadOnlyList<string> differences = await replayer.ReplayAsync(Path.Combine(Root, scenario), TestContext.Current.CancellationToken);

        Assert.Empty(differences);
    }

    [Theory]
    [MemberData(nameof(CatalogScenarios))]
    public async Task The_catalog_answers_as_recorded(string scenario)
    {
        await using ModelCatalogEmulator catalog = await ModelCatalogEmulator.StartAsync(
            new ModelCatalogEmulatorOptions { Sources = Path.Combine(Root, "catalog", "sources", "catalog-sources.yaml") },
            TestContext.Current.CancellationToken);
        using var replayer = new ScenarioReplayer(catalog.BaseAddress);

        IReadOnlyList<string> differences = await replayer.ReplayAsync(Path.Combine(Root, scenario), TestContext.Current.CancellationToken);

        Assert.Empty(differences);
    }

    [Fact]
    public void All_recordings_are_here() =>
        Assert.Equal((115, 84, 18), (Files("registry").Count, Files("registry-v1").Count, Files("catalog").Count));

    private static List<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.json", SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];
}
