using System.Globalization;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests.Simulation;

/// <summary>
/// Two and three jobs on overlapping sets at once, interleaved request by request as chance has it: no set takes another's without being
/// asked to, nothing is there twice, nobody's live model is archived by another, and each job says what it did. A failure prints the
/// number that draws the same case again (SEED_SIMULATION_FIRST=number SEED_SIMULATIONS=1); SEED_SIMULATIONS=100000 runs longer.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RaceTests
{
    private const int Jobs = 3;

    private static int First => Setting("SEED_SIMULATION_FIRST", 1);

    private static int Count => Setting("SEED_SIMULATIONS", 400);

    /// <summary>Every owned entity is made by a set, so that the registry itself decides every race: none is ever overtaken.</summary>
    [Fact]
    public Task Sets_that_take_over_nothing_never_write_to_what_another_owns() => RunAsync(mayTakeOver: false);

    /// <summary>What nobody owns, and what another set may take over, changes hands between a reading and a write.</summary>
    [Fact]
    public Task Sets_that_take_over_are_seen_at_the_last_moment() => RunAsync(mayTakeOver: true);

    private static async Task RunAsync(bool mayTakeOver)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using SimulatedRegistry registry = await SimulatedRegistry.StartAsync(cancellation);
        var wires = new RaceWire[Jobs];
        var clients = new ModelRegistryClient[Jobs];
        for (int job = 0; job < Jobs; job++)
        {
            clients[job] = registry.CreateClient(primary => wires[job] = new RaceWire(primary, registry.Emulator));
        }

        int refused = 0;
        for (int number = First; number < First + Count; number++)
        {
            registry.Reset();
            var log = new RaceLog();
            var jobs = new List<RacingJob>();
            try
            {
                await RaceAsync(registry, clients, wires, new Random(number), mayTakeOver, jobs, log, cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException(
                    $"Race {number} failed: {exception.Message}\n{string.Join('\n', jobs)}\n{string.Join('\n', log.Requests)}", exception);
            }

            refused += jobs.Sum(job => job.Result!.Failures.Count);
        }

        Assert.True(Count < 100 || refused > Count / 10, $"only {refused} models were refused in {Count} races");
        int overtaken = wires.Sum(wire => wire.Overtaken);
        Assert.True(mayTakeOver ? Count < 100 || overtaken > 0 : overtaken == 0, $"{overtaken} writes were overtaken");
    }

    private static async Task RaceAsync(
        SimulatedRegistry registry,
        ModelRegistryClient[] clients,
        RaceWire[] wires,
        Random random,
        bool mayTakeOver,
        List<RacingJob> jobs,
        RaceLog log,
        CancellationToken cancellation)
    {
        await DrawStateAsync(registry, random, mayTakeOver, cancellation);
        jobs.AddRange(DrawJobs(random, mayTakeOver));
        var scheduler = new RequestScheduler(jobs.Count, new Random(random.Next()));
        await Task.WhenAll(jobs.Select(job => Task.Run(
            async () =>
            {
                (wires[job.Number].Job, wires[job.Number].Scheduler, wires[job.Number].Log) = (job, scheduler, log);
                try
                {
                    await job.RunAsync(clients[job.Number], cancellation);
                    AssertIsTruthful(job, registry.Emulator.Snapshot(), mayTakeOver);
                }
                finally
                {
                    scheduler.Finish();
                }
            },
            cancellation)));

        ConvergenceTests.AssertNothingTwice(registry.Emulator.Snapshot());
        Assert.All(log.Archived.Values, archived => Assert.Equal(archived.By, archived.Owner));
    }

    /// <summary>What the sets have left behind earlier, and what somebody has made by hand.</summary>
    private static async Task DrawStateAsync(SimulatedRegistry registry, Random random, bool mayTakeOver, CancellationToken cancellation)
    {
        foreach (string? set in (string?[])["a", "b", mayTakeOver ? null : "c"])
        {
            if (random.Next(3) > 0)
            {
                IReadOnlyList<RegisteredModelSpec> seed = DrawSeed(random, set ?? "nobody");
                SeedPlan plan = await new SeedPlanner(registry.Other).PlanAsync(
                    seed, new SeedRunnerOptions { Set = set, AllowUriChange = true }, cancellation);
                await new SeedRunner(registry.Other, new SeedRunnerOptions { Concurrency = 1 }).ApplyAsync(plan, null, cancellation);
            }
        }
    }

    private static IEnumerable<RacingJob> DrawJobs(Random random, bool mayTakeOver)
    {
        int count = random.Next(2, Jobs + 1);
        var seeds = new Dictionary<string, IReadOnlyList<RegisteredModelSpec>>(StringComparer.Ordinal);
        for (int number = 0; number < count; number++)
        {
            string set = ((string[])["a", "b", "c"])[number == 0 ? 0 : random.Next(3)];
            // Two jobs of one set are the same job, started twice.
            seeds.TryAdd(set, DrawSeed(random, set));
            yield return new RacingJob(number, set, seeds[set], random.Next(2) == 0, mayTakeOver && random.Next(2) == 0);
        }
    }

    private static IReadOnlyList<RegisteredModelSpec> DrawSeed(Random random, string set)
    {
        string[] names = ["m1", "m2", "m3"];
        random.Shuffle(names);
        return [.. names.Take(random.Next(1, 4)).Select(name => new RegisteredModelSpec
        {
            Name = name,
            Description = random.Next(2) == 0 ? $"of {set} {random.Next(3)}" : null,
            CustomProperties = random.Next(2) == 0
                ? new Dictionary<string, MetadataValue>(StringComparer.Ordinal) { [$"label-{set}"] = "" }
                : [],
            Versions = [.. ((string[])["1", "2"]).Take(random.Next(3)).Select(version => new ModelVersionSpec
            {
                Name = version,
                Description = random.Next(2) == 0 ? $"of {set} {random.Next(3)}" : null,
                Artifacts = [.. Enumerable.Range(0, random.Next(2)).Select(_ => new ModelArtifactCreate
                {
                    Name = "weights",
                    Uri = $"s3://{set}/{random.Next(3)}/",
                })],
            })],
        })];
    }

    private static void AssertIsTruthful(RacingJob job, RegistrySnapshot now, bool mayTakeOver)
    {
        // One line a write, and no write without a line.
        string[] lines = [.. job.Told
            .Where(entity => entity.Action is not (AppliedAction.Unchanged or AppliedAction.Adopted))
            .Select(entity => $"{entity.Kind} {entity.Id} {entity.Action == AppliedAction.Created}").Order(StringComparer.Ordinal)];
        Assert.Equal(job.CarriedOut.Select(write => $"{write.Kind} {write.Id} {write.IsNew}").Order(StringComparer.Ordinal), lines);

        Assert.All(job.Result!.Failures, failure => Assert.IsType<RegistrationRefusedException>(failure.Error));
        foreach (RegisteredModelSpec spec in job.Seed.Where(spec => job.Result.Failures.All(failure => failure.Path != spec.Name)))
        {
            RegistryEntity model = Assert.Single(now.RegisteredModels, model => model.Name == spec.Name);
            HashSet<string> declared = [.. spec.Versions.Select(version => version.Name)];
            RegistryEntity[] versions =
                [.. now.ModelVersions.Where(version => version.ParentId == model.Id && declared.Contains(version.Name))];
            Assert.Equal(spec.Versions.Count, versions.Length);
            if (!mayTakeOver)
            {
                Assert.All([model, .. versions], entity => Assert.Equal(job.Set, RaceWire.Owner(entity)));
            }
        }
    }

    private static int Setting(string variable, int defaultValue) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : defaultValue;
}
