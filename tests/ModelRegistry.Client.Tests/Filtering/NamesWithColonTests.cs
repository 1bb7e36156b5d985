using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Filtering;

/// <summary>Items whose name has a colon are looked at once more on the client, which does not know the database, and are never lost.</summary>
public sealed class NamesWithColonTests
{
    private static readonly string[] Authors = ["ann", "Ann", "ann ", "Änn", "B", "_"];

    public static TheoryData<Filter> Filters =>
    [
        Filter.Author == "ann",
        Filter.Author == "ÄNN",
        Filter.Author != "ann",
        Filter.Author != "Ann",
        Filter.Author < "b",
        Filter.Author > "b",
        Filter.Author >= "_",
        Filter.Author <= "ANN",
        Filter.Author.Like("a__"),
        Filter.Author.ILike("än%"),
        Filter.Property("Team") == "red",
        Filter.Property("team") != "Red",
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task None_is_lost_on_any_database(Filter filter)
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
        using ModelRegistryClient registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        string model = emulator.AddRegisteredModel("m");
        foreach (string name in (string[])["a:😀", "a:é", "a:ab", "b:a:c", "acc", "val:acc"])
        {
            emulator.AddModelVersion(model, name);
        }

        Assert.Equal(["a:😀", "a:é"], await NamesAsync(Filter.Name.Like("a:_")));
        Assert.Equal(["a:😀"], await NamesAsync(Filter.Name == "a:😀"));
        Assert.Equal(["a:😀"], await NamesAsync(Filter.Name.EndsWith("😀")));
        Assert.Equal(["acc"], await NamesAsync(Filter.Name == "acc"));

        Task<List<string>> NamesAsync(Filter filter) =>
            registry.ModelVersions.ListAsync(new ListOptions { Filter = filter }).Select(version => version.Name)
                .ToListAsync(TestContext.Current.CancellationToken).AsTask();
    }

    private static async Task<int> CountAsync(RegistryDatabase database, bool linguistic, string prefix, Filter filter)
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { Database = database, LinguisticOrder = linguistic }, TestContext.Current.CancellationToken);
        using ModelRegistryClient registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
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

        return await registry.ModelVersions.ListAsync(new ListOptions { Filter = Filter.Name.Like(prefix + "v%") & filter })
            .CountAsync(TestContext.Current.CancellationToken);
    }
}
