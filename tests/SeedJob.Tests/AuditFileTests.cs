using System.Globalization;
using System.Text.Json;
using ModelRegistry.Client;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Tests;

/// <summary>One audit file for several jobs: each line stands there, whole.</summary>
[Trait("Category", "Slow")]
public sealed class AuditFileTests : IDisposable
{
    private const int Jobs = 4;
    private const int Lines = 5000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Four_processes_lose_and_break_none_of_their_lines()
    {
        var seed = new System.Text.StringBuilder("formatVersion: 1\nmodels:\n");
        for (int i = 0; i < Lines; i++)
        {
            seed.Append(CultureInfo.InvariantCulture, $"  - name: model-{i}\n");
        }

        string path = _folder.Write("seed.yaml", seed.ToString());
        JobProcess[] processes = [.. Enumerable.Range(0, Jobs).Select(number => JobProcess.Start(
            "apply", path, "--registry", "embedded", "--audit-log", _folder["audit"],
            "--actor", number.ToString(CultureInfo.InvariantCulture)))];

        foreach (JobProcess process in processes)
        {
            await using (process)
            {
                Job job = await process.EndAsync();
                Assert.True(job.ExitCode == 0, job.Error);
            }
        }

        AssertComplete();
    }

    [Fact]
    public async Task Long_lines_stay_whole_too()
    {
        string longText = new('é', 20_000);
        await Task.WhenAll(Enumerable.Range(0, Jobs).Select(number => Task.Run(
            () =>
            {
                using AuditLog audit = Open(number.ToString(CultureInfo.InvariantCulture));
                for (int i = 0; i < 200; i++)
                {
                    audit.Write("created", EntityKind.RegisteredModel, $"model-{i}", "1", [new FieldChange("description", null, longText)]);
                }

                audit.ThrowIfBroken();
            },
            TestContext.Current.CancellationToken)));

        AssertComplete(200);
    }

    [Fact]
    public async Task A_line_that_a_full_disk_has_cut_does_not_take_the_next_one_with_it()
    {
        _folder.Write("audit", "{\"whole\":1}\n{\"cut\":");

        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", "embedded", "--audit-log", _folder["audit"]]);

        Assert.Equal(0, job.ExitCode);
        string[] lines = await File.ReadAllLinesAsync(_folder["audit"], TestContext.Current.CancellationToken);
        Assert.Equal(["{\"whole\":1}", "{\"cut\":"], lines[..2]);
        Assert.Equal(3, lines[2..].Length);
        Assert.All(lines[2..], line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public async Task A_reader_of_a_named_pipe_gets_every_line()
    {
        Shell shell = await Shell.RunAsync(
            "mkfifo \"$2\"; cat \"$2\" & job apply \"$1\" --registry embedded --audit-log \"$2\" >/dev/null; echo \"code $?\" >&2; wait",
            Samples.Granite,
            _folder["pipe"]);

        Assert.Equal("code 0\n", shell.Error);
        Assert.Equal(3, shell.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private AuditLog Open(string actor)
    {
        var environment = new JobEnvironment { Out = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null };
        return new AuditLog(_folder["audit"], new Terminal(environment), TimeProvider.System, actor, set: null);
    }

    private void AssertComplete(int lines = Lines)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(_folder["audit"]))
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            Assert.True(written.Add($"{entry.RootElement.GetProperty("actor")} {entry.RootElement.GetProperty("path")}"), line);
        }

        Assert.Equal(Jobs * lines, written.Count);
    }
}
