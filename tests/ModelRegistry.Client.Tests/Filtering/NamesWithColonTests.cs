using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Filtering;

/// <summary>
/// Items whose name has a colon are looked at once more on the client, which does not know the database, and are never lost.
/// </summary>
public sealed class NamesWithColonTests
{
    private static readonly string[] Authors = ["ann", "Ann", "ann ", "Änn", "B", "_"];

    public static TheoryData<Filter<ModelVersion>> Filters =>
    [
        ModelVersionFilter.Author == "ann",
        ModelVersionFilter.Author == "ÄNN",
        ModelVersionFilter.Author != "ann",
        ModelVersionFilter.Author != "Ann",
        ModelVersionFilter.Author < "b",
        ModelVersionFilter.Author > "b",
        ModelVersionFilter.Author >= "_",
        ModelVersionFilter.Author <= "ANN",
        ModelVersionFilter.Author.Like("a__"),
        ModelVersionFilter.Author.ILike("än%"),
        ModelVersionFilter.Property("Team") == "red",
        ModelVersionFilter.Property("team") != "Red",
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task None_is_lost_on_any_database(Filter<ModelVersion> filter)
    {
        foreach ((RegistryDatabase database, bool linguistic) in ((RegistryDatabase, bool)[])[
            (RegistryDatabase.MariaDb, false), (RegistryDatabase.PostgreSql, false), (RegistryDatabase.PostgreSql, true)])
        {
            Assert.Equal(await CountAsync(database, linguistic, "", filter), await CountAsync(database, linguistic, "x:", filter));
        }
    }

    [Theory]
    [InlineData(RegistryDatabase.MariaDb)]
    [InlineData(RegistryDatabase.PostgreSql)]
    public async Task A_character_of_a_pattern_is_a_code_point(RegistryDatabase database)
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { Database = database }, TestContext.Current.CancellationToken);
        using ModelRegistryClient registry = ModelRegistryClient.Create(
            new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        string model = emulator.AddRegisteredModel("m");
        foreach (string name in (string[])["a:😀", "a:é", "a:ab", "b:a:c", "acc", "val:acc"])
        {
            emulator.AddModelVersion(model, name);
        }

        Assert.Equal(["a:😀", "a:é"], await NamesAsync(ModelVersionFilter.Name.Like("a:_")));
        Assert.Equal(["a:😀"], await NamesAsync(ModelVersionFilter.Name == "a:😀"));
        Assert.Equal(["a:😀"], await NamesAsync(ModelVersionFilter.Name.EndsWith("😀")));
        Assert.Equal(["acc"], await NamesAsync(ModelVersionFilter.Name == "acc"));

        Task<List<string>> NamesAsync(Filter<ModelVersion> filter) =>
            registry.ModelVersions.ListAsync(filter).Select(version => version.Name)
                .ToListAsync(TestContext.Current.CancellationToken).AsTask();
    }

    private static async Task<int> CountAsync(RegistryDatabase database, bool linguistic, string prefix, Filter<ModelVersion> filter)
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { Database = database, LinguisticOrder = linguistic }, TestContext.Current.CancellationToken);
        using ModelRegistryClient registry = ModelRegistryClient.Create(
            new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        string model = emulator.AddRegisteredModel("m");
        for (int i = 0; i < Authors.Length; i++)
        {
            await registry.ModelVersions.CreateAsync(
                model,
                new ModelVersionCreate
                {
                    Name = $"{prefix}v{i}",
                    Author = Authors[i],
                    CustomProperties = new Dictionary<string, MetadataValue> { [i % 2 == 0 ? "team" : "Team"] = i < 3 ? "red" : "Red" },
                },
                TestContext.Current.CancellationToken);
        }

        return await registry.ModelVersions.ListAsync(ModelVersionFilter.Name.Like(prefix + "v%") & filter)
            .CountAsync(TestContext.Current.CancellationToken);
    }
}
