using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using ModelRegistry.Client;
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
        await using ModelRegistryEmulator registry = await StartAsync(
            "ibm-granite/granite-3.1", "what? #1", "a,b", "plain", "Plain-2", @"back\slash");

        Job export = await Job.RunAsync(
            ["export", "--registry", registry.BaseAddress.ToString(), "--select", select, "--file", _folder["export.yaml"]]);
        Job report = await Job.RunAsync(["report", "--registry", registry.BaseAddress.ToString(), "--select", select]);

        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Equal((0, ""), (report.ExitCode, report.Error));
        string[] lines = await File.ReadAllLinesAsync(_folder["export.yaml"], TestContext.Current.CancellationToken);
        Assert.Equal(names, lines.Where(line => line.StartsWith("  - name: ", StringComparison.Ordinal)).Select(
            line => line["  - name: ".Length..].Trim('"').Replace(@"\\", @"\", StringComparison.Ordinal)));
        Assert.Contains(
            $" {names.Length} {(names.Length == 1 ? "model" : "models")} in use, 0 archived.", report.Out, StringComparison.Ordinal);
        Job plan = await Job.RunAsync(["verify", _folder["export.yaml"], "--registry", registry.BaseAddress.ToString()]);
        Assert.True(plan.ExitCode == 0, plan.ToString());
    }

    [Theory]
    [InlineData("export")]
    [InlineData("report")]
    public async Task Each_name_that_selects_nothing_is_told(string command)
    {
        await using ModelRegistryEmulator registry = await StartAsync("granite", "llama");

        Job job = await Job.RunAsync(
            [command, "--registry", registry.BaseAddress.ToString(), "--select", "gran*,Llama,what\\,ever", "--file", _folder["out"]]);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.Equal(
            "warning: --select 'Llama' is the name of no model.\nwarning: --select 'what\\,ever' is the name of no model.\n", job.Error);
        Assert.Contains(
            "granite", await File.ReadAllTextAsync(_folder["out"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
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

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_is_replaced_behind_its_links_and_keeps_its_mode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other links and modes.");
        Directory.CreateDirectory(_folder["data"]);
        string file = _folder.Write("data/out.md", "from the last run");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
        File.CreateSymbolicLink(_folder["first"], "second");
        File.CreateSymbolicLink(_folder["second"], "data/out.md");
        using var reader = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        Job job = await Job.RunAsync(["report", "--registry", "embedded", "--file", _folder["first"]]);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.StartsWith(
            "# Model registry report", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite, File.GetUnixFileMode(file));
        Assert.Equal(("second", "data/out.md"), (new FileInfo(_folder["first"]).LinkTarget, new FileInfo(_folder["second"]).LinkTarget));
        Assert.Equal([file], Directory.GetFiles(_folder["data"]));
        // Whoever was reading goes on reading what was there.
        Assert.Equal("from the last run".Length, reader.Length);
    }

    [Fact]
    public async Task A_link_to_nothing_leads_to_the_new_file()
    {
        File.CreateSymbolicLink(_folder["link"], "out.md");

        Job job = await Job.RunAsync(["report", "--registry", "embedded", "--file", _folder["link"]]);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.Equal("out.md", new FileInfo(_folder["link"]).LinkTarget);
        Assert.Equal([_folder["link"], _folder["out.md"]], Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("link")]
    public async Task A_named_pipe_is_written_to(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what is a pipe.");
        await MakePipeAsync(_folder["pipe"]);
        File.CreateSymbolicLink(_folder["link"], "pipe");
        Task<string> reading = Task.Run(
            () => File.ReadAllTextAsync(_folder["pipe"], TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        Job job = await Job.RunAsync(["report", "--registry", "embedded", "--file", _folder[name]]);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.StartsWith("# Model registry report", await reading, StringComparison.Ordinal);
        Assert.Equal("pipe", new FileInfo(_folder["link"]).LinkTarget);
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_in_a_directory_that_takes_no_new_ones_stays_as_it_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Modes keep this user out of nothing.");
        Directory.CreateDirectory(_folder["data"]);
        string file = _folder.Write("data/out.md", "from the last run");
        File.SetUnixFileMode(_folder["data"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Job job = await Job.RunAsync(["report", "--registry", "embedded", "--file", file]);

        File.SetUnixFileMode(_folder["data"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal((1, ""), (job.ExitCode, job.Out));
        Assert.StartsWith(
            $"error: The file {file} can't be written: what is to take its place can't be made beside it",
            job.Error,
            StringComparison.Ordinal);
        Assert.EndsWith(" The last file is as it was.\n", job.Error, StringComparison.Ordinal);
        Assert.Equal("from the last run", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("export")]
    [InlineData("report")]
    public async Task A_disk_that_is_full_leaves_the_last_file(string command)
    {
        await using ModelRegistryEmulator registry = await StartWithAsync(Seeds.Of(300));
        Directory.CreateDirectory(_folder["data"]);
        string file = _folder.Write("data/out", "from the last run");

        // No file may grow beyond a few kilobytes, which is what a full disk is like, and takes no disk.
        Shell shell = await Shell.RunAsync(
            "trap '' XFSZ; ulimit -f 16; DOTNET_EnableWriteXorExecute=0 job \"$@\"",
            command, "--registry", registry.BaseAddress.ToString(), "--file", file);

        Assert.Equal((1, ""), (shell.ExitCode, shell.Out));
        Assert.StartsWith($"error: The file {file} can't be written: ", shell.Error, StringComparison.Ordinal);
        Assert.Equal("from the last run", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder["data"]));
    }

    [Theory]
    [InlineData("/dev/full")]
    [InlineData("/proc/version")]
    public async Task What_takes_nothing_is_told(string file)
    {
        Assert.SkipUnless(File.Exists(file), $"There is no {file}.");

        Job job = await Job.RunAsync(["report", "--registry", "embedded", "--file", file]);

        Assert.Equal((1, ""), (job.ExitCode, job.Out));
        Assert.StartsWith($"error: The file {file} can't be written: ", job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nowhere/out.md")]
    [InlineData("circle")]
    public async Task What_can_not_be_written_is_told_and_leaves_nothing_behind(string name)
    {
        Directory.CreateDirectory(_folder["data"]);
        File.CreateSymbolicLink(_folder["data/circle"], "circle");

        Job job = await Job.RunAsync(["report", "--registry", "embedded", "--file", Path.Combine(_folder["data"], name)]);

        Assert.Equal((1, ""), (job.ExitCode, job.Out));
        Assert.StartsWith($"error: The file {Path.Combine(_folder["data"], name)} can't be written: ", job.Error, StringComparison.Ordinal);
        Assert.Equal([_folder["data/circle"]], Directory.GetFileSystemEntries(_folder["data"]));
    }

    [Fact]
    public async Task A_request_to_stop_ends_the_wait_for_a_reader()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what is a pipe.");
        await MakePipeAsync(_folder["pipe"]);
        using var stop = new CancellationTokenSource();

        Task<Job> running = Job.RunAsync(
            ["report", "--registry", "embedded", "--file", _folder["pipe"]], adjust: environment => environment with { Stop = stop.Token });
        await stop.CancelAsync();

        Assert.Equal(143, (await running).ExitCode);
        // Whoever still waits for a reader gets one, and ends.
        await using var reader = new FileStream(_folder["pipe"], FileMode.Open, FileAccess.ReadWrite);
    }

    [Fact]
    public async Task What_a_seed_can_not_say_is_named_and_the_rest_is_written()
    {
        await using ModelRegistryEmulator registry = await StartAsync("granite");
        using var client = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = registry.BaseAddress });
        RegisteredModel model = await client.RegisteredModels.CreateAsync(
            new RegisteredModelCreate { Name = "other", LicenseLink = "no link", Owner = "me" }, TestContext.Current.CancellationToken);
        ModelVersion version = await client.RegisteredModels.CreateVersionAsync(
            model.Id, new ModelVersionCreate { Name = "1" }, TestContext.Current.CancellationToken);
        foreach ((string name, string uri) in ((string, string)[])[
            ("bad", "s3://user:secret@bucket/x"),
            ("good", "abfss://models@account.dfs.core.windows.net/x"),
        ])
        {
            await client.ModelVersions.UpsertArtifactAsync(
                version.Id, new ModelArtifactCreate { Name = name, Uri = uri }, cancellationToken: TestContext.Current.CancellationToken);
        }

        Job export = await Job.RunAsync(["export", "--registry", registry.BaseAddress.ToString(), "--file", _folder["out.yaml"]]);

        Assert.Equal(1, export.ExitCode);
        Assert.Equal(
            """
            warning: left out: licenseLink of the model 'other': it has a space or control character: write a space as %20.
            warning: left out: uri of the model-artifact 'bad' (id 1) of the version 'other/1': it has a user name or password before its host: credentials don't belong in a registry, and they hide the host.
            error: The export is written, without what was left out.

            """,
            string.Join('\n', export.Error.Split('\n').OrderBy(line => line.Length == 0).ThenByDescending(
                line => line.StartsWith("warning", StringComparison.Ordinal)).ThenBy(line => line, StringComparer.Ordinal)));
        string yaml = await File.ReadAllTextAsync(_folder["out.yaml"], TestContext.Current.CancellationToken);
        Assert.Contains("owner: me", yaml, StringComparison.Ordinal);
        Assert.Contains("uri: abfss://models@account.dfs.core.windows.net/x", yaml, StringComparison.Ordinal);
        Assert.Equal(0, (await Job.RunAsync(["verify", _folder["out.yaml"], "--registry", registry.BaseAddress.ToString()])).ExitCode);
    }

    [Fact]
    public async Task What_a_seed_takes_for_the_same_is_exported_once()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { Database = RegistryDatabase.PostgreSql }, TestContext.Current.CancellationToken);
        using var client = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = registry.BaseAddress });
        var properties = new Dictionary<string, MetadataValue>(StringComparer.Ordinal) { ["FP8"] = "", ["fp8"] = "x" };
        foreach (string name in (string[])["granite", "Granite"])
        {
            RegisteredModel model = await client.RegisteredModels.CreateAsync(
                new RegisteredModelCreate { Name = name, ExternalId = $"{name}-id", CustomProperties = properties },
                TestContext.Current.CancellationToken);
            foreach (string version in (string[])["v1", "V1"])
            {
                await client.RegisteredModels.CreateVersionAsync(
                    model.Id, new ModelVersionCreate { Name = version, ExternalId = $"{name}-{version}-x" },
                    TestContext.Current.CancellationToken);
            }
        }

        Job export = await Job.RunAsync(["export", "--registry", registry.BaseAddress.ToString()]);

        Assert.Equal(1, export.ExitCode);
        Assert.Contains(
            "warning: left out: the model 'Granite' (id 4): a seed takes it for the same as 'granite'.\n",
            export.Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "warning: left out: the version 'granite/V1' (id 3): a seed takes it for the same as 'v1'.\n",
            export.Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "warning: left out: the custom property 'fp8' of the model 'granite': a seed takes it for the same as 'FP8'.\n",
            export.Error,
            StringComparison.Ordinal);
        Job validate = await Job.RunAsync(["validate", "-"], input: export.Out);
        Assert.True(validate.ExitCode == 0, validate.ToString());
    }

    [Fact]
    public async Task Sets_that_a_seed_can_not_name_are_told_once_each()
    {
        await using ModelRegistryEmulator registry = await StartWithAsync(Seeds.Of(3, set: "a"));
        await Job.RunAsync(
            ["apply", _folder.Write("b.yaml", Seeds.Of(2, set: "b", from: 3)), "--registry", registry.BaseAddress.ToString()]);

        Job export = await Job.RunAsync(["export", "--registry", registry.BaseAddress.ToString()]);

        Assert.Equal(1, export.ExitCode);
        Assert.Equal(
            """
            warning: left out: that the set 'a' owns 6 of the models and versions: a seed names one set for all of its models.
            warning: left out: that the set 'b' owns 4 of the models and versions: a seed names one set for all of its models.
            error: The export is written, without what was left out.

            """,
            export.Error);
        Assert.Equal(0, (await Job.RunAsync(["verify", "-", "--registry", registry.BaseAddress.ToString()], input: export.Out)).ExitCode);
        Job alone = await Job.RunAsync(["export", "--registry", registry.BaseAddress.ToString(), "--filter", "_seedSet = 'b'"]);
        Assert.Equal((0, ""), (alone.ExitCode, alone.Error));
        Assert.StartsWith("formatVersion: 1\nset: b\n", alone.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_has_the_details_of_what_is_in_use_and_of_what_is_archived_below_their_own_headings()
    {
        await using ModelRegistryEmulator registry = await StartWithAsync(
            "formatVersion: 1\nmodels:\n  - { name: a, state: ARCHIVED }\n  - { name: b }\n  - { name: c, state: ARCHIVED }\n");

        Job report = await Job.RunAsync(["report", "--registry", registry.BaseAddress.ToString()]);

        Assert.Equal(
            ["## In use", "### b", "## Archived", "### a", "### c"],
            report.Out.Split('\n').Where(line => line.StartsWith("##", StringComparison.Ordinal)));
    }

    private static async Task MakePipeAsync(string path)
    {
        using Process mkfifo = Process.Start("mkfifo", [path]);
        await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
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
        Job job = await Job.RunAsync(
            ["apply", _folder.Write("start.yaml", seed), "--registry", registry.BaseAddress.ToString(), "--concurrency", "1"]);
        Assert.True(job.ExitCode == 0, job.ToString());
        return registry;
    }
}
