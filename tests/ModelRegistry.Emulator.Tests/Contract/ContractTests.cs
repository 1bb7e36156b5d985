namespace ModelRegistry.Emulator.Tests.Contract;

/// <summary>Every recorded exchange with the real server, replayed against an emulator.</summary>
public sealed class ContractTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Contract", "registry");

    public static TheoryData<string> Scenarios()
    {
        var data = new TheoryData<string>();
        foreach (string file in Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            data.Add(Path.GetRelativePath(Root, file).Replace('\\', '/'));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Answers_as_recorded(string scenario)
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var replayer = new ScenarioReplayer(registry.BaseAddress);

        IReadOnlyList<string> differences = await replayer.ReplayAsync(Path.Combine(Root, scenario), TestContext.Current.CancellationToken);

        Assert.Empty(differences);
    }

    [Fact]
    public void All_recordings_are_here() => Assert.True(Scenarios().Count >= 115);
}
