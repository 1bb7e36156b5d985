using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace ModelRegistry.Emulator.Tests.Persistence;

/// <summary>A registry in a process of its own that is killed while writers are at work.</summary>
[Trait("Category", "Slow")]
public sealed class KilledProcessTests
{
    private const int Rounds = 3;
    private const int Writers = 8;
    private const int EnoughWrites = 200;

    [Fact]
    public async Task Nothing_acknowledged_is_lost()
    {
        string directory = Directory.CreateTempSubdirectory("registry").FullName;
        string dataFile = Path.Combine(directory, "granite.json");
        var acknowledged = new ConcurrentBag<string>();
        for (int round = 0; round < Rounds; round++)
        {
            await WriteUntilKilledAsync(dataFile, round, acknowledged);
        }

        await using (ModelRegistryEmulator registry = ModelRegistryEmulator.Create(new() { DataFile = dataFile }))
        {
            var kept = registry.Snapshot().RegisteredModels.Select(static model => model.Name).ToHashSet(StringComparer.Ordinal);
            Assert.True(acknowledged.Count >= Rounds * EnoughWrites);
            Assert.All(acknowledged, name => Assert.Contains(name, kept));
        }

        Directory.Delete(directory, recursive: true);
    }

    private static async Task WriteUntilKilledAsync(string dataFile, int round, ConcurrentBag<string> acknowledged)
    {
        using Process process = StartRegistry(dataFile);
        string address = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        using var http = new HttpClient { BaseAddress = new Uri(new Uri(address), Registry.Api) };
        int before = acknowledged.Count;
        var writers = Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (int i = 0; ; i++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{round}-{writer}-{i}");
                try
                {
                    (HttpStatusCode status, _) = await http.PostAsync("registered_models", $$"""{"name":"{{name}}"}""");
                    Assert.Equal(HttpStatusCode.Created, status);
                }
                catch (HttpRequestException)
                {
                    return;
                }

                acknowledged.Add(name);
                if (acknowledged.Count >= before + EnoughWrites)
                {
                    // SIGKILL, while the other writers wait for their answers.
                    process.Kill();
                }
            }
        });
        await Task.WhenAll(writers);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static Process StartRegistry(string dataFile)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(KilledProcessTests).Assembly.Location);
        start.ArgumentList.Add("--registry");
        start.ArgumentList.Add(dataFile);
        // While the tests are measured, whoever has this is asked what it ran, and waited for, though it was killed.
        start.Environment.Remove("STRYKER_COVERAGE_FILE");
        start.Environment.Remove("STRYKER_COVERAGE_EPOCH_FILE");
        return Process.Start(start)!;
    }
}
