using System.Text;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>What is exported, and what is said of what is not.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("*", "ibm-granite/granite-3.1", "what? #1", "a,b", "plain", "Plain-2", @"back\slash")]
    [InlineData("ibm*", "ibm-granite/granite-3.1")]
    [InlineData("*granite-3?1", "ibm-granite/granite-3.1")]
    [InlineData("what? #?", "what? #1")]
    [InlineData(@"what\? #1, plain", "what? #1", "plain")]
    [InlineData(@"a\,b", "a,b")]
    [InlineData(@"a\,b,plain", "a,b", "plain")]
    [InlineData(@"back\\slash", @"back\slash")]
    [InlineData("plain", "plain")]
    [InlineData("plain*", "plain")]
    [InlineData("?lain*", "plain", "Plain-2")]
    public async Task Models_are_selected_by_name(string select, params string[] names)
    {
        await using ModelRegistryEmulator registry = await StartAsync("ibm-granite/granite-3.1", "what? #1", "a,b", "plain", "Plain-2", @"back\slash");

        Job export = await Job.RunAsync(["export", "--registry", registry.BaseAddress.ToString(), "--select", select, "--file", _folder["export.yaml"]]);
        Job report = await Job.RunAsync(["report", "--registry", registry.BaseAddress.ToString(), "--select", select]);

        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Equal((0, ""), (report.ExitCode, report.Error));
        string[] lines = await File.ReadAllLinesAsync(_folder["export.yaml"], TestContext.Current.CancellationToken);
        Assert.Equal(names, lines.Where(line => line.StartsWith("  - name: ", StringComparison.Ordinal)).Select(line => line["  - name: ".Length..].Trim('"').Replace(@"\\", @"\", StringComparison.Ordinal)));
        Assert.Contains($" {names.Length} models in use", report.Out, StringComparison.Ordinal);
        Job plan = await Job.RunAsync(["verify", _folder["export.yaml"], "--registry", registry.BaseAddress.ToString()]);
        Assert.True(plan.ExitCode == 0, plan.ToString());
    }

    [Theory]
    [InlineData("export")]
    [InlineData("report")]
    public async Task Each_name_that_selects_nothing_is_told(string command)
    {
        await using ModelRegistryEmulator registry = await StartAsync("granite", "llama");

        Job job = await Job.RunAsync([command, "--registry", registry.BaseAddress.ToString(), "--select", "gran*,Llama,what\\,ever", "--file", _folder["out"]]);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.Equal("warning: --select 'Llama' is the name of no model.\nwarning: --select 'what\\,ever' is the name of no model.\n", job.Error);
        Assert.Contains("granite", await File.ReadAllTextAsync(_folder["out"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export", "--select", "nothing*,Granite")]
    [InlineData("report", "--select", "nothing*,Granite")]
    [InlineData("export", "--filter", "name = 'nothing'")]
    [InlineData("report", "--filter", "name = 'nothing'")]
    public async Task When_nothing_is_selected_nothing_is_written(string command, string option, string value)
    {
        await using ModelRegistryEmulator registry = await StartAsync("granite");
        string file = _folder.Write("out", "from the last run");

        Job job = await Job.RunAsync([command, "--registry", registry.BaseAddress.ToString(), option, value, "--file", file]);

        Assert.Equal((1, ""), (job.ExitCode, job.Out));
        Assert.Equal("error: No model of the registry is among those asked for. Nothing was written.\n", job.Error);
        Assert.Equal("from the last run", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    private async Task<ModelRegistryEmulator> StartAsync(params string[] models)
    {
        var seed = new StringBuilder("formatVersion: 1\nmodels:\n");
        foreach (string model in models)
        {
            seed.Append("  - name: '").Append(model).Append("'\n");
        }

        return await StartWithAsync(seed.ToString());
    }

    private async Task<ModelRegistryEmulator> StartWithAsync(string seed)
    {
        ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Job job = await Job.RunAsync(["apply", _folder.Write("start.yaml", seed), "--registry", registry.BaseAddress.ToString(), "--concurrency", "1"]);
        Assert.True(job.ExitCode == 0, job.ToString());
        return registry;
    }
}
