using System.Globalization;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests.Simulation;

/// <summary>
/// Whatever goes wrong on the way, running again until it succeeds ends in what the seed declares: nothing twice, nothing else touched,
/// and nothing left to write. A failure prints the number that draws the same case again (SEED_SIMULATION_FIRST=number
/// SEED_SIMULATIONS=1); SEED_SIMULATIONS=100000 TEST_TIME_LIMIT=0 runs longer. Every second case is one on PostgreSQL.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ConvergenceTests
{
    private const int MaxRuns = 200;
    private const string Set = "ours";

    private static int First => Setting("SEED_SIMULATION_FIRST", 1);

    private static int Count => Setting("SEED_SIMULATIONS", 2000);

    [Theory(Timeout = 300_000)]
    [InlineData(RegistryDatabase.MariaDb)]
    [InlineData(RegistryDatabase.PostgreSql)]
    public async Task Applying_again_until_it_succeeds_converges(RegistryDatabase database)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using SimulatedRegistry registry = await SimulatedRegistry.StartAsync(cancellation, database);
        for (int number = First; number < First + Count; number++)
        {
            // The number tells the database too, so that it draws the same case again.
            if (number % 2 != (database == RegistryDatabase.PostgreSql ? 0 : 1))
            {
                continue;
            }

            registry.Reset();
            try
            {
                await SimulateAsync(registry, number, cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException(
                    $"Simulation {number} failed: {exception.Message}\n{string.Join('\n', registry.Wire.Requests)}", exception);
            }
        }
    }

    private static async Task SimulateAsync(SimulatedRegistry registry, int number, CancellationToken cancellation)
    {
        var random = new Random(number);
        IReadOnlyList<RegisteredModelSpec> seed = SeedWorld.DrawSeed(random);
        SeedRunnerOptions options = random.Next(2) == 0
            ? new() { AllowUriChange = true }
            : new() { Set = Set, Prune = true, PruneLimit = PruneLimit.None, AllowUriChange = true };
        bool waits = random.Next(2) == 0;
        foreach (string name in SeedWorld.DrawModelNames(random))
        {
            RegisteredModelSpec state = SeedWorld.DrawState(random, seed, name);
            await registry.Other.RegisterAsync(options.Set is null || random.Next(2) == 0 ? state : SeedSet.Mark(state, Set), cancellation);
        }

        IEnumerable<string> leftovers = Leftovers(registry.Emulator.Snapshot(), seed).Select(leftover => leftover.Model);
        HashSet<string> ours = [.. seed.Select(model => model.Name), .. leftovers];
        Dictionary<string, string> foreign = Foreign(registry.Emulator.Snapshot(), ours);
        Dictionary<string, Dictionary<string, string>> propertiesBefore = Properties(registry.Emulator.Snapshot());
        var edited = new Dictionary<string, string>(StringComparer.Ordinal);

        registry.Wire.Chance = new Random(random.Next());
        registry.Wire.FaultRate = random.NextDouble() * 0.4;
        registry.Wire.Interfere = chance => InterfereAsync(registry, seed, options with { Prune = false }, chance, edited, cancellation);
        AddOutages(registry.Emulator, random);
        await RunUntilItSucceedsAsync(registry, seed, options, waits, cancellation);
        registry.Emulator.Faults.Clear();
        registry.Wire.Chance = null;
        registry.Wire.Restart();

        // Live equals declared, and a further run sends no write.
        SeedResult again = await SimulatedRegistry.ApplyAsync(registry.Seeder, seed, cancellation, options: options);
        Assert.Empty(again.Failures);
        Assert.All(again.Entities, entity => Assert.Equal(AppliedAction.Unchanged, entity.Action));
        Assert.Empty(registry.Wire.Writes);

        RegistrySnapshot after = registry.Emulator.Snapshot();
        AssertNothingTwice(after);
        Assert.Equal(foreign, Foreign(after, ours));
        Assert.All(Leftovers(after, seed), leftover => Assert.Equal("ARCHIVED", leftover.State));
        foreach ((string id, string description) in edited)
        {
            Assert.Contains(
                $"\"maturity\":\"{description}\"", after.RegisteredModels.Single(model => model.Id == id).Json, StringComparison.Ordinal);
        }

        AssertPropertiesSurvived(seed, propertiesBefore, after);
    }

    /// <summary>In half of the cases the database goes away and comes back, up to three times, in the manner of either database.</summary>
    private static void AddOutages(ModelRegistryEmulator emulator, Random random)
    {
        for (int outages = random.Next(2) * random.Next(1, 4); outages > 0; outages--)
        {
            emulator.Faults.Add(new DatabaseOutage
            {
                Database = (RegistryDatabase)random.Next(2),
                Reason = (DatabaseOutageReason)random.Next(4),
                After = random.Next(30),
                Requests = random.Next(1, 12),
            });
        }
    }

    private static async Task RunUntilItSucceedsAsync(
        SimulatedRegistry registry,
        IReadOnlyList<RegisteredModelSpec> seed,
        SeedRunnerOptions options,
        bool waits,
        CancellationToken cancellation)
    {
        Exception? last = null;
        for (int run = 1; run <= MaxRuns; run++)
        {
            registry.Wire.Restart();
            // Trouble dies down, or no run of many requests would ever come through.
            registry.Wire.FaultRate *= 0.95;
            var told = new List<EntityResult>();
            try
            {
                SeedResult result = await SimulatedRegistry.ApplyAsync(registry.Seeder, seed, cancellation, told.Add, options, waits);
                AssertWritesAreTold(registry.Wire.Requests, told);
                AssertEachIsCountedOnce(result);
                if (result.Failures.Count == 0)
                {
                    return;
                }

                last = result.Failures[0].Error;
            }
            catch (Exception exception) when (exception is ProcessKilledException or ModelRegistryException)
            {
                // The Job runs again.
                last = exception;
            }
        }

        Assert.Fail($"After {MaxRuns} runs the registry is still not as the seed says: {last}");
    }

    /// <summary>
    /// Each write that the registry has carried out has its line, even when it was answered with a lie or not at all, and each line has a
    /// write that may have been carried out: so they are in an audit log.
    /// </summary>
    private static void AssertWritesAreTold(IReadOnlyList<SentRequest> requests, List<EntityResult> told)
    {
        EntityResult[] allLines = [.. told.Where(entity => entity.Action != AppliedAction.Unchanged)];
        ILookup<(EntityKind Kind, string Path), SentRequest> written =
            requests.Where(request => request.IsWrite).ToLookup(write => (write.Kind, write.EntityPath));
        foreach (IGrouping<(EntityKind Kind, string Path), SentRequest> writes in written)
        {
            EntityResult[] lines = [.. allLines.Where(entity => (entity.Kind, entity.Path) == writes.Key)];
            int carriedOut = writes.Count(write => write.IsCarriedOut);
            int mayBe = writes.Count(write => write.MayBeCarriedOut);
            Assert.True(
                carriedOut <= lines.Length
                    && lines.Length <= writes.Count()
                    && lines.Count(line => line.Action != AppliedAction.Adopted) <= mayBe,
                $"{writes.Key} was written {carriedOut} to {mayBe} times, and is told {lines.Length} times:\n{string.Join('\n', told)}");

            // Unconfirmed is what could not be looked up: a reading after the last write went wrong as well.
            IEnumerable<SentRequest> readings =
                requests.SkipWhile(request => request != writes.Last()).Skip(1).TakeWhile(request => !request.IsWrite);
            Assert.False(
                lines is [.., { Action: AppliedAction.Unconfirmed }] && !readings.Any(request => request.IsTampered),
                $"{writes.Key} is unconfirmed although it was looked up");
        }

        Assert.All(allLines, line => Assert.True(written.Contains((line.Kind, line.Path)), $"{line} was never written"));
    }

    /// <summary>What was changed in the end is not counted among what was left alone.</summary>
    private static void AssertEachIsCountedOnce(SeedResult result) =>
        Assert.DoesNotContain(result.Entities, entity => entity.Action == AppliedAction.Unchanged
            && result.Entities.Any(other => other.Action != AppliedAction.Unchanged && (other.Kind, other.Id) == (entity.Kind, entity.Id)));

    /// <summary>A second seeder with the same seed, or a person who edits a field that the seed does not mention.</summary>
    private static async Task InterfereAsync(
        SimulatedRegistry registry,
        IReadOnlyList<RegisteredModelSpec> seed,
        SeedRunnerOptions options,
        Random chance,
        Dictionary<string, string> edited,
        CancellationToken cancellation)
    {
        try
        {
            await InterfereAsync(registry, seed, options, chance.Next(2) == 0, chance, edited, cancellation);
        }
        catch (ModelRegistryException exception) when (exception is ModelRegistryUnavailableException or ModelRegistryNotFoundException)
        {
            // The database is away for everybody.
        }
    }

    private static async Task InterfereAsync(
        SimulatedRegistry registry,
        IReadOnlyList<RegisteredModelSpec> seed,
        SeedRunnerOptions options,
        bool isSeeder,
        Random chance,
        Dictionary<string, string> edited,
        CancellationToken cancellation)
    {
        if (isSeeder)
        {
            await SimulatedRegistry.ApplyAsync(registry.Other, seed, cancellation, options: options);
            return;
        }

        List<RegisteredModel> models = await registry.Other.RegisteredModels.ListAsync(null, cancellation).ToListAsync(cancellation);
        models.RemoveAll(
            model => !seed.Any(spec => string.Equals(spec.Name, model.Name, StringComparison.Ordinal) && spec.Maturity is null));
        if (models.Count == 0)
        {
            return;
        }

        RegisteredModel model = models[chance.Next(models.Count)];
        string maturity = $"edit {chance.Next(1000)}";
        await registry.Other.RegisteredModels.UpdateAsync(
            model.Id,
            new RegisteredModelUpdate
            {
                Maturity = maturity,
                CustomProperties = model.CustomProperties.Values.Any(value => value is MetadataStructValue)
                    ? new(model.CustomProperties)
                    : null,
            },
            cancellation);
        lock (edited)
        {
            edited[model.Id] = maturity;
        }
    }

    /// <summary>What carries the set's mark and is not declared.</summary>
    private static IEnumerable<(string Model, string? State)> Leftovers(RegistrySnapshot snapshot, IReadOnlyList<RegisteredModelSpec> seed)
    {
        foreach (RegistryEntity model in snapshot.RegisteredModels)
        {
            RegisteredModelSpec? spec = seed.FirstOrDefault(spec => spec.Name == model.Name);
            if (spec is null && IsMarked(model))
            {
                yield return (model.Name, model.State);
            }

            foreach (RegistryEntity version in snapshot.ModelVersions.Where(version => version.ParentId == model.Id && IsMarked(version)))
            {
                if (spec?.Versions.Any(wanted => wanted.Name == version.Name) != true)
                {
                    yield return (model.Name, version.State);
                }
            }
        }

        static bool IsMarked(RegistryEntity entity) => entity.CustomProperties.GetValueOrDefault(SeedSet.PropertyName) == Set;
    }

    /// <summary>Everything that belongs to no model of the set, whole.</summary>
    private static Dictionary<string, string> Foreign(RegistrySnapshot snapshot, HashSet<string> ours)
    {
        HashSet<string> models = [.. snapshot.RegisteredModels.Where(model => !ours.Contains(model.Name)).Select(model => model.Id)];
        HashSet<string> versions =
        [
            .. snapshot.ModelVersions.Where(version => models.Contains(version.ParentId!)).Select(version => version.Id),
        ];
        return snapshot.RegisteredModels.Where(model => models.Contains(model.Id))
            .Concat(snapshot.ModelVersions.Where(version => versions.Contains(version.Id)))
            .Concat(snapshot.Artifacts.Where(artifact => artifact.ParentIds.Any(versions.Contains)))
            .ToDictionary(entity => $"{entity.TypeName} {entity.Id}", entity => entity.Json, StringComparer.Ordinal);
    }

    internal static void AssertNothingTwice(RegistrySnapshot snapshot)
    {
        foreach (IReadOnlyList<RegistryEntity> entities in (IReadOnlyList<RegistryEntity>[])[
            snapshot.RegisteredModels,
            snapshot.ModelVersions,
            snapshot.Artifacts,
        ])
        {
            string[] places = [.. entities.Select(entity => $"{entity.TypeName} {entity.ParentId} {entity.Name}")];
            Assert.Equal(places.Distinct(StringComparer.Ordinal), places);
        }
    }

    private static Dictionary<string, Dictionary<string, string>> Properties(RegistrySnapshot snapshot) =>
        snapshot.RegisteredModels.ToDictionary(
            model => model.Name,
            model => model.CustomProperties.ToDictionary(property => property.Key, property => property.Value, StringComparer.Ordinal),
            StringComparer.Ordinal);

    private static void AssertPropertiesSurvived(
        IReadOnlyList<RegisteredModelSpec> seed, Dictionary<string, Dictionary<string, string>> before, RegistrySnapshot after)
    {
        foreach (RegisteredModelSpec spec in seed)
        {
            RegistryEntity model = Assert.Single(
                after.RegisteredModels, model => string.Equals(model.Name, spec.Name, StringComparison.Ordinal));
            foreach ((string name, string value) in before.GetValueOrDefault(spec.Name) ?? [])
            {
                if (!spec.CustomProperties.ContainsKey(name))
                {
                    Assert.Equal(value, model.CustomProperties[name]);
                }
            }
        }
    }

    private static int Setting(string variable, int defaultValue) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : defaultValue;
}
