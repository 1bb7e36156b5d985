using System.Globalization;
using ModelRegistry.Emulator.Persistence;

namespace ModelRegistry.Emulator.Tests.Persistence;

/// <summary>
/// A disk each of whose calls fails in turn, over real HTTP: what was acknowledged is there, and nothing else, then and at the next start.
/// </summary>
[Trait("Category", "Slow")]
public sealed class FailingDiskTests : IDisposable
{
    // Enough to be written anew a few times.
    private static readonly JournalCompaction Eager = new(MinimumBytes: 2048, Growth: 1);

    private readonly string _directory = Directory.CreateTempSubdirectory("registry").FullName;
    private int _files;

    public static TheoryData<int, Effect, Type> Disks => new()
    {
        { 1, Effect.None, typeof(IOException) },
        { 1, Effect.Half, typeof(IOException) },
        { 1, Effect.Whole, typeof(IOException) },
        { 1, Effect.None, typeof(UnauthorizedAccessException) },
        { 1, Effect.None, typeof(NotSupportedException) },
        { 2, Effect.Half, typeof(UnauthorizedAccessException) },
        { 3, Effect.Half, typeof(IOException) },
        { 4, Effect.Whole, typeof(IOException) },
        { 1000, Effect.Half, typeof(IOException) },
    };

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Disks))]
    public async Task Whichever_call_fails_what_was_acknowledged_stays_and_writes_go_on(int times, Effect effect, Type fault)
    {
        IReadOnlyList<string> all = await RunAsync(n: int.MaxValue, times: 0, effect, fault);
        Assert.Contains("move", all);
        for (int n = 1; n <= all.Count; n++)
        {
            await RunAsync(n, times, effect, fault);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_disk_that_fails_to_the_end_loses_nothing_that_was_acknowledged_and_keeps_nothing_else()
    {
        int calls = (await RunAsync(n: int.MaxValue, times: 0, Effect.Half, typeof(IOException))).Count;
        for (int n = 1; n <= calls; n++)
        {
            await RunAsync(n, int.MaxValue, Effect.Half, typeof(IOException), heals: false);
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData(Effect.None)]
    [InlineData(Effect.Half)]
    public async Task Many_writers_on_a_disk_that_fails_now_and_then_are_each_answered_truly(Effect effect)
    {
        for (int seed = 1; seed <= 15; seed++)
        {
            var random = new Random(seed);
            int stillFailing = 0;
            var files = new FailingFiles((_, _) => Fails(), static () => new IOException("a bad sector"), effect);
            await CheckAsync(files, heals: true, WriteTogetherAsync);

            // Asked by one at a time: whoever has the disk.
            bool Fails()
            {
                if (stillFailing == 0 && random.NextDouble() < 0.15)
                {
                    stillFailing = random.Next(1, 5);
                }

                return stillFailing > 0 && stillFailing-- > 0;
            }
        }
    }

    private async Task<IReadOnlyList<string>> RunAsync(int n, int times, Effect effect, Type fault, bool heals = true)
    {
        var files = new FailingFiles(
            (call, _) => call >= n && call - n < times, () => (Exception)Activator.CreateInstance(fault, "a bad sector")!, effect);
        try
        {
            await CheckAsync(files, heals, WriteAsync);
        }
        catch (Exception failure) when (n < int.MaxValue)
        {
            string calls = string.Join(", ", files.Calls);
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"With call {n} failing, of {calls}: {failure.Message}"), failure);
        }

        return files.Calls;
    }

    private async Task CheckAsync(FailingFiles files, bool heals, Func<ModelRegistryEmulator, HttpClient, Ledger, Action, Task> write)
    {
        string dataFile = Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"{_files++}.json"));
        var time = new TickingTime();
        var options = new ModelRegistryEmulatorOptions { DataFile = dataFile, TimeProvider = time, Files = files, Compaction = Eager };
        var ledger = new Ledger();
        await using (var registry = await ModelRegistryEmulator.StartAsync(options, TestContext.Current.CancellationToken))
        {
            using HttpClient http = registry.Connect();
            await write(registry, http, ledger, () => files.Arm());
            ledger.Check(registry.Snapshot());
            if (heals)
            {
                files.Arm(false);
                Assert.NotNull(await ledger.CreateAsync(http, "RegisteredModel", "registered_models", "healed"));
                ledger.Check(registry.Snapshot());
            }
        }

        await using ModelRegistryEmulator again = ModelRegistryEmulator.Create(new() { DataFile = dataFile });
        ledger.Check(again.Snapshot(), orRefused: !heals && WasWritten(files));
    }

    // A write that is whole in the file when the disk refuses to flush it, and to cut it off again ever after, is there at the next start.
    private static bool WasWritten(FailingFiles files) => files.FirstFailure > 0 && files.Calls[files.FirstFailure - 1] == "flush";

    private static async Task WriteAsync(ModelRegistryEmulator registry, HttpClient http, Ledger ledger, Action arm)
    {
        (string[] versions, string run) = await PrepareAsync(ledger, http);
        string model = (await ledger.CreateAsync(http, "RegisteredModel", "registered_models", "base"))!;
        arm();
        string? artifact = null;
        var attached = new List<string>();
        for (int i = 0; i < 4; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"m{i}");
            await ledger.CreateAsync(http, "RegisteredModel", "registered_models", name);
            // What was refused is nowhere, so it is not taken either.
            await ledger.CreateAsync(http, "RegisteredModel", "registered_models", name);
            await ledger.DescribeAsync(http, model, "base", name);
            await ledger.MeasureAsync(http, run, "accuracy", i);
            if (attached.Count < versions.Length)
            {
                string version = versions[attached.Count];
                if (await ledger.AttachAsync(http, version, "readme", artifact, [.. attached, version]) is { } id)
                {
                    artifact = id;
                    attached.Add(version);
                }
            }

            await ledger.LookAsync(http);
        }

        if (await ledger.ResetAsync(registry, http))
        {
            await ledger.CreateAsync(http, "RegisteredModel", "registered_models", "anew");
        }
    }

    private static async Task WriteTogetherAsync(ModelRegistryEmulator registry, HttpClient http, Ledger ledger, Action arm)
    {
        (_, string run) = await PrepareAsync(ledger, http);
        arm();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            string metric = string.Create(CultureInfo.InvariantCulture, $"metric{writer}");
            for (int i = 0; i < 15; i++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"m{writer}-{i}");
                if (await ledger.CreateAsync(http, "RegisteredModel", "registered_models", name) is { } id)
                {
                    await ledger.DescribeAsync(http, id, name, "described");
                }

                await ledger.MeasureAsync(http, run, metric, i);
                string shared = string.Create(CultureInfo.InvariantCulture, $"shared{i}");
                await ledger.CreateAsync(http, "RegisteredModel", "registered_models", shared);
                await ledger.LookAsync(http);
            }
        })));
    }

    private static async Task<(string[] Versions, string Run)> PrepareAsync(Ledger ledger, HttpClient http)
    {
        string model = (await ledger.CreateAsync(http, "RegisteredModel", "registered_models", "with versions"))!;
        string[] versions =
        [
            (await ledger.CreateAsync(http, "ModelVersion", "model_versions", "1", more: $",\"registeredModelId\":\"{model}\""))!,
            (await ledger.CreateAsync(http, "ModelVersion", "model_versions", "2", more: $",\"registeredModelId\":\"{model}\""))!,
        ];
        string experiment = (await ledger.CreateAsync(http, "Experiment", "experiments", "tuning"))!;
        string more = $",\"experimentId\":\"{experiment}\"";
        return (versions, (await ledger.CreateAsync(http, "ExperimentRun", "experiment_runs", "run", more: more))!);
    }
}
