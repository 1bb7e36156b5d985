using System.Text.Json;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>Several jobs use one registry at a time: each says what it did itself, and takes nothing from another's set.</summary>
public sealed class OwnershipTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_whose_set_loses_a_race_takes_nothing_and_exits_with_1()
    {
        await using SharedRegistry shared = await SharedRegistry.StartAsync();
        string theirs = _folder.Write("theirs.yaml", Seeds.Of(1, set: "theirs"));
        string ours = _folder.Write("ours.yaml", Seeds.Of(2, set: "ours", description: "changed"));
        shared.Before("POST", "/registered_models", () => Job.RunAsync(["apply", theirs, "--registry", shared.Address]));

        Job job = await Job.RunAsync(
            ["apply", ours, "--registry", shared.Address, "--concurrency", "1", "--prune", "--audit-log", _folder["audit"]]);

        Assert.True(job.ExitCode == 1, job.ToString());
        Assert.EndsWith("3 created, 0 updated, 0 archived, 0 unchanged, 1 failed\n", job.Out, StringComparison.Ordinal);
        Assert.Contains("error: model-000: it belongs to the set 'theirs'", job.Error, StringComparison.Ordinal);
        RegistryEntity model = shared.Registry.Snapshot().RegisteredModels.Single(model => model.Name == "model-000");
        Assert.Equal("theirs", model.CustomProperties["_seedSet"]);
        Assert.Equal(3, (await File.ReadAllLinesAsync(_folder["audit"], Cancellation)).Length);
    }

    [Fact]
    public async Task What_is_taken_over_while_the_job_runs_is_not_archived_and_not_said_to_have_failed()
    {
        await using SharedRegistry shared = await SharedRegistry.StartAsync();
        await Job.RunAsync(["apply", _folder.Write("before.yaml", Seeds.Of(2, set: "ours")), "--registry", shared.Address]);
        string theirs = _folder.Write("theirs.yaml", Seeds.Of(1, set: "theirs", from: 1));
        shared.Before("PATCH", "/registered_models/", () => Job.RunAsync(["apply", theirs, "--registry", shared.Address, "--take-over"]));

        string ours = _folder.Write("ours.yaml", Seeds.Of(1, set: "ours", description: "changed"));

        Job job = await Job.RunAsync(["apply", ours, "--registry", shared.Address, "--prune"]);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.EndsWith("0 created, 1 updated, 0 archived, 4 unchanged\n", job.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", job.Error, StringComparison.Ordinal);
        RegistrySnapshot after = shared.Registry.Snapshot();
        Assert.All(after.RegisteredModels.Concat(after.ModelVersions), entity => Assert.Equal("LIVE", entity.State));
    }

    [Fact]
    public async Task What_was_found_when_it_was_to_be_created_is_counted_apart()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);
        registry.Faults.Add(new Fault { Method = "POST", Route = "model_versions", Effect = FaultEffect.CutAfter });
        string seed = _folder.Write("seed.yaml", Seeds.Of(1));
        string url = registry.BaseAddress.ToString();

        Job job = await Job.RunAsync(["apply", seed, "--registry", url, "--termination-log", _folder["status"]]);

        const string Summary = "2 created, 0 updated, 0 archived, 0 unchanged, 1 adopted\n";
        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.EndsWith(Summary, job.Out, StringComparison.Ordinal);
        Assert.StartsWith(Summary, await File.ReadAllTextAsync(_folder["status"], Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_jobs_at_once_report_each_entity_as_created_once()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);
        string seed = _folder.Write("seed.yaml", Seeds.Of(20, set: "ours"));

        Job[] jobs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Job.RunAsync(
            ["apply", seed, "--registry", registry.BaseAddress.ToString(), "--output", "json"])));

        Assert.All(jobs, job => Assert.True(job.ExitCode == 0, job.ToString()));
        int[][] counts = [.. jobs.Select(job =>
        {
            JsonElement json = JsonDocument.Parse(job.Out).RootElement.GetProperty("counts");
            string[] names = ["created", "adopted", "unchanged", "updated", "unconfirmed"];
            return (int[])[.. names.Select(name => json.GetProperty(name).GetInt32())];
        })];
        Assert.Equal(60, counts.Sum(count => count[0]));
        Assert.All(counts, count => Assert.Equal((60, 0, 0), (count[0] + count[1] + count[2], count[3], count[4])));
    }
}
