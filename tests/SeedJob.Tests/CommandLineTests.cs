using System.Diagnostics;
using SeedJob.Commands;

namespace SeedJob.Tests;

/// <summary>What the command line says of itself, and of what it does not understand.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("help")]
    [InlineData("--help")]
    public async Task Nothing_and_help_explain_the_commands(params string[] arguments)
    {
        Job job = await Job.RunAsync(arguments);
        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        Assert.All(
            SeedJobApp.Commands.Select(command => command.Name.Split(' ')[0]).Concat(ToolCommands.Names),
            name => Assert.Contains($"\n  {name} ", job.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_of_a_command_is_that_of_its_option()
    {
        foreach (string name in SeedJobApp.Commands.Select(command => command.Name).Concat(ToolCommands.Names))
        {
            Job help = await Job.RunAsync(["help", .. name.Split(' ')]);
            Assert.Equal((0, ""), (help.ExitCode, help.Error));
            Assert.Equal((await Job.RunAsync([.. name.Split(' '), "--help"])).Out, help.Out);
            Assert.Contains($" {name} ", help.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_name_of_a_group_alone_explains_its_commands()
    {
        Job gate = await Job.RunAsync(["gate"]);
        Assert.Equal((0, ""), (gate.ExitCode, gate.Error));
        Assert.Contains("\n  list ", gate.Out, StringComparison.Ordinal);
        Assert.Equal(gate.Out, (await Job.RunAsync(["help", "gate"])).Out);
    }

    [Fact]
    public async Task Version_is_that_of_the_option()
    {
        Job version = await Job.RunAsync(["version"]);
        Assert.Equal(0, version.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", version.Out);
        Assert.Equal((await Job.RunAsync(["--version"])).Out, version.Out);
    }

    [Theory]
    [InlineData(
        "There is no command 'aply' (did you mean 'apply'?). 'seed-job help' lists the commands.", "aply", "seeds/", "--registry", "x")]
    [InlineData("There is no command 'plann' (did you mean 'plan'?). 'seed-job help' lists the commands.", "help", "plann")]
    [InlineData("There is no command 'qqqqqq'. 'seed-job help' lists the commands.", "qqqqqq")]
    [InlineData("There is no command 'a\\u001b[31m'", "a\u001b[31m")]
    [InlineData("There is no command 'gate lst' (did you mean 'list'?). 'seed-job help gate' lists the commands.", "gate", "lst")]
    [InlineData("There is no command 'gate lst' (did you mean 'list'?).", "help", "gate", "lst")]
    [InlineData("'gate list' has no option '--nonsense'. 'seed-job help gate list' lists its options;", "gate", "list", "--nonsense")]
    [InlineData("'apply' has no option '--regstry' (did you mean '--registry'?). 'seed-job help apply' lists "
        + "its options;", "apply", "--regstry", "x")]
    [InlineData("'plan' has no option '--outpt=json' (did you mean '--output'?).", "plan", "s.yaml", "--outpt=json")]
    [InlineData("'wait' has no option '--prune'. 'seed-job help wait'", "wait", "--prune")]
    [InlineData("'schema' has no option '--x'", "schema", "--x")]
    [InlineData("There is no option '--versoin' (did you mean '--version'?)", "--versoin")]
    [InlineData("'--registry' stands before the command: put it behind, as in 'seed-job plan --registry'.", "--registry", "x", "plan")]
    [InlineData("There is no completion for 'bsh' (did you mean 'bash'?): give bash, zsh, fish or pwsh.", "completion", "bsh")]
    [InlineData("Unrecognized command or argument 'extra'. 'seed-job help wait' explains the command.", "wait", "extra")]
    [InlineData("Required argument missing for option: '--registry'. 'seed-job help verify' explains the command.", "verify", "--registry")]
    public async Task What_is_not_understood_is_one_line_with_a_way_out(string message, params string[] arguments)
    {
        Job job = await Job.RunAsync(arguments);
        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        Assert.StartsWith($"error: {message}", job.Error, StringComparison.Ordinal);
        Assert.Equal(1, job.Error.Count(character => character == '\n'));
    }

    [Theory]
    [InlineData("validate", "text|json|github|sarif")]
    [InlineData("plan", "text|json|markdown|github")]
    [InlineData("apply", "text|json|markdown|github")]
    [InlineData("export", "text|markdown")]
    public async Task Help_lists_the_formats_that_the_command_writes(string command, string formats) =>
        Assert.Contains($"--output <{formats}>", (await Job.RunAsync(["help", command])).Out, StringComparison.Ordinal);

    [Fact]
    public void Every_command_with_formats_says_which_it_writes() => Assert.All(
        SeedJobApp.Commands.SelectMany(command => command.Options).Where(option => option.Name == JobOptions.Output.Name),
        option => Assert.Contains(option.Values[0], (string[])["text", "table"]));

    [Fact]
    public async Task A_format_that_only_others_write_is_refused_on_the_command_line_and_text_from_the_variable()
    {
        Job refused = await Job.RunAsync(["validate", Samples.Granite, "--output", "markdown"]);
        Assert.Equal((3, "error: --output is 'markdown': give text, json, github or sarif.\n"), (refused.ExitCode, refused.Error));

        Job fromVariable = await Job.RunAsync(["validate", Samples.Granite], Output("markdown"));
        Assert.Equal((0, "Valid: 1 model, 1 version, 1 artifact.\n"), (fromVariable.ExitCode, fromVariable.Out));

        Job table = await Job.RunAsync(["list", "--registry", "embedded"], Output("text"));
        Assert.Equal((0, "", "0 models.\n"), (table.ExitCode, table.Out, table.Error));

        Job wrong = await Job.RunAsync(["validate", Samples.Granite], Output("xml"));
        Assert.Equal((3, "error: SEED_OUTPUT is 'xml': give text, json, github or sarif.\n"), (wrong.ExitCode, wrong.Error));

        static Dictionary<string, string> Output(string format) => new(StringComparer.Ordinal) { ["SEED_OUTPUT"] = format };
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task A_script_for_each_shell_is_printed(string shell)
    {
        Job job = await Job.RunAsync(["completion", shell]);
        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        Assert.Contains("[suggest:", job.Out, StringComparison.Ordinal);
        Assert.InRange(job.Out.Count(character => character == '\n'), 6, 10);
    }

    [Theory(Timeout = 300_000)]
    [Trait("Category", "Slow")]
    [InlineData("bash", """
        source <(seed-job completion bash)
        complete_line() {
            COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=($1)
            [[ $1 == *' ' ]] && COMP_WORDS+=("")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _seed_job
            echo "${COMPREPLY[*]}"
        }
        while read -r line; do complete_line "${line%.}"; done
        """)]
    [InlineData("zsh", """
        autoload -U compinit
        compinit -u -D
        source <(seed-job completion zsh)
        compadd() { print -- ${(M)${(P)2}:#$PREFIX*} }
        _files() { print }
        while IFS= read -r line; do words=("${(@s: :)${line%.}}") CURRENT=${#words} PREFIX=${words[-1]}; _seed_job; done
        """)]
    [InlineData("fish", """
        seed-job completion fish | source
        while read -l line; echo (complete -C (string replace -r '\.$' '' -- $line)); end
        """)]
    [InlineData("pwsh", """
        seed-job completion pwsh | Out-String | Invoke-Expression
        foreach ($line in @($input)) { $line = $line -replace '\.$', ''; "$((TabExpansion2 $line $line.Length).CompletionMatches.CompletionText)" }
        """)]
    public async Task A_shell_completes_commands_options_and_values(string shell, string script)
    {
        Assert.SkipUnless(IsThere(shell), $"There is no {shell} on this machine.");
        string program = _folder.Write("seed-job", $"#!/bin/sh\nexec dotnet '{typeof(SeedJobApp).Assembly.Location}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.CreateDirectory(_folder["empty"]);

        // The full stop keeps the blank before it.
        string[] answers = await RunAsync(
            shell, script, ["seed-job pl.", "seed-job apply --log-f.", "seed-job plan --output .", "seed-job help va."]);
        Assert.Equal("plan", answers[0].Trim());
        Assert.Equal("--log-format", answers[1].Trim());
        Assert.Equal(
            ["github", "json", "markdown", "text"],
            answers[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal("validate", answers[3].Trim());
    }

    private static bool IsThere(string shell) => !OperatingSystem.IsWindows()
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(
            folder => File.Exists(Path.Combine(folder, shell)));

    private async Task<string[]> RunAsync(string shell, string script, IEnumerable<string> lines)
    {
        var start = new ProcessStartInfo(shell)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.WorkingDirectory = _folder["empty"];
        start.Environment["PATH"] = $"{Path.GetDirectoryName(_folder["seed-job"])}{Path.PathSeparator}{start.Environment["PATH"]}";
        start.Environment["HOME"] = _folder["empty"];
        if (shell == "zsh")
        {
            start.ArgumentList.Add("-f");
        }

        start.ArgumentList.Add(shell == "pwsh" ? "-Command" : "-c");
        start.ArgumentList.Add(script);
        using Process process = Process.Start(start)!;
        try
        {
            CancellationToken cancellationToken = TestContext.Current.CancellationToken;
            await process.StandardInput.WriteAsync($"{string.Join('\n', lines)}\n".AsMemory(), cancellationToken);
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            string[] answers = (await process.StandardOutput.ReadToEndAsync(cancellationToken)).Split(
                '\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(answers.Length == lines.Count(), $"{string.Join('\n', answers)}\n{await error}");
            return answers;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
