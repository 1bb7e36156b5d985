using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Persistence;
using ModelRegistry.Emulator.Store;

namespace ModelRegistry.Emulator.Tests.Persistence;

/// <summary>One thing each that goes wrong with the disk or the data file.</summary>
[Trait("Category", "Slow")]
public sealed class BadDiskTests : IDisposable
{
    private const string Full = "no room";

    private readonly string _directory = Directory.CreateTempSubdirectory("registry").FullName;

    private string DataFile => Path.Combine(_directory, "granite.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact(Timeout = 60_000)]
    public async Task What_is_on_its_way_to_the_disk_is_seen_by_nobody_and_whoever_builds_on_it_shares_its_fate()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var answer = new SemaphoreSlim(0);
        var files = new FailingFiles(
            (_, call) =>
            {
                if (call != "flush" || reached.Task.IsCompleted)
                {
                    return false;
                }

                reached.SetResult();
                answer.Wait();
                return true;
            },
            static () => new IOException(Full));
        await using ModelRegistryEmulator registry = await StartAsync(files);
        using HttpClient http = registry.Connect();
        string kept = registry.AddRegisteredModel("kept");
        files.Arm();

        Task<(HttpStatusCode Status, JsonElement Json)> first = http.PostAsync("registered_models", """{"name":"m"}""");
        await reached.Task;
        // Refused and written on the strength of a write that is not there yet: neither can be told before that is.
        Task<(HttpStatusCode Status, JsonElement Json)> taken = http.PostAsync("registered_models", """{"name":"m"}""");
        await WaitForIdAsync(registry.Registry.Draft, lastId: 3);
        Task<(HttpStatusCode Status, JsonElement Json)> below = http.PostAsync(
            "model_versions", """{"name":"v","registeredModelId":"2"}""");
        (HttpStatusCode found, _) = await http.ReadAsync("registered_model?name=m");
        (_, JsonElement list) = await http.ReadAsync("registered_models");
        await WaitForIdAsync(registry.Registry.Draft, lastId: 4);
        answer.Release();

        Assert.Equal(HttpStatusCode.NotFound, found);
        Assert.Equal(kept, Assert.Single(list.GetProperty("items").EnumerateArray()).Text("id"));
        Assert.All(await Task.WhenAll(first, taken, below), static reply =>
        {
            Assert.Equal(HttpStatusCode.InternalServerError, reply.Status);
            Assert.EndsWith(Full, reply.Json.Text("message"), StringComparison.Ordinal);
        });
        Assert.Empty(registry.Snapshot().ModelVersions);
        (HttpStatusCode again, JsonElement model) = await http.PostAsync("registered_models", """{"name":"m"}""");
        Assert.Equal(HttpStatusCode.Created, again);
        // As in a database, an id that was taken is not taken again, whatever became of it.
        Assert.Equal("5", model.Text("id"));
    }

    [Fact]
    public async Task Code_is_told_by_an_exception_and_nothing_has_changed()
    {
        var files = new FailingFiles(static (_, call) => call == "write", static () => new UnauthorizedAccessException(Full));
        await using ModelRegistryEmulator registry = await StartAsync(files);
        string model = registry.AddRegisteredModel("kept");
        files.Arm();

        Assert.Throws<IOException>(() => registry.AddRegisteredModel("lost"));
        Assert.Throws<IOException>(() => registry.Invoke("PATCH", $"registered_models/{model}", """{"description":"lost"}"""));
        IOException fault = Assert.Throws<IOException>(registry.Reset);

        Assert.EndsWith(Full, fault.Message, StringComparison.Ordinal);
        Assert.Equal(200, registry.Invoke("GET", $"registered_models/{model}").Status);
        Assert.DoesNotContain("lost", Assert.Single(registry.Snapshot().RegisteredModels).Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_room_of_a_write_that_failed_is_given_back_at_once()
    {
        var files = new FailingFiles(static (_, call) => call == "flush", static () => new IOException(Full));
        await using ModelRegistryEmulator registry = await StartAsync(files);
        registry.AddRegisteredModel("kept");
        long length = new FileInfo(DataFile).Length;
        files.Arm();

        Assert.Throws<IOException>(() => registry.AddRegisteredModel("lost"));

        Assert.Equal(length, new FileInfo(DataFile).Length);
    }

    [Fact]
    public async Task What_could_not_be_cut_off_is_cut_off_at_the_end_at_last()
    {
        // Not so when the registry is closed.
        var files = new FailingFiles(static (_, call) => call is "flush" or "set length", static () => new IOException(Full));
        await using (ModelRegistryEmulator registry = await StartAsync(files))
        {
            registry.AddRegisteredModel("kept");
            files.Arm();
            Assert.Throws<IOException>(() => registry.AddRegisteredModel("lost"));
            files.Arm(false);
        }

        await AssertContentAsync("kept");
    }

    [Fact]
    public async Task A_batch_that_is_not_whole_in_the_file_counts_for_nothing()
    {
        await using (ModelRegistryEmulator registry = await StartAsync())
        {
            registry.AddRegisteredModel("kept");
            registry.Invoke("POST", "experiments", """{"name":"e"}""");
            registry.Invoke("POST", "experiment_runs", """{"name":"r","experimentId":"2"}""");
            // Two records, the value and its history.
            registry.Invoke("POST", "experiment_runs/3/artifacts", """{"artifactType":"metric","name":"accuracy","value":0.5}""");
        }

        string[] lines = await File.ReadAllLinesAsync(DataFile, TestContext.Current.CancellationToken);
        Assert.Equal(6, lines.Length);
        await File.WriteAllLinesAsync(DataFile, lines[..5], TestContext.Current.CancellationToken);

        await using (ModelRegistryEmulator registry = await StartAsync())
        {
            Assert.Empty(registry.Snapshot().Artifacts);
            registry.AddRegisteredModel("next");
        }

        await AssertContentAsync("kept", "next");
    }

    [Fact]
    public async Task A_torn_end_is_cut_off_before_anything_is_written_behind_it()
    {
        await using (ModelRegistryEmulator registry = await StartAsync())
        {
            registry.AddRegisteredModel("kept");
        }

        long length = new FileInfo(DataFile).Length;
        await File.AppendAllTextAsync(DataFile, "{\"sum\":\"" + new string('0', 5000), TestContext.Current.CancellationToken);

        await using (ModelRegistryEmulator registry = await StartAsync())
        {
            Assert.Equal(length, new FileInfo(DataFile).Length);
            registry.AddRegisteredModel("next");
        }

        await AssertContentAsync("kept", "next");
    }

    [Fact]
    public async Task A_torn_end_that_cannot_be_cut_off_keeps_the_file_from_being_opened()
    {
        await using (ModelRegistryEmulator registry = await StartAsync())
        {
            registry.AddRegisteredModel("kept");
        }

        await File.AppendAllTextAsync(DataFile, "{", TestContext.Current.CancellationToken);
        var files = new FailingFiles(static (_, call) => call == "set length", static () => new IOException(Full));
        files.Arm();

        await Assert.ThrowsAsync<IOException>(() => StartAsync(files));

        await AssertContentAsync("kept");
    }

    [Theory]
    [InlineData("create")]
    [InlineData("new write")]
    [InlineData("new flush")]
    [InlineData("move")]
    public async Task What_keeps_the_file_from_being_written_anew_leaves_nothing_behind_and_is_not_tried_at_each_write(string failing)
    {
        var files = new FailingFiles((_, call) => call == failing, static () => new UnauthorizedAccessException(Full));
        await DescribeOftenAsync(files);

        Assert.Equal([DataFile], Directory.GetFiles(_directory));
        // The file grows to sixteen times the size that is worth it, by a quarter from one attempt to the next.
        Assert.InRange(files.Calls.Count(static call => call == "create"), 8, 20);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("new write")]
    [InlineData("new flush")]
    [InlineData("move")]
    public async Task What_kept_the_file_from_being_written_anew_does_so_no_longer_when_it_is_gone(string failing)
    {
        int attempts = 0;
        var files = new FailingFiles((_, call) => call == failing && ++attempts <= 3, static () => new NotSupportedException(Full));
        await DescribeOftenAsync(files);

        Assert.True(attempts > 3);
        Assert.InRange(new FileInfo(DataFile).Length, 1, 2048);
    }

    [Fact]
    public async Task The_name_of_a_file_is_on_the_disk_before_what_is_written_to_it_is_acknowledged()
    {
        bool fails = true;
        var files = new FailingFiles((_, call) => call == "flush name" && fails, static () => new IOException(Full));
        await using ModelRegistryEmulator registry = await StartAsync(files, new JournalCompaction(MinimumBytes: 1024, Growth: 1));
        files.Arm();
        Assert.Throws<IOException>(() => registry.AddRegisteredModel("lost"));
        fails = false;

        string model = registry.AddRegisteredModel("kept");
        while (!files.Calls.Contains("move"))
        {
            Describe(registry, model, files.Calls.Count);
        }

        fails = true;
        Assert.Throws<IOException>(() => Describe(registry, model, -1));
        fails = false;
        Assert.Equal(200, Describe(registry, model, -2).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_somebody_took_away_takes_no_writes(bool replaced)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        registry.AddRegisteredModel("kept");
        string elsewhere = Path.Combine(_directory, "elsewhere.json");
        File.Move(DataFile, elsewhere);
        if (replaced)
        {
            await File.WriteAllTextAsync(DataFile, "another's", TestContext.Current.CancellationToken);
        }

        IOException fault = Assert.Throws<IOException>(() => registry.AddRegisteredModel("lost"));

        Assert.Contains($"'{DataFile}' has been removed or replaced", fault.Message, StringComparison.Ordinal);
        Assert.Equal(replaced, File.Exists(DataFile));
        File.Move(elsewhere, DataFile, overwrite: true);
        registry.AddRegisteredModel("back");
        Assert.Equal(["kept", "back"], registry.Snapshot().RegisteredModels.Select(static model => model.Name));
    }

    [Fact]
    public async Task A_link_stays_one_when_the_file_is_written_anew()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        string link = Path.Combine(_directory, "link.json");
        File.CreateSymbolicLink(link, "granite.json");
        var compaction = new JournalCompaction(MinimumBytes: 1024, Growth: 1);
        var options = new ModelRegistryEmulatorOptions { DataFile = link, Compaction = compaction };
        await using (ModelRegistryEmulator registry = ModelRegistryEmulator.Create(options))
        {
            string model = registry.AddRegisteredModel("kept");
            for (int i = 0; i < 64; i++)
            {
                Describe(registry, model, i);
            }
        }

        Assert.Equal("granite.json", new FileInfo(link).LinkTarget);
        Assert.InRange(new FileInfo(DataFile).Length, 1, 2048);
        await AssertContentAsync("kept");
    }

    [Theory]
    [InlineData("write", Effect.None)]
    [InlineData("write", Effect.Half)]
    [InlineData("write", Effect.Whole)]
    [InlineData("flush", Effect.None)]
    public async Task A_file_that_could_not_be_begun_can_be_begun_later(string failing, Effect effect)
    {
        var files = new FailingFiles((_, call) => call == failing, static () => new IOException(Full), effect);
        files.Arm();
        await Assert.ThrowsAsync<IOException>(() => StartAsync(files));

        await using (ModelRegistryEmulator registry = await StartAsync())
        {
            registry.AddRegisteredModel("kept");
        }

        await AssertContentAsync("kept");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pipe_is_no_data_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes among its files.");
        using Process process = Process.Start("mkfifo", [DataFile]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        IOException refusal = await Assert.ThrowsAsync<IOException>(() => StartAsync());

        Assert.Contains($"'{DataFile}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_registry_that_is_closed_refuses_writes_and_hangs_nobody()
    {
        ModelRegistryEmulator registry = await StartAsync();
        registry.AddRegisteredModel("kept");
        await registry.DisposeAsync();
        await registry.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => registry.AddRegisteredModel("late"));
        Assert.Throws<ObjectDisposedException>(registry.Reset);
        Assert.Equal("kept", Assert.Single(registry.Snapshot().RegisteredModels).Name);
        await AssertContentAsync("kept");
    }

    private async Task DescribeOftenAsync(FailingFiles files)
    {
        await using (ModelRegistryEmulator registry = await StartAsync(files, new JournalCompaction(MinimumBytes: 1024, Growth: 1)))
        {
            string model = registry.AddRegisteredModel("kept");
            files.Arm();
            for (int i = 0; i < 64; i++)
            {
                Assert.Equal(200, Describe(registry, model, i).Status);
            }
        }

        await AssertContentAsync("kept");
    }

    private static RegistryResponse Describe(ModelRegistryEmulator registry, string model, int number) => registry.Invoke(
        "PATCH", $"registered_models/{model}", string.Create(CultureInfo.InvariantCulture, $$"""{"description":"{{number}}"}"""));

    // Each of them takes an id, refused or not.
    private static async Task WaitForIdAsync(EntityStore draft, int lastId)
    {
        while (LastId() < lastId)
        {
            await Task.Yield();
        }

        int LastId()
        {
            lock (draft.Gate)
            {
                return draft.LastId(EntityTypes.RegisteredModel.Table);
            }
        }
    }

    private Task<ModelRegistryEmulator> StartAsync(IFileLayer? files = null, JournalCompaction? compaction = null)
    {
        files ??= SystemFiles.Instance;
        compaction ??= new JournalCompaction();
        var options = new ModelRegistryEmulatorOptions { DataFile = DataFile, Files = files, Compaction = compaction };
        return ModelRegistryEmulator.StartAsync(options, TestContext.Current.CancellationToken);
    }

    private async Task AssertContentAsync(params string[] models)
    {
        await using ModelRegistryEmulator registry = ModelRegistryEmulator.Create(new() { DataFile = DataFile });
        Assert.Equal(models, registry.Snapshot().RegisteredModels.Select(static model => model.Name));
    }
}
