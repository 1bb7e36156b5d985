using ModelRegistry.Client;
using ModelRegistry.Emulator;
using ModelRegistry.Seeding;

namespace SeedJob.Tests;

/// <summary>The job is a shell over the embedded runner: both ask a registry for the same.</summary>
public sealed class RunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_job_and_the_runner_send_the_same_requests()
    {
        await using ModelRegistryEmulator ofJob = await StartAsync();
        await using ModelRegistryEmulator ofRunner = await StartAsync();
        using var client = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = ofRunner.BaseAddress });
        string[] seeds =
        [
            _folder.Write("first.yaml", Seeds.Of(3, set: "ours")),
            _folder.Write("changed.yaml", Seeds.Of(3, set: "ours", description: "another one", from: 1)),
        ];

        foreach (string seed in seeds.Append(seeds[^1]))
        {
            foreach (string[] dryRun in (string[][])[["--dry-run"], []])
            {
                string[] arguments =
                [
                    "apply",
                    seed,
                    "--prune",
                    "--concurrency",
                    "1",
                    "--registry",
                    ofJob.BaseAddress.ToString(),
                    .. dryRun,
                ];
                Job job = await Job.RunAsync(arguments);
                var options = new SeedRunnerOptions { Prune = true, Concurrency = 1, DryRun = dryRun.Length > 0 };
                SeedResult result = await new SeedRunner(client, options)
                    .RunAsync(SeedSource.Files(seed), null, TestContext.Current.CancellationToken);

                Assert.Equal((0, true), (job.ExitCode, result.IsSuccess));
                Assert.NotEmpty(ofJob.Requests);
                Assert.Equal(ofJob.Requests.Select(Describe), ofRunner.Requests.Select(Describe));
                ofJob.ClearRequests();
                ofRunner.ClearRequests();
            }
        }

        Assert.Equal(4, ofRunner.Snapshot().RegisteredModels.Count);
    }

    private static Task<ModelRegistryEmulator> StartAsync() =>
        ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    private static string Describe(RecordedRequest request) => $"{request.Method} {request.Path}{request.Query} {Marks(request.Body)}";

    /// <summary>When something was archived is another moment in each registry.</summary>
    private static string Marks(string? body) => System.Text.RegularExpressions.Regex.Replace(
        body ?? "", "\"[0-9]{13}\"", "\"…\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
