using System.Diagnostics;
using System.Globalization;
using System.Net;
using ModelRegistry.Emulator.Persistence;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Emulator.Tests.Persistence;

/// <summary>Real disks that fill up: what is not on them is not in the registry.</summary>
[Trait("Category", "Slow")]
public sealed class SmallDiskTests
{
    private const int Writers = 8;
    private const int Enough = 5;

    private static readonly string Padding = new('x', 700);

    [Fact]
    public async Task On_a_full_disk_the_registry_has_exactly_what_it_acknowledged_then_and_later()
    {
        using SmallFileSystem disk = SmallFileSystem.Mount("size=64k");
        var ledger = new Ledger();
        await using (ModelRegistryEmulator registry = await StartAsync(disk["granite.json"]))
        {
            using HttpClient http = registry.Connect();
            await FillAsync(ledger, http);
            Assert.True(ledger.Acknowledged > 20);
            ledger.Check(registry.Snapshot());

            disk.Resize("size=4m");
            Assert.NotNull(await ledger.CreateAsync(http, "RegisteredModel", "registered_models", "room again"));
            ledger.Check(registry.Snapshot());
        }

        await using ModelRegistryEmulator again = await StartAsync(disk["granite.json"]);
        ledger.Check(again.Snapshot());
    }

    [Fact]
    public async Task Without_a_file_to_spare_for_writing_anew_the_registry_goes_on()
    {
        // The directory and the data file.
        using SmallFileSystem disk = SmallFileSystem.Mount("size=4m,nr_inodes=2");
        var ledger = new Ledger();
        var compaction = new JournalCompaction(MinimumBytes: 1024, Growth: 1);
        var options = new ModelRegistryEmulatorOptions { DataFile = disk["granite.json"], Compaction = compaction };
        await using (var registry = await ModelRegistryEmulator.StartAsync(options, TestContext.Current.CancellationToken))
        {
            using HttpClient http = registry.Connect();
            await DescribeOftenAsync(ledger, http);
            Assert.True(new FileInfo(disk["granite.json"]).Length > 16_384);

            disk.Resize("nr_inodes=3");
            await DescribeOftenAsync(ledger, http);
            Assert.True(new FileInfo(disk["granite.json"]).Length < 16_384);
            ledger.Check(registry.Snapshot());
        }

        await using ModelRegistryEmulator again = await StartAsync(disk["granite.json"]);
        ledger.Check(again.Snapshot());
    }

    [Fact]
    public async Task Where_files_may_not_grow_the_registry_has_exactly_what_it_acknowledged()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        string directory = Directory.CreateTempSubdirectory("registry").FullName;
        string dataFile = Path.Combine(directory, "granite.json");
        var ledger = new Ledger();
        // The runtime itself wants a large file for its code, unless it is told not to.
        ProcessStartInfo start = new("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        // As in KilledProcessTests: what is measured is this process, not that one.
        start.Environment.Remove("STRYKER_COVERAGE_FILE");
        start.Environment.Remove("STRYKER_COVERAGE_EPOCH_FILE");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("ulimit -f 64 && exec dotnet \"$0\" --registry \"$1\"");
        start.ArgumentList.Add(typeof(SmallDiskTests).Assembly.Location);
        start.ArgumentList.Add(dataFile);
        using (Process process = Process.Start(start)!)
        {
            string address = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
            using var http = new HttpClient { BaseAddress = new Uri(new Uri(address), Registry.Api) };
            await FillAsync(ledger, http);
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
        }

        await using (ModelRegistryEmulator again = await StartAsync(dataFile))
        {
            Assert.True(ledger.Acknowledged > 10);
            ledger.Check(again.Snapshot());
            using HttpClient http = again.Connect();
            Assert.NotNull(await ledger.CreateAsync(http, "RegisteredModel", "registered_models", "room again"));
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_disk_that_is_full_from_the_start_is_an_error_of_opening()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");

        IOException refusal = await Assert.ThrowsAsync<IOException>(() => StartAsync("/dev/full"));

        Assert.Contains("/dev/full", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task DescribeOftenAsync(Ledger ledger, HttpClient http)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"described after {ledger.Acknowledged}");
        string id = (await ledger.CreateAsync(http, "RegisteredModel", "registered_models", name))!;
        for (int i = 0; i < 40; i++)
        {
            Assert.True(await ledger.DescribeAsync(http, id, name, string.Create(CultureInfo.InvariantCulture, $"{i}{Padding}")));
        }
    }

    private static Task FillAsync(Ledger ledger, HttpClient http) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => FillAsync(ledger, http, writer))));

    private static async Task FillAsync(Ledger ledger, HttpClient http, int writer)
    {
        int refused = 0;
        for (int i = 0; refused < Enough; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"m{writer}-{i}");
            string? id = await ledger.CreateAsync(http, "RegisteredModel", "registered_models", name, Padding);
            if (id is not null)
            {
                refused += await ledger.DescribeAsync(http, id, name, name + Padding) ? 0 : 1;
            }
            else
            {
                refused++;
                (HttpStatusCode found, _) = await http.ReadAsync($"registered_model?name={name}");
                Assert.Equal(HttpStatusCode.NotFound, found);
            }

            // Wanted by all: whoever hears that it is taken finds it there.
            string shared = string.Create(CultureInfo.InvariantCulture, $"shared-{i}");
            await ledger.CreateAsync(http, "RegisteredModel", "registered_models", shared);
            await ledger.LookAsync(http);
        }
    }

    private static Task<ModelRegistryEmulator> StartAsync(string dataFile) =>
        ModelRegistryEmulator.StartAsync(
            new() { DataFile = dataFile, TimeProvider = new TickingTime() }, TestContext.Current.CancellationToken);
}
