using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>What is told to whom: to a person at a terminal, to a pipe, to a log collector, to the pod's status, to an auditor.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_terminal_sees_the_progress_on_one_line_that_is_gone_in_the_end()
    {
        string seed = _folder.Write("seed.yaml", Seeds.Of(300));

        Job job = await Job.RunAsync(
            ["apply", seed, "--registry", "embedded", "--concurrency", "1"],
            adjust: environment => environment with { IsTerminal = true, IsErrorTerminal = true });

        Assert.Equal(0, job.ExitCode);
        string[] states = job.Error.Split("\r\u001b[K");
        Assert.Equal(["applying 0/300 models", "applying 3/300 models", "applying 6/300 models"], states[..3]);
        Assert.Equal("applying 300/300 models", states[^2]);
        Assert.Equal("", states[^1]);
        Assert.Equal(102, states.Length);
        Assert.DoesNotContain('\n', job.Error);
        Assert.StartsWith("\u001b[32mcreated  \u001b[0m RegisteredModel id 1 ", job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_progress_counts_failures_and_makes_room_for_them()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        registry.Faults.Add(new Fault { Method = "POST", Status = HttpStatusCode.BadRequest, After = 3 });

        Job job = await Job.RunAsync(
            ["apply", _folder.Write("seed.yaml", Seeds.Of(3)), "--registry", registry.BaseAddress.ToString(), "--concurrency", "1"],
            adjust: environment => environment with { IsErrorTerminal = true });

        Assert.Equal(1, job.ExitCode);
        Assert.StartsWith(
            "applying 0/3 models\r\u001b[Kapplying 1/3 models\r\u001b[Kapplying 2/3 models, 1 failed\r\u001b[Kapplying 3/3 models, 1 "
                + "failed\r\u001b[Kerror: model-001: ",
            job.Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM", "dumb")]
    [InlineData("NO_COLOR", "1")]
    public async Task A_terminal_that_wants_none_gets_no_colours(string variable, string value)
    {
        Job job = await Job.RunAsync(
            ["apply", Samples.Granite, "--registry", "embedded"],
            new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = value },
            adjust: environment => environment with { IsTerminal = true, IsErrorTerminal = true });

        Assert.Equal(0, job.ExitCode);
        Assert.DoesNotContain('\u001b', job.Out);
        if (variable == "TERM")
        {
            Assert.Equal("", job.Error);
        }
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("apply")]
    public async Task A_pipe_gets_plain_lines(string command)
    {
        Job job = await Job.RunAsync([command, Samples.Granite, "--registry", "embedded"]);

        Assert.DoesNotContain('\u001b', job.Out + job.Error);
        Assert.DoesNotContain('\r', job.Out + job.Error);
        Assert.Equal("", job.Error);
    }

    [Fact]
    public async Task Every_line_of_a_JSON_log_is_JSON()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        string url = registry.BaseAddress.ToString();
        registry.Faults.Add(new Fault { Times = 3 });
        registry.Faults.Add(new Fault { Method = "POST", Status = HttpStatusCode.BadRequest, Body = "first\nsecond \u001b[2J \"quoted\"" });
        string bad = _folder.Write("bad.yaml", "formatVersion: 1\nmodels:\n  - nam: x\n    versions: 5\n");
        (string[] Arguments, int ExitCode)[] runs =
        [
            (["apply", Samples.Granite, "--registry", url], 1),
            (["apply", bad, "--registry", url], 3),
            (["apply", Samples.Granite], 3),
            (["apply", Samples.Granite, "--registry", StubServer.ClosedUrl(), "--wait", "20s"], 4),
            (["apply", Samples.Granite, "--registry", url, "--nonsense"], 3),
            (["nonsense"], 3),
            (["validate", bad], 3),
            (["wait", "--registry", StubServer.ClosedUrl(), "--wait", "20s"], 4),
            (["archive", "nothing", "--registry", url], 1),
            (["export", "--registry", url, "--filter", "= ="], 3),
        ];

        foreach ((string[] arguments, int code) in runs)
        {
            Job job = await Job.RunAsync(
                arguments,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["SEED_LOG_FORMAT"] = "json" },
                adjust: environment => environment with { Time = new HurriedTime(), IsErrorTerminal = true });

            Assert.True(job.ExitCode == code, $"{string.Join(' ', arguments)}: {job}");
            string[] lines = job.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.NotEmpty(lines);
            Assert.All(lines, line =>
            {
                using JsonDocument entry = JsonDocument.Parse(line);
                Assert.Equal(["time", "level", "message"], entry.RootElement.EnumerateObject().Select(property => property.Name));
            });
        }
    }

    [Fact]
    public async Task What_a_server_says_can_neither_move_the_cursor_nor_pass_for_a_line_of_its_own()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        registry.Faults.Add(new Fault
        {
            Method = "POST",
            Status = HttpStatusCode.BadRequest,
            ContentType = "application/json",
            Body = """{"code":"Bad Request","message":"no\u001b[2J\u202e\nerror: everything is lost"}""",
        });

        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", registry.BaseAddress.ToString()]);

        Assert.DoesNotContain('\u001b', job.Error);
        Assert.DoesNotContain('\u202e', job.Error);
        Assert.DoesNotContain("\nerror: everything", job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("markdown")]
    public async Task A_name_turns_no_line_of_what_apply_tells(string format)
    {
        string seed = _folder.Write("seed.yaml", "formatVersion: 1\nmodels: [{ name: \"m\\u202En\", versions: [{ name: \"v\\u2066w\", "
            + "artifacts: [{ name: \"a\\U000E0041b\", uri: s3://b/c }] }] }]\n");

        Job job = await Job.RunAsync(
            ["apply", seed, "--registry", "embedded", "--output", format,
            "--termination-log", _folder["status"], "--audit-log", _folder["audit"]]);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.All([job.Out, File.ReadAllText(_folder["status"]), File.ReadAllText(_folder["audit"])], text =>
        {
            Assert.DoesNotContain(text.EnumerateRunes(), character => Rune.GetUnicodeCategory(character) == UnicodeCategory.Format);
            Assert.Contains("\\u202en", text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("say \\\"hi\\\"", """say \"hi\" """)]
    [InlineData("C:\\\\new", """C:\\new""")]
    [InlineData("two\\nlines", """two\nlines""")]
    [InlineData("ends in \\\\", """ends in \\""")]
    public async Task A_quoted_value_reads_in_one_way_only(string yaml, string shown)
    {
        Job job = await Job.RunAsync([
            "plan",
            _folder.Write("seed.yaml", $"formatVersion: 1\nmodels: [{{name: m, description: \"{yaml}\"}}]\n"),
            "--registry",
            "embedded",
        ]);

        Assert.Contains($"    description: \"{shown.Trim()}\"\n", job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapping_shows_as_JSON_in_quotes()
    {
        Job job = await Job.RunAsync([
            "plan",
            _folder.Write("seed.yaml", "formatVersion: 1\nmodels: [{name: m, customProperties: {s: {k: 'a\"b\\c'}}}]\n"),
            "--registry",
            "embedded",
        ]);

        Assert.Contains("""    customProperties.s: "{\"k\":\"a\\\"b\\\\c\"}" """.TrimEnd() + "\n", job.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("~~gone~~", @"\~\~gone\~\~")]
    [InlineData("a|b `c` *d* _e_ [f](g) <b>&amp;", @"a\|b \`c\` \*d\* \_e\_ \[f\](g) &lt;b&gt;&amp;amp;")]
    [InlineData("turned\\u202Eround", @"turned\\u202eround")]
    [InlineData("hidden\\U000E0041tag", @"hidden\\U000e0041tag")]
    [InlineData("by @octocat, me@example.com", "by @<!-- -->octocat, me@<!-- -->example.com")]
    [InlineData("fixes #12, is # 1", @"fixes \#<!-- -->12, is \# 1")]
    [InlineData(
        "see https://example.com, HTTP://x, www.example.com", "see https:<!-- -->//example.com, HTTP:<!-- -->//x, www.<!-- -->example.com")]
    [InlineData("s3://bucket/x, oci://y, 1: a, @ b, w.x", "s3://bucket/x, oci://y, 1: a, @ b, w.x")]
    public async Task Text_of_others_becomes_no_markup_of_a_page(string yaml, string shown)
    {
        string registry = $"embedded:{_folder["data"]}";
        string seed = _folder.Write("seed.yaml", $"formatVersion: 1\nmodels: [{{name: m, owner: \"{yaml}\"}}]\n");

        Job plan = await Job.RunAsync(["plan", seed, "--registry", registry, "--output", "markdown"]);
        await Job.RunAsync(["apply", seed, "--registry", registry]);
        Job report = await Job.RunAsync(["report", "--registry", registry]);

        Assert.Contains($"| owner |  | {shown} |\n", plan.Out, StringComparison.Ordinal);
        Assert.Contains($"| m | {shown} |", report.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- a list", @"\- a list")]
    [InlineData("+ a list", @"\+ a list")]
    [InlineData("12. a list", @"12\. a list")]
    [InlineData("1) a list", @"1\) a list")]
    [InlineData("---", @"\---")]
    [InlineData("    code", "code")]
    [InlineData("# heading", @"\# heading")]
    [InlineData("one\\n\\n- two", "one  - two")]
    [InlineData("12", "12")]
    public async Task A_description_is_one_paragraph_of_a_report(string yaml, string shown)
    {
        string registry = $"embedded:{_folder["data"]}";
        await Job.RunAsync([
            "apply",
            _folder.Write("seed.yaml", $"formatVersion: 1\nmodels: [{{name: m, description: \"{yaml}\"}}]\n"),
            "--registry",
            registry,
        ]);

        Job report = await Job.RunAsync(["report", "--registry", registry]);

        Assert.Contains($"\n### m\n\n{shown}\n\nNo versions.\n", report.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_jobs_own_variables_are_trimmed_and_those_of_a_seed_are_not()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MODEL_REGISTRY_URL"] = " embedded\n",
            ["SEED_OUTPUT"] = "json\r\n",
            ["SEED_DRY_RUN"] = " true ",
            ["SEED_CONCURRENCY"] = "\t4",
            ["SEED_LOG_FORMAT"] = " ",
            ["DESCRIPTION"] = " exact\n",
        };

        Job job = await Job.RunAsync(
            ["apply", _folder.Write("seed.yaml", "formatVersion: 1\nmodels: [{ name: m, description: '${DESCRIPTION}' }]\n")], variables);

        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        JsonElement change = JsonElement.Parse(job.Out).GetProperty("entities")[0].GetProperty("changes")[0];
        Assert.Equal(" exact\n", change.GetProperty("after").GetString());
    }

    [Fact]
    public async Task No_message_names_a_path_twice()
    {
        string missing = _folder["none/out"];
        string seed = _folder.Write("seed.yaml", Seeds.Of(1, set: "a"));
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        string url = registry.BaseAddress.ToString();
        await Job.RunAsync(["apply", seed, "--registry", url]);
        string other = _folder.Write("other.yaml", Seeds.Of(1, set: "b"));
        (string[] Arguments, string Path)[] commands =
        [
            (["report", "--registry", url, "--file", missing], missing),
            (["apply", seed, "--registry", url, "--audit-log", missing], missing),
            (["apply", seed, "--registry", url, "--termination-log", missing], missing),
            (["apply", other, "--registry", url], "model-000: "),
        ];
        foreach ((string[] arguments, string path) in commands)
        {
            Job job = await Job.RunAsync(arguments);

            Assert.NotEqual(0, job.ExitCode);
            Assert.All(job.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.InRange(line.Split(path).Length, 1, 2));
            Assert.Contains(path, job.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_pod_status_has_counts_first_failures_and_ids_in_4096_bytes()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        registry.Faults.Add(new Fault { Method = "POST", Status = HttpStatusCode.BadRequest, Body = new string('é', 300), Times = 30 });
        string seed = _folder.Write("seed.yaml", Seeds.Of(200).Replace("model-", "modèle-", StringComparison.Ordinal));

        Job job = await Job.RunAsync(
            ["apply", seed, "--registry", registry.BaseAddress.ToString(), "--termination-log", _folder["status"]]);

        Assert.Equal(1, job.ExitCode);
        byte[] status = await File.ReadAllBytesAsync(_folder["status"], TestContext.Current.CancellationToken);
        Assert.InRange(status.Length, 3000, 4096);
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(status);
        Assert.StartsWith("510 created, 0 updated, 0 archived, 0 unchanged, 30 failed\n", text, StringComparison.Ordinal);
        Assert.Contains("failed: modèle-0", text, StringComparison.Ordinal);
        string[] lines = text.Split('\n');
        int failures = lines.Count(line => line.StartsWith("  failed: ", StringComparison.Ordinal));
        int entities = lines.Count(line => line.StartsWith("  created ", StringComparison.Ordinal));
        Assert.InRange(failures, 1, 9);
        Assert.InRange(entities, 10, 50);
        Assert.Equal($"  … and {30 - failures} more failures", lines[failures + 1]);
        Assert.Equal($"  … and {510 - entities} more changed entities", lines[^1]);
    }

    [Fact]
    public async Task The_pod_status_counts_the_errors_of_a_seed_and_says_how_many_it_has_no_room_for()
    {
        string seed = _folder.Write(
            "seed.yaml",
            $"formatVersion: 1\nmodels:\n{string.Concat(Enumerable.Range(0, 300).Select(number => $"  - nam: model-{number}\n"))}");

        Job job = await Job.RunAsync(["apply", seed, "--registry", "embedded", "--termination-log", _folder["status"]]);

        Assert.Equal(3, job.ExitCode);
        string[] status = (await File.ReadAllTextAsync(_folder["status"], TestContext.Current.CancellationToken)).Split('\n');
        Assert.InRange(new FileInfo(_folder["status"]).Length, 4000, 4096);
        Assert.Equal("The seed has 600 errors. Nothing was written.", status[0]);
        Assert.All(status[1..^2], line => Assert.StartsWith($"  {seed}:", line, StringComparison.Ordinal));
        Assert.EndsWith("…", status[^2], StringComparison.Ordinal);
        Assert.Equal($"… and {601 - (status.Length - 1)} more lines", status[^1]);
    }

    [Theory]
    [InlineData("apply", "SEED", "--bogus")]
    [InlineData("apply", "SEED", "--log-format", "yaml")]
    [InlineData("plan", "SEED", "--output", "")]
    [InlineData("verify", "SEED", "--registry")]
    [InlineData("aply", "SEED")]
    public async Task The_pod_status_tells_what_is_wrong_with_the_arguments(params string[] arguments)
    {
        arguments = [.. arguments.Select(argument => argument == "SEED" ? Samples.Granite : argument)];
        foreach (string[] option in (string[][])[["--termination-log", _folder["status"]], [$"--termination-log={_folder["status"]}"]])
        {
            File.Delete(_folder["status"]);
            Job job = await Job.RunAsync(
                [arguments[0], .. option, .. arguments[1..]],
                new Dictionary<string, string>(StringComparer.Ordinal) { ["SEED_TERMINATION_LOG"] = _folder["other"] });

            Assert.Equal(3, job.ExitCode);
            string status = await File.ReadAllTextAsync(_folder["status"], TestContext.Current.CancellationToken);
            Assert.StartsWith($"error: {status.Split('\n')[0]}\n", job.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(_folder["other"]));
        }
    }

    [Fact]
    public async Task The_pod_status_names_what_was_changed_and_what_is_wrong_with_the_seed()
    {
        await Job.RunAsync(["apply", Samples.Granite, "--registry", "embedded", "--termination-log", _folder["status"]]);
        Assert.Contains("created RegisteredModel Granite-3.1-8b-Instruct-FP8 (id 1)", await StatusAsync(), StringComparison.Ordinal);

        await Job.RunAsync(
            ["apply", _folder.Write("bad.yaml", "formatVersion: 2\n"), "--registry", "embedded", "--termination-log", _folder["status"]]);
        Assert.Contains("bad.yaml:1:16: SEED", await StatusAsync(), StringComparison.Ordinal);

        await Job.RunAsync(["apply", Samples.Granite, "--termination-log", _folder["status"]]);
        Assert.StartsWith("No registry is named.", await StatusAsync(), StringComparison.Ordinal);

        await Job.RunAsync(
            ["apply", "--nonsense"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["SEED_TERMINATION_LOG"] = _folder["status"] });
        Assert.Contains("--nonsense", await StatusAsync(), StringComparison.Ordinal);

        Task<string> StatusAsync() => File.ReadAllTextAsync(_folder["status"], TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("--termination-log")]
    [InlineData("--audit-log")]
    public async Task A_log_that_can_not_be_opened_ends_the_job_before_anything_is_written(string option)
    {
        Job job = await Job.RunAsync(
            ["apply", Samples.Granite, "--registry", $"embedded:{_folder["data"]}", option, _folder["nowhere/log"]]);

        Assert.Equal(3, job.ExitCode);
        Assert.Contains(_folder["nowhere/log"], job.Error, StringComparison.Ordinal);
        Assert.Equal("", job.Out);
        Job export = await Job.RunAsync(["export", "--registry", $"embedded:{_folder["data"]}"]);
        Assert.Contains("The registry holds no model", export.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_recorded_is_not_done()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");
        string seed = _folder.Write("seed.yaml", Seeds.Of(20));

        Job job = await Job.RunAsync(
            ["apply", seed, "--registry", "embedded", "--concurrency", "1", "--audit-log", "/dev/full", "--termination-log", "/dev/full"]);

        Assert.Equal(1, job.ExitCode);
        Assert.Contains("1 created, 0 updated, 0 archived, 0 unchanged, 20 models not reached", job.Out, StringComparison.Ordinal);
        Assert.Contains("First change that is not in it: created RegisteredModel model-000 (id 1)", job.Error, StringComparison.Ordinal);
        Assert.Contains("the termination log /dev/full can't be written", job.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_has_a_line_for_each_change_and_for_nothing_else()
    {
        string registry = $"embedded:{_folder["data"]}";
        string seed = _folder.Write("seed.yaml", Seeds.Of(2, set: "vetted"));
        string smaller = _folder.Write("smaller.yaml", Seeds.Of(1, set: "vetted", description: "changed"));
        string[] audited = ["--registry", registry, "--audit-log", _folder["audit"], "--actor", "pipeline 7"];

        foreach (string[] arguments in (string[][])[
            ["apply", seed],
            ["apply", seed],
            ["plan", smaller, "--prune"],
            ["apply", smaller, "--prune", "--dry-run"],
            ["apply", smaller, "--prune"],
            ["restore", "model-001"],
        ])
        {
            Job job = await Job.RunAsync([.. arguments, .. arguments[0] == "plan" ? audited[..2] : audited]);
            Assert.True(job.ExitCode == 0, job.ToString());
        }

        JsonElement[] lines =
        [
            .. (await File.ReadAllLinesAsync(_folder["audit"], TestContext.Current.CancellationToken))
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
        Assert.Equal(
            [
                "created Artifact model-000/1.0/model-000", "created Artifact model-001/1.0/model-001",
                "created ModelVersion model-000/1.0", "created ModelVersion model-001/1.0",
                "created RegisteredModel model-000", "created RegisteredModel model-001",
                "updated RegisteredModel model-000", "archived ModelVersion model-001/1.0", "archived RegisteredModel model-001",
                "restored RegisteredModel model-001",
            ],
            lines.Take(6).Select(Line).Order(StringComparer.Ordinal).Concat(lines.Skip(6).Select(Line)));
        Assert.All(lines, line => Assert.Equal(
            ["time", "actor", "set", "operation", "entity", "path", "id", "before", "after"],
            line.EnumerateObject().Select(property => property.Name)));
        Assert.All(lines, line => Assert.Equal("pipeline 7", line.GetProperty("actor").GetString()));
        Assert.All(lines[..^1], line => Assert.Equal("vetted", line.GetProperty("set").GetString()));
        Assert.Equal(
            """{"description":"a model"}{"description":"changed"}""", $"{lines[6].GetProperty("before")}{lines[6].GetProperty("after")}");
        Assert.Equal("""{"state":"ARCHIVED"}""", lines[8].GetProperty("after").ToString());

        static string Line(JsonElement line) =>
            $"{line.GetProperty("operation").GetString()} {line.GetProperty("entity").GetString()} {line.GetProperty("path").GetString()}";
    }

    [Fact]
    public async Task The_audit_log_can_go_to_standard_output()
    {
        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", "embedded", "--audit-log", "-"]);

        Assert.Equal(3, job.Out.Split('\n').Count(line => line.StartsWith("{\"time\":", StringComparison.Ordinal)));
    }
}
