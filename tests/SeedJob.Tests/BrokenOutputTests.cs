using ModelRegistry.Emulator;
using SeedJob.Commands;

namespace SeedJob.Tests;

/// <summary>A standard output that takes nothing: the job says so, and does not pass for one that has done what it was for.</summary>
public sealed class BrokenOutputTests : IDisposable
{
    /// <summary>Runs the job once the reader of its output has gone, which the gate tells.</summary>
    private const string Gone =
        "mkfifo \"$GATE\"; { read -r _ < \"$GATE\"; job \"$@\"; echo \"code $?\" >&2; } | { exec <&-; echo > \"$GATE\"; }";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Commands =>
    [
        .. SeedJobApp.Commands.Select(command => command.Name),
        "--help",
        "--version",
        "apply --help",
        "help",
        "version",
        "completion bash",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_reader_that_has_gone_ends_every_command_with_1(string command)
    {
        await using ModelRegistryEmulator registry = await StartAsync();

        Shell shell = await Shell.RunAsync($"GATE={_folder["gate"]}; {Gone}", Arguments(command, registry));

        Assert.Equal("error: The result can't be written to standard output: Broken pipe\ncode 1\n", shell.Error);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_full_device_ends_every_command_with_1(string command)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");
        await using ModelRegistryEmulator registry = await StartAsync();

        Shell shell = await Shell.RunAsync("job \"$@\" >/dev/full", Arguments(command, registry));

        Assert.Equal(
            (1, "error: The result can't be written to standard output: No space left on device\n"), (shell.ExitCode, shell.Error));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_closed_standard_output_ends_every_command_with_1_before_it_has_begun(string command)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        int requests = registry.Requests.Count;

        Shell shell = await Shell.RunAsync("job \"$@\" >&-", Arguments(command, registry));

        Assert.Equal(1, shell.ExitCode);
        Assert.StartsWith(
            IsAboutTheTool(command)
                ? "error: The result can't be written to standard output: Bad file descriptor\n"
                : "error: Standard output is closed, ",
            shell.Error,
            StringComparison.Ordinal);
        Assert.Equal(requests, registry.Requests.Count);
    }

    [Fact]
    public async Task A_closed_standard_output_does_not_matter_to_what_goes_to_a_file()
    {
        await using ModelRegistryEmulator registry = await StartAsync();

        Shell shell = await Shell.RunAsync(
            "job \"$@\" >&-", "export", "--registry", registry.BaseAddress.ToString(), "--file", _folder["out.yaml"]);

        Assert.Equal((0, ""), (shell.ExitCode, shell.Error));
        Assert.StartsWith(
            "formatVersion: 1\n",
            await File.ReadAllTextAsync(_folder["out.yaml"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">&- 2>&-", 1)]
    [InlineData("2>&-", 0)]
    [InlineData("<&-", 0)]
    public async Task Descriptors_that_are_closed_are_not_mistaken_for_files_of_the_runtime(string redirection, int code)
    {
        Shell shell = await Shell.RunAsync(
            $"job \"$@\" {redirection}", "apply", Samples.Granite, "--registry", "embedded", "--audit-log", _folder["audit"]);

        Assert.Equal((code, ""), (shell.ExitCode, shell.Error));
    }

    [Fact]
    public async Task A_closed_standard_input_has_nothing_to_read()
    {
        Shell shell = await Shell.RunAsync("job validate - <&-");

        Assert.Equal(3, shell.ExitCode);
        Assert.StartsWith("error: <stdin>:1:1: SEED001 ", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_no_longer_reads_the_audit_log_stops_the_job()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        string seed = _folder.Write("seed.yaml", Seeds.Of(50));

        Shell shell = await Shell.RunAsync(
            $"GATE={_folder["gate"]}; {Gone}",
            "apply", seed, "--registry", registry.BaseAddress.ToString(), "--concurrency",
            "1", "--audit-log", "-", "--termination-log", _folder["status"]);

        Assert.Equal(
            "error: The audit log - can't be written, so nothing further was begun; what was applied stays. "
            + "First change that is not in it: created RegisteredModel model-000 (id 1). The result can't be written to standard output: "
            + "Broken pipe\ncode 1\n",
            shell.Error);
        Assert.Single(registry.Requests, request => request.Method == "POST");
        Assert.StartsWith(
            "1 created, ", await File.ReadAllTextAsync(_folder["status"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("restore")]
    public async Task A_state_that_was_changed_is_recorded_though_nobody_reads_the_result(string command)
    {
        await using ModelRegistryEmulator registry = await StartAsync();

        Shell shell = await Shell.RunAsync(
            $"GATE={_folder["gate"]}; {Gone}", [.. Arguments(command, registry), "--audit-log", _folder["audit"]]);

        Assert.EndsWith("code 1\n", shell.Error, StringComparison.Ordinal);
        Assert.Single(await File.ReadAllLinesAsync(_folder["audit"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_follows_in_the_same_file_stands_behind_the_result()
    {
        Shell shell = await Shell.RunAsync("{ echo before; job schema; echo after; } > \"$1\"", _folder["out"]);

        Assert.Equal((0, ""), (shell.ExitCode, shell.Error));
        string text = await File.ReadAllTextAsync(_folder["out"], TestContext.Current.CancellationToken);
        Assert.StartsWith("before\n{", text, StringComparison.Ordinal);
        Assert.EndsWith("}\nafter\n", text, StringComparison.Ordinal);
    }

    private string Catalog()
    {
        _folder.Write(
            "models.yaml", "source: Lab\nmodels: [{ name: lab/granite, artifacts: [{ uri: 'oci://registry.example/granite:1' }] }]\n");
        return _folder.Write(
            "sources.yaml",
            "catalogs: [{ id: lab, name: Lab, type: yaml, enabled: true, properties: { yamlCatalogPath: models.yaml } }]\n");
    }

    private static bool IsAboutTheTool(string command) =>
        command.StartsWith('-')
            || command.EndsWith("--help", StringComparison.Ordinal)
            || ToolCommands.Names.Contains(command.Split(' ')[0]);

    private string[] Arguments(string command, ModelRegistryEmulator registry) => command switch
    {
        "catalog sources" or "catalog list" => [.. command.Split(' '), "--catalog", Catalog()],
        "catalog show" or "catalog import" => [.. command.Split(' '), "lab", "lab/granite", "--catalog", Catalog()],
        "catalog diff" => [.. command.Split(' '), Samples.Granite, "--catalog", Catalog()],
        "coverage" =>
        [
            command, "--deployments", _folder.Write(
                "deployments.json", """{ "apiVersion": "v1", "kind": "List", "items": [] }"""), "--allow-empty",
            "--registry", registry.BaseAddress.ToString(),
        ],
        "validate" => [command, Samples.Granite],
        "plan" or "apply" or "verify" => [command, Samples.Granite, "--registry", registry.BaseAddress.ToString()],
        "get" => [command, "live", "--registry", registry.BaseAddress.ToString()],
        "archive" => [command, "live", "--registry", registry.BaseAddress.ToString()],
        "restore" => [command, "archived", "--registry", registry.BaseAddress.ToString()],
        "export" or "report" or "wait" or "list" or "artifacts" or "gate list" =>
            [.. command.Split(' '), "--registry", registry.BaseAddress.ToString()],
        _ => command.Split(' '),
    };

    private async Task<ModelRegistryEmulator> StartAsync()
    {
        ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        string seed = _folder.Write("start.yaml", "formatVersion: 1\nmodels: [{ name: live }, { name: archived, state: ARCHIVED }]\n");
        Job job = await Job.RunAsync(["apply", seed, "--registry", registry.BaseAddress.ToString()]);
        Assert.True(job.ExitCode == 0, job.ToString());
        return registry;
    }
}
