using System.Globalization;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>
/// A registry whose database goes away half-way, in the manner of either database: every command waits for it and finishes.
/// </summary>
public sealed class DatabaseOutageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<RegistryDatabase, string> Commands
    {
        get
        {
            var commands = new TheoryData<RegistryDatabase, string>();
            foreach (RegistryDatabase database in Enum.GetValues<RegistryDatabase>())
            {
                foreach (string command in (string[])[
                    "wait",
                    "plan",
                    "verify",
                    "export",
                    "filtered export",
                    "report",
                    "archive",
                    "restore",
                    "unchanged apply",
                    "apply",
                ])
                {
                    commands.Add(database, command);
                }
            }

            return commands;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_waits_and_finishes_wherever_the_database_goes_away(RegistryDatabase database, string command)
    {
        string seed = _folder.Write("seed.yaml", Seeds.Of(3));
        foreach (DatabaseOutageReason reason in Enum.GetValues<DatabaseOutageReason>())
        {
            for (int after = 0; ; after++)
            {
                await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
                    new() { Database = database }, TestContext.Current.CancellationToken);
                string url = registry.BaseAddress.ToString();
                if (command != "apply")
                {
                    Assert.Equal(0, (await Job.RunAsync(["apply", seed, "--registry", url])).ExitCode);
                }

                if (command == "restore")
                {
                    Assert.Equal(0, (await Job.RunAsync(["archive", "model-001", "--registry", url])).ExitCode);
                }

                registry.ClearRequests();
                registry.Faults.Add(new DatabaseOutage { Reason = reason, After = after, Requests = 3 });
                Job job = await Job.RunAsync(
                    [.. Arguments(command, seed), "--registry", url], adjust: environment => environment with { Time = new HurriedTime() });

                Assert.True(job.ExitCode == 0, $"{reason} after {after} requests: {job}");
                Assert.Contains(Outcome(command), job.Out, StringComparison.Ordinal);
                RegistrySnapshot content = registry.Snapshot();
                Assert.Equal((3, 3, 3), (content.RegisteredModels.Count, content.ModelVersions.Count, content.Artifacts.Count));
                if (registry.Faults.Count > 0)
                {
                    // The command was over before.
                    Assert.True(after > 0);
                    break;
                }
            }
        }
    }

    [Theory]
    [InlineData(RegistryDatabase.MariaDb, "wait")]
    [InlineData(RegistryDatabase.PostgreSql, "wait")]
    [InlineData(RegistryDatabase.PostgreSql, "plan")]
    [InlineData(RegistryDatabase.PostgreSql, "verify")]
    [InlineData(RegistryDatabase.PostgreSql, "export")]
    [InlineData(RegistryDatabase.PostgreSql, "filtered export")]
    [InlineData(RegistryDatabase.PostgreSql, "archive")]
    public async Task One_that_stays_away_is_waited_for_as_long_as_was_said(RegistryDatabase database, string command)
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            new() { Database = database }, TestContext.Current.CancellationToken);
        registry.Faults.Add(new DatabaseOutage());
        var time = new HurriedTime();
        DateTimeOffset start = time.GetUtcNow();

        Job job = await Job.RunAsync(
            [
                .. Arguments(command, _folder.Write("seed.yaml", Seeds.Of(3))),
                "--registry",
                registry.BaseAddress.ToString(),
                "--wait",
                "90s",
            ],
            adjust: environment => environment with { Time = time });

        Assert.True(job.ExitCode == 4, job.ToString());
        Assert.Contains("was not ready within 90 s", job.Error, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(90), time.GetUtcNow() - start);
    }

    [Fact]
    public async Task A_filter_that_is_wrong_is_bad_input_at_once()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            new() { Database = RegistryDatabase.PostgreSql }, TestContext.Current.CancellationToken);
        registry.AddRegisteredModel("m");

        Job job = await Job.RunAsync(["export", "--filter", "name = 5", "--registry", registry.BaseAddress.ToString()]);

        Assert.True(job.ExitCode == 3, job.ToString());
        Assert.Contains("--filter is nothing that the registry understands", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_the_database_refuses_fails_for_good_and_is_sent_once()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        registry.Faults.Add(new Fault
        {
            Method = "POST",
            Status = System.Net.HttpStatusCode.InternalServerError,
            ContentType = "application/json",
            Body =
                """{"code":"Internal Server Error","message":"error saving registered model: ERROR: index row size 2712 exceeds btree version 4 maximum 2704 (SQLSTATE 54000)"}""",
            Times = int.MaxValue,
        });

        Job job = await Job.RunAsync(
            [
                "apply",
                _folder.Write("seed.yaml", Seeds.Of(1)),
                "--registry",
                registry.BaseAddress.ToString(),
                "--audit-log",
                _folder["audit"],
            ],
            adjust: environment => environment with { Time = new HurriedTime() });

        Assert.True(job.ExitCode == 1, job.ToString());
        Assert.Single(registry.Requests, request => request.Method == "POST");
        Assert.DoesNotContain(
            "unconfirmed",
            job.Out + await File.ReadAllTextAsync(_folder["audit"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    /// <summary>SEED_OUTAGE_RUNS=50 makes this many runs for each database, with three seconds of real time.</summary>
    [Theory]
    [InlineData(RegistryDatabase.MariaDb)]
    [InlineData(RegistryDatabase.PostgreSql)]
    public async Task A_seed_of_300_models_is_finished_though_the_database_restarts_half_way(RegistryDatabase database)
    {
        string? asked = Environment.GetEnvironmentVariable("SEED_OUTAGE_RUNS");
        int runs = string.IsNullOrEmpty(asked) ? 2 : int.Parse(asked, CultureInfo.InvariantCulture);
        string seed = _folder.Write("seed.yaml", Seeds.Of(300));
        for (int run = 1; run <= runs; run++)
        {
            // In hurried time the outage is over once the job has waited for so long.
            TimeProvider time = string.IsNullOrEmpty(asked) ? new HurriedTime() : TimeProvider.System;
            await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
                new() { Database = database, TimeProvider = time, RequestLogCapacity = 0 }, TestContext.Current.CancellationToken);
            registry.Faults.Add(new DatabaseOutage { After = 50 + (run * 397 % 800), Duration = TimeSpan.FromSeconds(0.5) });
            registry.Faults.Add(
                new DatabaseOutage { Reason = DatabaseOutageReason.ConnectionRefused, Duration = TimeSpan.FromSeconds(1.5) });
            registry.Faults.Add(new DatabaseOutage { Reason = DatabaseOutageReason.StartingUp, Duration = TimeSpan.FromSeconds(1) });

            Job job = await Job.RunAsync(
                ["apply", seed, "--registry", registry.BaseAddress.ToString(), "--audit-log", _folder["audit"]],
                adjust: environment => environment with { Time = time });

            Assert.True(job.ExitCode == 0, $"Run {run}: {job.Error}\n{job.Out[^Math.Min(job.Out.Length, 1000)..]}");
            Assert.Equal(0, registry.Faults.Count);
            Assert.EndsWith("900 created, 0 updated, 0 archived, 0 unchanged\n", job.Out, StringComparison.Ordinal);
            RegistrySnapshot content = registry.Snapshot();
            Assert.Equal((300, 300, 300), (content.RegisteredModels.Count, content.ModelVersions.Count, content.Artifacts.Count));
            string[] lines = await File.ReadAllLinesAsync(_folder["audit"], TestContext.Current.CancellationToken);
            Assert.Equal(900, lines.Length);
            Assert.All(lines, line => Assert.DoesNotContain("unconfirmed", line, StringComparison.Ordinal));
            File.Delete(_folder["audit"]);
        }
    }

    private static string[] Arguments(string command, string seed) => command switch
    {
        "plan" or "verify" => [command, seed],
        "apply" or "unchanged apply" => ["apply", seed],
        "filtered export" => ["export", "--filter", "name LIKE 'model%'"],
        "archive" or "restore" => [command, "model-001"],
        _ => [command],
    };

    private static string Outcome(string command) => command switch
    {
        "plan" or "verify" => "No changes: the registry is as the seed says (9 unchanged).",
        "apply" => "9 created, 0 updated, 0 archived, 0 unchanged",
        "unchanged apply" => "0 created, 0 updated, 0 archived, 9 unchanged",
        "archive" => "now ARCHIVED: RegisteredModel model-001",
        "restore" => "now LIVE: RegisteredModel model-001",
        "wait" => "responds.",
        _ => "model-002",
    };
}
