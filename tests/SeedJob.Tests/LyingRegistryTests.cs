using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SeedJob.Tests;

/// <summary>
/// Whatever a registry puts into its responses, no output holds anything that a terminal obeys or a reader takes for a line of ours.
/// </summary>
public sealed partial class LyingRegistryTests : IDisposable
{
    private const string Seed = """
        formatVersion: 1
        set: vetted
        models:
          - name: one
            description: a model
            owner: us
            labels: [good]
            versions:
              - name: v1
                description: a version
                artifacts: [{ name: a, uri: "s3://bucket/a" }, { name: new, uri: "s3://bucket/new" }]
              - name: v3

        """;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Commands =>
    [
        "plan SEED", "plan SEED --prune", "plan SEED --output json --prune", "plan SEED --output markdown --prune", "plan SEED --take-over",
        "verify SEED", "verify SEED --output json", "verify SEED --output markdown",
        "apply SEED", "apply SEED --prune", "apply SEED --prune --output json",
        "apply SEED --prune --output markdown", "apply SEED --audit-log -",
        "apply SEED --dry-run --prune", "apply SEED --dry-run --output markdown",
        "export", "export --output markdown", "export --select no*", "export --filter x", "report",
        "archive one", "restore one", "archive one v1", "restore one v1", "archive one --audit-log -", "wait",
    ];

    public static TheoryData<string, int> Failures
    {
        get
        {
            var failures = new TheoryData<string, int>();
            foreach (string command in (string[])[
                "plan SEED",
                "apply SEED --output markdown",
                "apply SEED --output json",
                "apply SEED",
                "export --filter x",
                "report",
                "archive one",
                "archive one v1",
                "wait",
            ])
            {
                foreach (int status in (int[])[400, 401, 403, 404, 409, 418, 422, 500, 503])
                {
                    failures.Add(command, status);
                }
            }

            return failures;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task No_answer_reaches_an_output_as_it_is(string command)
    {
        await using LyingRegistry registry = await LyingRegistry.StartAsync();
        foreach (string owner in (string[])["vetted", LyingRegistry.Hostile])
        {
            registry.Owner = owner;
            await CheckAsync(command, registry.Address);
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task No_failure_reaches_an_output_as_it_is(string command, int status)
    {
        await using LyingRegistry registry = await LyingRegistry.StartAsync();
        registry.Failure = status;

        await CheckAsync(command, registry.Address);
    }

    [Theory]
    [InlineData("HTTP/1.1 418 no\u001b[2J\u009b31m\u0085\u202e here\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 503 X\r\nRetry-After: \u001b[2J\u009b31m\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 401 X\r\nWWW-Authenticate: Bearer realm=\"\u009b31m\u0085\"\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 X\r\nLocation: http://x/\u009b31m\u0085\u202e\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 X\r\nContent-Type: text/\u009b31m\u0085\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Encoding: \u009b31m\r\nContent-Length: 1\r\n\r\n{")]
    [InlineData("HTTP/1.1 502 X\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n\u001b[2J\u009b31m\u0085\u2028\u202e\nerror: "
        + "everything is lost")]
    [InlineData("HTTP/1.1 502 X\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>\u001b[2J\u009b31m\u0085\u2028\u202e\nerror: "
        + "everything is lost")]
    [InlineData("HTTP/1.1 \u001b[2J\r\n\r\n")]
    [InlineData("\u001b[2J\u009b31m\nerror: everything is lost\r\n\r\n")]
    [InlineData("HTTP/1.1 200 X\r\n\u001b[2J\u009b31m: x\r\n\r\n")]
    public async Task No_header_reaches_an_output_as_it_is(string answer)
    {
        foreach (Encoding encoding in (Encoding[])[Encoding.Latin1, Encoding.UTF8])
        {
            await using var server = new StubServer(encoding.GetBytes(answer));
            foreach (string command in (string[])["plan SEED", "apply SEED", "export --filter x", "archive one", "wait"])
            {
                await CheckAsync(command, server.Url);
            }
        }
    }

    [Fact]
    public async Task An_export_reads_back_as_what_the_registry_said()
    {
        await using LyingRegistry registry = await LyingRegistry.StartAsync();

        Job export = await Job.RunAsync(
            ["export", "--registry", registry.Address, "--file", _folder["export.yaml"], "--select", "one,two*"]);
        Job verify = await Job.RunAsync(["verify", _folder["export.yaml"], "--registry", registry.Address, "--output", "json"]);

        Assert.True(export.ExitCode == 1, export.ToString());
        Assert.True(verify.ExitCode == 0, verify.ToString());
        Assert.Contains("left out: ", export.Error, StringComparison.Ordinal);
        AssertHarmless(await File.ReadAllTextAsync(_folder["export.yaml"], TestContext.Current.CancellationToken), export.ToString());
    }

    [Fact]
    public async Task JSON_says_what_the_registry_said()
    {
        await using LyingRegistry registry = await LyingRegistry.StartAsync();

        Job plan = await Job.RunAsync(["plan", SeedFile(), "--registry", registry.Address, "--output", "json"]);
        Job apply = await Job.RunAsync(
            ["apply", SeedFile(), "--registry", registry.Address, "--allow-uri-change",
            "--output", "json", "--audit-log", _folder["audit"]]);

        JsonElement model = JsonDocument.Parse(plan.Out).RootElement.GetProperty("entities")[0];
        Assert.Equal($"7{LyingRegistry.Hostile}", model.GetProperty("id").GetString());
        Assert.Equal($"RegisteredModel {LyingRegistry.Hostile}", model.GetProperty("changes")[0].GetProperty("before").GetString());
        Assert.Equal(
            $"7{LyingRegistry.Hostile}",
            JsonDocument.Parse(apply.Out).RootElement.GetProperty("entities")[0].GetProperty("id").GetString());
        string[] audit = await File.ReadAllLinesAsync(_folder["audit"], TestContext.Current.CancellationToken);
        Assert.All(
            audit, line => Assert.Equal($"7{LyingRegistry.Hostile}", JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()));
    }

    /// <summary>Runs a command with both forms of the log, for a person and for a pipe, and looks at all that it writes.</summary>
    private async Task CheckAsync(string command, string address)
    {
        string[] words = command.Split(' ');
        string[] arguments = [.. words.Select(word => word == "SEED" ? SeedFile() : word), "--registry", address, "--wait", "1s"];
        bool isSeeding = words.Contains("SEED");
        foreach (string format in (string[])["text", "json"])
        {
            foreach (bool isTerminal in (bool[])[false, true])
            {
                string[] files = isSeeding ? ["--termination-log", _folder["status"]] : [];
                string[] audit = words[0] == "apply" && !words.Contains("--audit-log") ? ["--audit-log", _folder["audit"]] : [];
                Job job = await Job.RunAsync(
                    [.. arguments, "--log-format", format, .. files, .. audit],
                    adjust: environment =>
                        environment with { Time = new HurriedTime(), IsTerminal = isTerminal, IsErrorTerminal = isTerminal });

                AssertHarmless(isTerminal ? Colors().Replace(job.Out, "") : job.Out, command);
                AssertHarmless(isTerminal ? Colors().Replace(job.Error, "") : job.Error, command);
                AssertHarmless(
                    File.Exists(_folder["status"])
                        ? await File.ReadAllTextAsync(_folder["status"], TestContext.Current.CancellationToken)
                        : "",
                    command);
                AssertHarmless(
                    File.Exists(_folder["audit"])
                        ? await File.ReadAllTextAsync(_folder["audit"], TestContext.Current.CancellationToken)
                        : "",
                    command);
                Assert.DoesNotContain("This should not have happened", job.Error, StringComparison.Ordinal);
                if (format == "json")
                {
                    Assert.All(
                        Colors().Replace(job.Error, "").Split('\n', StringSplitOptions.RemoveEmptyEntries),
                        line => JsonDocument.Parse(line).Dispose());
                }
            }
        }
    }

    private static void AssertHarmless(string output, string command)
    {
        foreach (Rune character in output.EnumerateRunes())
        {
            bool isHarmless = character.Value == '\n'
                || Rune.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            Assert.True(isHarmless, $"{command}: U+{character.Value:X4} in {output}");
        }

        Assert.DoesNotMatch(Forged(), output);
    }

    private string SeedFile() => _folder.Write("seed.yaml", Seed);

    [GeneratedRegex(@"\r\u001b\[K|\u001b\[[0-9]+m", RegexOptions.NonBacktracking)]
    private static partial Regex Colors();

    [GeneratedRegex(@"^\s*error: everything", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Forged();
}
