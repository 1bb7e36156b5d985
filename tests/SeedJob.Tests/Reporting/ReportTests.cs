using System.Text.RegularExpressions;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace SeedJob.Tests.Reporting;

/// <summary>What an auditor gets to read.</summary>
public sealed partial class ReportTests : IDisposable
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private const string Seed = $$"""
        formatVersion: 1
        models:
          - name: granite
            owner: ai-admin
            customProperties: { validated_on: NVIDIA L4 }
            versions:
              - name: "1.0"
                author: somebody
                artifacts:
                  - uri: s3://models/granite/
              - name: "1.1"
                artifacts:
                  - uri: oci://registry.internal/granite@{{Digest}}
                    modelSourceKind: catalog
                    modelSourceClass: validated_models
                    modelSourceName: RedHatAI/granite
                  - { name: second, uri: "s3://models/second/", modelSourceKind: transfer_job, modelSourceName: copy-1 }
          - name: old
            state: ARCHIVED
            versions:
              - name: "1"
                artifacts: [{ uri: "s3://models/old/" }]

        """;

    private static readonly string Deployments =
        $$"""{"kind":"List","items":[{{Coverage.Cluster.Isvc("good", Coverage.Cluster.Uri("s3://models/granite/"))}},{{Coverage.Cluster.Isvc("left-over", Coverage.Cluster.Uri("s3://models/old/"))}},{{Coverage.Cluster.Isvc("evil", Coverage.Cluster.Uri("s3://models/evil/"))}}]}""";

    private readonly TemporaryFolder _folder = new();

    private string Registry => $"embedded:{_folder["registry.json"]}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Origin_digest_size_and_hardware_are_told()
    {
        await ApplyAsync(Seed);

        // What verify-artifacts records, no seed may say.
        await using (ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { DataFile = _folder["registry.json"] }, TestContext.Current.CancellationToken))
        using (ModelRegistryClient registry = ModelRegistryClient.Create(
            new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress }))
        {
            await foreach (ModelArtifact artifact in registry.ModelArtifacts.ListAsync(
                cancellationToken: TestContext.Current.CancellationToken))
            {
                if (artifact.Uri == "s3://models/granite/")
                {
                    await registry.ModelArtifacts.UpdateAsync(
                        artifact.Id,
                        new ModelArtifactUpdate
                        {
                            CustomProperties = new Dictionary<string, MetadataValue>
                            {
                                ["_artifactDigest"] = $"listing-{Digest}",
                                ["_artifactBytes"] = "8123456789",
                            },
                        },
                        TestContext.Current.CancellationToken);
                }
            }
        }

        Job job = await Job.RunAsync(["report", "--registry", Registry]);

        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        Assert.Contains("| granite | ai-admin |  |  | NVIDIA L4 |  | 1.0, 1.1 | by hand, catalog: validated\\_models / RedHatAI/granite, "
            + "transfer job: copy-1 |", job.Out, StringComparison.Ordinal);
        Assert.Contains($"| s3://models/granite/ | by hand | listing-{Digest} | 8123 MB |\n", job.Out, StringComparison.Ordinal);
        Assert.Contains($"| oci://registry.internal/granite@<!-- -->{Digest}<br>s3://models/second/ | catalog: validated\\_models / "
            + $"RedHatAI/granite<br>transfer job: copy-1 | {Digest}<br>– |  |\n", job.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_runs_is_told_and_what_is_archived_and_runs_comes_first(bool html)
    {
        await ApplyAsync(Seed);
        string deployments = _folder.Write("deployments.json", Deployments);

        Job job = await Job.RunAsync([
            "report",
            "--registry",
            Registry,
            "--deployments",
            deployments,
            "--kinds",
            "inferenceservices",
            .. html ? ["--html"] : Array.Empty<string>(),
        ]);

        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        string text = Tags().Replace(job.Out, " ");
        Assert.Contains("3 deployments, 1 vetted. The newest was made on 2026-11-25 23:46 UTC.", text, StringComparison.Ordinal);
        int archived = text.IndexOf("Deployed, but archived", StringComparison.Ordinal);
        int leftOver = text.IndexOf("InferenceService ml/left-over", StringComparison.Ordinal);
        int others = text.IndexOf("All others", StringComparison.Ordinal);
        int evil = text.IndexOf("InferenceService ml/evil", StringComparison.Ordinal);
        Assert.Equal([archived, leftOver, others, evil], new[] { archived, leftOver, others, evil }.Order());
        Assert.True(archived > 0);
        Assert.Contains(
            "ml/good",
            text[text.IndexOf("Versions of granite", StringComparison.Ordinal) is > 0 and var at ? at.. : ..],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_on_some_models_still_judges_deployments_by_all()
    {
        await ApplyAsync(Seed);
        string deployments = _folder.Write("deployments.json", Deployments);

        Job job = await Job.RunAsync(["report", "--registry", Registry, "--select", "old", "--deployments", deployments, "--allow-empty"]);

        Assert.Contains("3 deployments, 1 vetted.", job.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_has_changed_since_an_earlier_report_is_told(bool html)
    {
        string[] form = html ? ["--html"] : [];
        await ApplyAsync(Seed);
        Job first = await Job.RunAsync(["report", "--registry", Registry, "--file", _folder["first"], .. form]);
        Job same = await Job.RunAsync(["report", "--registry", Registry, "--since", _folder["first"]]);
        await ApplyAsync(Seed.Replace("owner: ai-admin", "owner: 'some | one'", StringComparison.Ordinal) + "  - name: new\n");
        await Job.RunAsync(["archive", "granite", "1.0", "--registry", Registry]);

        Job job = await Job.RunAsync(["report", "--registry", Registry, "--since", _folder["first"]]);

        Assert.Equal((0, 0), (first.ExitCode, job.ExitCode));
        Assert.Contains("\nNothing has changed.\n", same.Out, StringComparison.Ordinal);
        Assert.Contains("| granite | owner | ai-admin | some \\| one |\n", job.Out, StringComparison.Ordinal);
        Assert.Contains("| granite/1.0 | state | LIVE | ARCHIVED |\n", job.Out, StringComparison.Ordinal);
        Assert.Contains("| new |  |  | new |\n", job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Actors_come_from_the_audit_log()
    {
        await ApplyAsync(Seed);
        await Job.RunAsync(
            ["archive", "granite", "1.0", "--registry", Registry, "--audit-log", _folder["audit.jsonl"], "--actor", "ann & bob"]);

        Job job = await Job.RunAsync(["report", "--registry", Registry, "--since", _folder["audit.jsonl"]]);

        Assert.Contains(
            " | ann &amp; bob | archived | ModelVersion granite/1.0 | state: LIVE → ARCHIVED |\n", job.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# Some page\n", "it is neither a report")]
    [InlineData("{\"a\": 1}\n", "line 1 is no line of an audit log")]
    [InlineData("<!-- seed-job-report-1 AAAA -->", "the record at its end is broken")]
    [InlineData("<!-- seed-job-report-1 eJ", "the record at its end is broken")]
    [InlineData(null, "Could not find file")]
    public async Task What_can_not_be_compared_with_is_told(string? content, string error)
    {
        string file = content is null ? _folder["nowhere"] : _folder.Write("since", content);

        Job job = await Job.RunAsync(["report", "--registry", "embedded", "--since", file]);

        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        Assert.Contains(error, job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_HTML_page_is_inert_and_can_be_read_without_eyes_and_mouse()
    {
        await ApplyAsync(
            """
            formatVersion: 1
            models:
              - name: "\"><script>alert(1)</script><img src=x onerror=alert(2)>"
                description: "</p><iframe src=https://evil.example></iframe> --> \u202e"
                owner: "' onmouseover='alert(3)"
                versions: [{ name: "</table>", artifacts: [{ uri: "javascript:alert(4)" }] }]

            """);
        string deployments = _folder.Write("deployments.json", Deployments);

        Job job = await Job.RunAsync(["report", "--registry", Registry, "--html", "--deployments", deployments, "--allow-empty"]);

        Assert.True(job.ExitCode == 0, job.ToString());
        string[] known =
        [
            "!DOCTYPE",
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "a",
            "main",
            "h1",
            "h2",
            "h3",
            "p",
            "div",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "br",
            "!--",
        ];
        Assert.Empty(Names().Matches(job.Out).Select(tag => tag.Groups["name"].Value).Distinct().Except(known));
        Assert.Contains("<html lang=\"en\">", job.Out, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", job.Out, StringComparison.Ordinal);
        Assert.Equal(["href=\"#content\""], References().Matches(job.Out).Select(match => match.Groups["reference"].Value));
        Assert.DoesNotContain('\u202e', job.Out);
        int tables = Count(job.Out, "<table>");
        Assert.True(tables > 3);
        Assert.Equal(tables, Count(job.Out, "<caption "));
        Assert.Equal(tables, Count(job.Out, "role=\"region\" aria-labelledby=\"table-"));
        Assert.Equal(Count(job.Out, "<tr>") - tables, Count(job.Out, "<th scope=\"row\">"));
        Assert.Contains("@media print", job.Out, StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private async Task ApplyAsync(string seed)
    {
        Job job = await Job.RunAsync(["apply", "-", "--registry", Registry], input: seed);
        Assert.True(job.ExitCode == 0, job.ToString());
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("</?(?<name>!--|!?[a-zA-Z0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();

    [GeneratedRegex("<[^>]*\\b(?<reference>(src|href|action|on[a-z]+)=\"[^\"]*\")", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex References();
}
