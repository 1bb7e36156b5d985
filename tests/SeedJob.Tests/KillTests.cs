using System.Text.Json;

namespace SeedJob.Tests;

/// <summary>The job, or the registry it writes to, ends without warning at any moment; the next run makes it good.</summary>
[Trait("Category", "Slow")]
public sealed class KillTests : IDisposable
{
    private const int Models = 200;
    private const int Entities = 3 * Models;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 600_000)]
    public async Task Killed_again_and_again_with_an_embedded_registry_it_still_converges()
    {
        string seed = _folder.Write("seed.yaml", Seeds.Of(Models, set: "vetted"));
        string registry = $"embedded:{_folder["data"]}";

        await KillManyTimesAsync(new Random(20260101), 20, seed, registry);

        await AssertConvergedAsync(seed, registry);
    }

    [Fact(Timeout = 600_000)]
    public async Task Killed_again_and_again_with_a_registry_of_its_own_it_still_converges()
    {
        string seed = _folder.Write("seed.yaml", Seeds.Of(Models, set: "vetted"));
        await using var emulator = JobProcess.Start("emulator", "--data", _folder["data"]);
        string listening = await emulator.Out.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        string registry = listening.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('.');

        await KillManyTimesAsync(new Random(20260102), 30, seed, registry);

        await AssertConvergedAsync(seed, registry);
    }

    /// <summary>
    /// Lets each run make so many changes, by the lines of its audit log, and kills it then. How far it has really come at that moment is
    /// up to the scheduler, which is the point.
    /// </summary>
    private static async Task KillManyTimesAsync(Random random, int kills, string seed, string registry)
    {
        int share = 2 * Entities / kills;
        for (int kill = 0; kill < kills; kill++)
        {
            await using var job = JobProcess.Start("apply", seed, "--registry", registry, "--audit-log", "-");
            await job.ReadLinesAsync(random.Next(share));
            job.Kill();
            await job.EndAsync();
        }
    }

    private static async Task AssertConvergedAsync(string seed, string registry)
    {
        await using var last = JobProcess.Start("apply", seed, "--registry", registry, "--output", "json");
        Job applied = await last.EndAsync();
        Assert.True(applied.ExitCode == 0, applied.ToString());
        using JsonDocument result = JsonDocument.Parse(applied.Out);
        JsonElement counts = result.RootElement.GetProperty("counts");
        Assert.Equal(
            Entities,
            counts.GetProperty("created").GetInt32()
                + counts.GetProperty("adopted").GetInt32() + counts.GetProperty("unchanged").GetInt32());

        await using var verify = JobProcess.Start("verify", seed, "--registry", registry);
        Job verified = await verify.EndAsync();
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Equal($"No changes: the registry is as the seed says ({Entities} unchanged).\n", verified.Out);

        // Nothing is there twice, and nothing is there that the seed does not say.
        await using var export = JobProcess.Start("export", "--registry", registry);
        Job exported = await export.EndAsync();
        string[] lines = exported.Out.Split('\n');
        Assert.Equal(Models, lines.Count(line => line.StartsWith("  - name: model-", StringComparison.Ordinal)));
        Assert.Equal(Models, lines.Count(line => line.StartsWith("      - name: ", StringComparison.Ordinal)));
        string[] uris = [.. lines.Select(line => line.Trim()).Where(line => line.StartsWith("uri: ", StringComparison.Ordinal))];
        Assert.Equal(Models, uris.Length);
        Assert.Equal(Models, uris.Distinct(StringComparer.Ordinal).Count());
    }
}
