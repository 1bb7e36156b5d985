using System.Net;
using System.Text.Json;
using ModelRegistry.Emulator;
using SeedJob.Running;

namespace SeedJob.Tests;

/// <summary>What apply and its neighbours do to a registry, and how they say that only a part of it was done.</summary>
public sealed class ApplyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        await using ModelRegistryEmulator registry = await StartAsync();

        Job job = await Job.RunAsync(
            ["apply", Samples.Granite, "--registry", registry.BaseAddress.ToString(), "--dry-run", "--audit-log", _folder["audit"]]);

        Assert.Equal(0, job.ExitCode);
        Assert.EndsWith("Plan: 3 to create, 0 to update, 0 to archive, 0 unchanged.\n", job.Out, StringComparison.Ordinal);
        Assert.All(registry.Requests, request => Assert.Equal("GET", request.Method));
        Assert.False(File.Exists(_folder["audit"]));
    }

    [Fact]
    public async Task A_tag_before_a_digest_is_no_change()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string url = registry.BaseAddress.ToString();
        await ApplyAsync(url, SeedWith("oci://host/granite@sha256:aa"));
        registry.ClearRequests();

        Job tagged = await ApplyAsync(url, SeedWith("oci://host/granite:1.0@sha256:aa"));

        Assert.Equal(0, tagged.ExitCode);
        Assert.EndsWith("0 created, 0 updated, 0 archived, 3 unchanged\n", tagged.Out, StringComparison.Ordinal);
        Assert.All(registry.Requests, request => Assert.Equal("GET", request.Method));
        Job moved = await Job.RunAsync(["apply", _folder.Write("moved.yaml", SeedWith("oci://host/granite:1.0")), "--registry", url]);
        Assert.Equal(ExitCode.Failed, moved.ExitCode);
        Assert.Contains("Make a new version for the new URI.", moved.Error, StringComparison.Ordinal);

        static string SeedWith(string uri) =>
            $"formatVersion: 1\nmodels: [{{ name: granite, versions: [{{ name: '1', artifacts: [{{ uri: '{uri}' }}] }}] }}]\n";
    }

    [Fact]
    public async Task The_command_line_comes_before_the_environment()
    {
        Job job = await Job.RunAsync(
            ["apply", Samples.Granite, "--registry", "embedded", "--dry-run=false"],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["SEED_DRY_RUN"] = "true",
                ["MODEL_REGISTRY_URL"] = "http://nowhere.invalid",
            });

        Assert.Equal(0, job.ExitCode);
        Assert.EndsWith("3 created, 0 updated, 0 archived, 0 unchanged\n", job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pruning_archives_what_the_set_no_longer_declares_and_nothing_else()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string url = registry.BaseAddress.ToString();
        await ApplyAsync(url, Seeds.Of(2, set: "ours"));
        await ApplyAsync(url, Seeds.Of(1, set: "theirs", from: 10));
        await ApplyAsync(url, Seeds.Of(1, from: 20));

        Job without = await ApplyAsync(url, Seeds.Of(1, set: "ours"));
        Assert.Contains(" 0 archived", without.Out, StringComparison.Ordinal);

        Job job = await ApplyAsync(url, Seeds.Of(1, set: "ours"), "--prune");

        Assert.Equal(
            ["archived  ModelVersion    id 4 model-001/1.0", "archived  RegisteredModel id 3 model-001"],
            job.Out.Split('\n').Where(line => line.StartsWith("archived", StringComparison.Ordinal)));
        Assert.EndsWith("0 created, 0 updated, 2 archived, 3 unchanged\n", job.Out, StringComparison.Ordinal);
        Job again = await ApplyAsync(url, Seeds.Of(1, set: "ours"), "--prune");
        Assert.EndsWith("0 created, 0 updated, 0 archived, 3 unchanged\n", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_archived_by_hand_and_is_declared_stays_so_with_a_warning_until_its_state_is_declared_too()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string url = registry.BaseAddress.ToString();
        Job first = await ApplyAsync(url, Seeds.Of(2, set: "ours"));
        await Job.RunAsync(["archive", "model-001", "1.0", "--registry", url]);
        await Job.RunAsync(["archive", "model-001", "--registry", url]);

        Job back = await ApplyAsync(url, Seeds.Of(2, set: "ours"));
        string seed = _folder.Write("again.yaml", Seeds.Of(2, set: "ours"));
        Job plan = await Job.RunAsync(["plan", seed, "--registry", url, "--detailed-exitcode", "--output", "json"]);
        Job verify = await Job.RunAsync(["verify", seed, "--registry", url]);

        Assert.DoesNotContain("archived", first.Error, StringComparison.Ordinal);
        Assert.True(back.ExitCode == 0, back.ToString());
        Assert.EndsWith("0 created, 0 updated, 0 archived, 6 unchanged\n", back.Out, StringComparison.Ordinal);
        Assert.Contains(
            "warning: Archived in the registry, and left so since the seed declares no state: model-001, model-001/1.0. To bring them "
                + "back, declare 'state: LIVE' or use restore.\n",
            back.Error,
            StringComparison.Ordinal);
        Assert.Equal((2, 2), (plan.ExitCode, verify.ExitCode));
        Assert.Equal(
            ["model-001", "model-001/1.0"],
            JsonDocument.Parse(plan.Out).RootElement.GetProperty("declaredButArchived").EnumerateArray().Select(path => path.GetString()));

        string live = Seeds.Of(2, set: "ours").Replace(
            "    description:", "    state: LIVE\n    description:", StringComparison.Ordinal).Replace(
            "        artifacts:", "        state: LIVE\n        artifacts:", StringComparison.Ordinal);
        Job restored = await ApplyAsync(url, live);

        Assert.EndsWith("0 created, 2 updated, 0 archived, 4 unchanged\n", restored.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", restored.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_pruned_comes_back_when_it_is_declared_again(bool prunes)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string url = registry.BaseAddress.ToString();
        await ApplyAsync(url, Seeds.Of(2, set: "ours"));
        await ApplyAsync(url, Seeds.Of(1, set: "ours"), "--prune");
        Assert.Equal(2, Archived(registry).Count());

        Job back = await ApplyAsync(url, Seeds.Of(2, set: "ours"), prunes ? ["--prune"] : []);
        Job again = await ApplyAsync(url, Seeds.Of(2, set: "ours"));

        Assert.EndsWith("0 created, 2 updated, 0 archived, 4 unchanged\n", back.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", back.Error, StringComparison.Ordinal);
        Assert.EndsWith("0 created, 0 updated, 0 archived, 6 unchanged\n", again.Out, StringComparison.Ordinal);
        Assert.Empty(Archived(registry));
    }

    [Fact]
    public async Task What_another_set_owns_is_not_touched_until_it_is_taken_over()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string url = registry.BaseAddress.ToString();
        await ApplyAsync(url, Seeds.Of(2, set: "theirs"));
        string ours = _folder.Write("ours.yaml", Seeds.Of(2, set: "ours", from: 1, description: "changed"));

        Job plan = await Job.RunAsync(["plan", ours, "--registry", url]);
        Job refused = await Job.RunAsync(["apply", ours, "--registry", url, "--prune"]);

        Assert.True(plan.ExitCode == 1, plan.ToString());
        Assert.Contains("1 refused", plan.Out, StringComparison.Ordinal);
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.EndsWith("3 created, 0 updated, 0 archived, 0 unchanged, 1 failed\n", refused.Out, StringComparison.Ordinal);
        Assert.Contains("error: model-001: it belongs to the set 'theirs'", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--take-over", refused.Error, StringComparison.Ordinal);

        Job taken = await Job.RunAsync(["apply", ours, "--registry", url, "--take-over"]);
        Job theirs = await Job.RunAsync(["apply", _folder.Write("theirs.yaml", Seeds.Of(1, set: "theirs")), "--registry", url, "--prune"]);

        Assert.EndsWith("0 created, 2 updated, 0 archived, 4 unchanged\n", taken.Out, StringComparison.Ordinal);
        Assert.EndsWith("0 created, 0 updated, 0 archived, 3 unchanged\n", theirs.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultEffect.CutAfter, 1, false, 0, "archived")]
    [InlineData(FaultEffect.Respond, int.MaxValue, false, 4, null)]
    [InlineData(FaultEffect.CutBefore, int.MaxValue, false, 4, null)]
    [InlineData(FaultEffect.CutBefore, int.MaxValue, true, 4, "unconfirmed")]
    public async Task Archiving_by_name_is_in_the_audit_log_when_the_answer_is_lost(
        FaultEffect effect, int times, bool isAway, int code, string? operation)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string url = registry.BaseAddress.ToString();
        await ApplyAsync(url, Seeds.Of(1));
        registry.Faults.Add(new Fault { Method = "PATCH", Effect = effect, Times = times, Status = HttpStatusCode.InternalServerError });
        if (isAway)
        {
            // Found by its name and read once before the write, and not any more after it.
            registry.Faults.Add(new Fault { Method = "GET", Route = "registered_models/{id}", After = 1, Times = int.MaxValue });
        }

        Job job = await Job.RunAsync(["archive", "model-000", "--registry", url, "--audit-log", _folder["audit"]]);

        Assert.True(job.ExitCode == code, job.ToString());
        string[] lines = await File.ReadAllLinesAsync(_folder["audit"], TestContext.Current.CancellationToken);
        if (operation is null)
        {
            Assert.Empty(lines);
            return;
        }

        string line = Assert.Single(lines);
        Assert.Contains($"\"operation\":\"{operation}\"", line, StringComparison.Ordinal);
        Assert.Contains("\"before\":{\"state\":\"LIVE\"},\"after\":{\"state\":\"ARCHIVED\"}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pruning_without_a_set_is_refused()
    {
        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", "embedded", "--prune"]);

        Assert.Equal(3, job.ExitCode);
        Assert.Contains("set: NAME", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_archived_when_something_failed()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string url = registry.BaseAddress.ToString();
        await ApplyAsync(url, Seeds.Of(3, set: "ours"));
        registry.Faults.Add(new Fault { Method = "PATCH", Status = HttpStatusCode.BadRequest });

        Job job = await Job.RunAsync(
            ["apply", _folder.Write("seed.yaml", Seeds.Of(2, set: "ours", description: "changed")), "--registry", url, "--prune"]);

        Assert.Equal(1, job.ExitCode);
        Assert.EndsWith("0 created, 1 updated, 0 archived, 2 unchanged, 1 failed, 2 not archived\n", job.Out, StringComparison.Ordinal);
        Assert.Contains("warning: Not all that left the set was archived", job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "4 created, 0 updated, 0 archived, 0 unchanged, 1 failed\n")]
    [InlineData(true, "0 created, 0 updated, 0 archived, 0 unchanged, 1 failed, 4 models not reached\n")]
    public async Task Failing_fast_begins_no_further_model(bool failFast, string summary)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        registry.Faults.Add(new Fault { Method = "POST", Status = HttpStatusCode.BadRequest });
        string seed = _folder.Write("seed.yaml", "formatVersion: 1\nmodels: [{name: a}, {name: b}, {name: c}, {name: d}, {name: e}]\n");

        Job job = await Job.RunAsync(
            ["apply", seed, "--registry", registry.BaseAddress.ToString(),
            "--concurrency", "1", failFast ? "--fail-fast" : "--continue-on-error"]);

        Assert.Equal(1, job.ExitCode);
        Assert.EndsWith(summary, job.Out, StringComparison.Ordinal);
        Assert.Contains("error: a: ", job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SEED_CONTINUE_ON_ERROR", "--fail-fast", "4 models not reached")]
    [InlineData("SEED_FAIL_FAST", "--continue-on-error", "4 created")]
    [InlineData("SEED_FAIL_FAST", "--fail-fast=false", "4 created")]
    [InlineData("SEED_FAIL_FAST", "--continue-on-error=false", "4 models not reached")]
    [InlineData("SEED_CONTINUE_ON_ERROR", "--fail-fast=false", "4 created")]
    public async Task What_the_command_line_says_about_failing_fast_comes_before_what_the_environment_says(
        string variable, string option, string expected)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        registry.Faults.Add(new Fault { Method = "POST", Status = HttpStatusCode.BadRequest });
        string seed = _folder.Write("seed.yaml", "formatVersion: 1\nmodels: [{name: a}, {name: b}, {name: c}, {name: d}, {name: e}]\n");

        Job job = await Job.RunAsync(
            ["apply", seed, "--registry", registry.BaseAddress.ToString(), "--concurrency", "1", option],
            new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = "true" });

        Assert.True(job.ExitCode == 1, job.ToString());
        Assert.Contains(expected, job.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fail-fast", "--continue-on-error")]
    [InlineData]
    public async Task Failing_fast_and_going_on_exclude_each_other_in_one_place(params string[] options)
    {
        Job job = await Job.RunAsync(
            ["apply", Samples.Granite, "--registry", "embedded", .. options],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["SEED_CONTINUE_ON_ERROR"] = "true", ["SEED_FAIL_FAST"] = "1" });

        Assert.Equal(3, job.ExitCode);
        Assert.Contains("exclude each other", job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("restore")]
    public async Task A_version_that_is_not_there_is_told_with_its_models_name(string command)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        await ApplyAsync(registry.BaseAddress.ToString(), Seeds.Of(1));

        Job job = await Job.RunAsync([command, "model-000", "9.9", "--registry", registry.BaseAddress.ToString()]);

        Assert.Equal(1, job.ExitCode);
        Assert.Equal("error: The model 'model-000' has no version named '9.9'.\n", job.Error);
    }

    [Theory]
    [InlineData(new[] { 400 }, 1, "2 created, 0 updated, 0 archived, 0 unchanged, 1 failed\n")]
    [InlineData(new[] { 500 }, 4, "0 created, 0 updated, 0 archived, 0 unchanged, 3 failed\n")]
    [InlineData(new[] { 403 }, 5, "0 created, 0 updated, 0 archived, 0 unchanged, 1 failed, 2 models not reached\n")]
    [InlineData(new[] { 400, 403 }, 5, "0 created, 0 updated, 0 archived, 0 unchanged, 2 failed, 1 model not reached\n")]
    public async Task The_exit_code_tells_what_kind_of_failure_it_was(int[] statuses, int code, string summary)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        foreach (int status in statuses)
        {
            registry.Faults.Add(new Fault { Method = "POST", Status = (HttpStatusCode)status, Times = status == 400 ? 1 : int.MaxValue });
        }

        string seed = _folder.Write("seed.yaml", "formatVersion: 1\nmodels: [{name: a}, {name: b}, {name: c}]\n");
        Job job = await Job.RunAsync(["apply", seed, "--registry", registry.BaseAddress.ToString(), "--concurrency", "1"], adjust: InHurry);

        Assert.True(job.ExitCode == code, job.ToString());
        Assert.EndsWith(summary, job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_goes_away_half_way_is_waited_for()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string seed = _folder.Write("seed.yaml", Seeds.Of(40));
        // Nothing is answered any more, reads included, and the job's own retries are soon used up.
        registry.Faults.Add(new Fault { After = 30, Times = int.MaxValue });
        var time = new HurriedTime
        {
            DuringWait = number =>
            {
                if (number == 3)
                {
                    registry.Faults.Clear();
                }

                return Task.CompletedTask;
            },
        };

        Job job = await Job.RunAsync(
            ["apply", seed, "--registry", registry.BaseAddress.ToString(), "--audit-log", _folder["audit"]],
            adjust: environment => environment with { Time = time });

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.EndsWith("120 created, 0 updated, 0 archived, 0 unchanged\n", job.Out, StringComparison.Ordinal);
        Assert.Single(job.Error.Split('\n'), line => line.StartsWith("waiting up to 300 s for the registry", StringComparison.Ordinal));
        Assert.Equal(120, (await File.ReadAllLinesAsync(_folder["audit"], TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task A_registry_that_stays_away_ends_the_job_without_trying_every_model()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string seed = _folder.Write("seed.yaml", Seeds.Of(200));
        registry.Faults.Add(new Fault { After = 30, Times = int.MaxValue });

        Job job = await Job.RunAsync(["apply", seed, "--registry", registry.BaseAddress.ToString(), "--concurrency", "4"], adjust: InHurry);

        Assert.True(job.ExitCode == 4, job.ToString());
        Assert.Contains("warning: No further model is begun. The registry at", job.Error, StringComparison.Ordinal);
        Assert.InRange(job.Error.Split('\n').Count(line => line.StartsWith("error: model-", StringComparison.Ordinal)), 1, 4);
        Assert.Matches("[0-9]+ models not reached\n$", job.Out);
    }

    private static JobEnvironment InHurry(JobEnvironment environment) => environment with { Time = new HurriedTime() };

    [Theory]
    [InlineData("plan", 1)]
    [InlineData("verify", 1)]
    [InlineData("apply", 1)]
    public async Task What_can_not_be_made_is_refused_before_it_is_tried(string command, int expected)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string url = registry.BaseAddress.ToString();
        await ApplyAsync(url, Seeds.Of(1));
        // MariaDB takes names that differ by case alone for one.
        string seed = _folder.Write("seed.yaml", "formatVersion: 1\nmodels: [{name: MODEL-000}, {name: other}]\n");

        Job job = await Job.RunAsync([command, seed, "--registry", url]);

        Assert.True(job.ExitCode == expected, job.ToString());
        Assert.Contains("MODEL-000", job.Out + job.Error, StringComparison.Ordinal);
        Assert.Contains(command == "apply" ? "1 created" : "1 refused", job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_other_commands_are_no_names()
    {
        foreach (string[] arguments in (string[][])[
            ["validate", Samples.Granite, "--prune"],
            ["archive", "model", "--dry-run", "--registry", "embedded"],
            ["restore", "--dry-run", "--registry", "embedded"],
        ])
        {
            Job job = await Job.RunAsync(arguments);

            Assert.True(job.ExitCode == 3, job.ToString());
            Assert.Contains("has no option '--", job.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_may_begin_with_an_at_sign()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string url = registry.BaseAddress.ToString();
        await ApplyAsync(url, "formatVersion: 1\nmodels: [{name: '@cf/meta/llama'}]\n", "--actor", "@ci", "--audit-log", _folder["audit"]);

        Job job = await Job.RunAsync(["archive", "@cf/meta/llama", "--registry", url]);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.Contains(
            "\"actor\":\"@ci\"",
            await File.ReadAllTextAsync(_folder["audit"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("description = 'wanted'", "model-001", "model-000")]
    [InlineData("name = 'model-000' OR description = 'none'", "model-000", "model-001")]
    public async Task An_export_can_be_filtered_by_the_registry(string filter, string wanted, string unwanted)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string url = registry.BaseAddress.ToString();
        await ApplyAsync(url, Seeds.Of(1));
        await ApplyAsync(url, Seeds.Of(1, description: "wanted", from: 1));

        foreach (string command in (string[])["export", "report"])
        {
            Job job = await Job.RunAsync([command, "--registry", url, "--filter", filter]);

            Assert.True(job.ExitCode == 0, job.ToString());
            Assert.Contains(wanted, job.Out, StringComparison.Ordinal);
            Assert.Contains($"s3://bucket/{wanted}/", job.Out, StringComparison.Ordinal);
            Assert.DoesNotContain(unwanted, job.Out, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("description = = 'x'", "unexpected token")]
    [InlineData("(", "--filter")]
    [InlineData(" ", "--filter is blank")]
    public async Task A_filter_that_can_not_be_read_is_bad_input(string filter, string expected)
    {
        Job job = await Job.RunAsync(["export", "--registry", "embedded", "--filter", filter]);

        Assert.True(job.ExitCode == 3, job.ToString());
        Assert.Contains(expected, job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mounted_ConfigMap_is_read_once()
    {
        // As the kubelet lays it out: the files are links into a folder that is swapped whole.
        string data = Path.Combine(_folder.Path, "..2026_01_01_00_00_00.1");
        Directory.CreateDirectory(data);
        File.WriteAllText(Path.Combine(data, "a.yaml"), Seeds.Of(1));
        File.WriteAllText(Path.Combine(data, "b.yaml"), Seeds.Of(1, from: 1));
        File.CreateSymbolicLink(_folder["..data"], Path.GetFileName(data));
        File.CreateSymbolicLink(_folder["a.yaml"], "..data/a.yaml");
        File.CreateSymbolicLink(_folder["b.yaml"], "..data/b.yaml");

        Job job = await Job.RunAsync(["validate", _folder.Path]);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.Equal("Valid: 2 models, 2 versions, 2 artifacts.\n", job.Out);
    }

    private static Task<ModelRegistryEmulator> StartAsync() =>
        ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>What is archived, or still says that it once was.</summary>
    private static IEnumerable<string> Archived(ModelRegistryEmulator registry)
    {
        RegistrySnapshot now = registry.Snapshot();
        return now.RegisteredModels.Concat(now.ModelVersions)
            .Where(entity => entity.State == "ARCHIVED" || entity.CustomProperties.ContainsKey("_seedArchived"))
            .Select(entity => entity.Name!);
    }

    private async Task<Job> ApplyAsync(string url, string seed, params string[] options)
    {
        Job job = await Job.RunAsync(["apply", _folder.Write("applied.yaml", seed), "--registry", url, "--concurrency", "1", .. options]);
        Assert.True(job.ExitCode == 0, job.ToString());
        return job;
    }
}
