using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using SeedJob.Commands;

namespace SeedJob.Tests;

/// <summary>Holds docs/seed-job.md to the code. With <c>UPDATE_DOCS=1</c> in the environment its tables are written anew.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Path = System.IO.Path.Combine(Samples.Root(), "docs", "seed-job.md");

    [Fact]
    public void The_table_of_commands_is_that_of_the_code() => AssertTable(
        "commands",
        "| Command | Does | Options |\n|---|---|---|\n"
        + string.Concat(SeedJobApp.Commands.Select(command =>
            $"| `{Usage(command)}` | {command.Description} | "
                + $"{string.Join(", ", command.Options.Select(option => $"`{option.Name}`"))} |\n")));

    [Fact]
    public void The_table_of_options_is_that_of_the_code() => AssertTable(
        "options",
        "| Option | Variable | Meaning |\n|---|---|---|\n"
        + string.Concat(SeedJobApp.Commands.SelectMany(command => command.Options).DistinctBy(option => option.Name).Select(General)
            .Select(option =>
                $"| `{option.Name}{(option.ValueName is { } value ? $" {value.Replace("|", "\\|", StringComparison.Ordinal)}" : "")}` | "
                    + $"`{option.Variable}` | {Escape(option.Description)} |\n")));

    [Fact]
    public void The_exit_codes_are_those_of_the_code()
    {
        int[] known =
        [
            .. typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(
                field => (int)field.GetRawConstantValue()!).Order(),
        ];

        string section = File.ReadAllText(Path).Split("\n## ").Single(part => part.StartsWith("Exit codes\n", StringComparison.Ordinal));

        Assert.Equal(
            known, ExitCodeRows().Matches(section).Select(row => int.Parse(row.Groups["code"].Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Every_option_exists_once_and_has_a_variable_of_its_own()
    {
        JobOption[] options =
        [
            .. typeof(JobOptions).GetFields(BindingFlags.Public | BindingFlags.Static).Select(
                field => field.GetValue(null)).OfType<JobOption>(),
        ];

        Assert.Equal(options.Length, options.Select(option => option.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(options.Length, options.Select(option => option.Variable).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(options.ExceptBy(
            SeedJobApp.Commands.SelectMany(command => command.Options).Select(option => option.Name), option => option.Name));
    }

    [Fact]
    public async Task Help_lists_every_option_with_its_variable()
    {
        foreach (JobCommand command in SeedJobApp.Commands)
        {
            Job help = await Job.RunAsync([.. command.Name.Split(' '), "--help"]);

            Assert.Equal(0, help.ExitCode);
            Assert.All(command.Options, option =>
            {
                Assert.Contains(
                    option.ShortName is { } shortName ? $"  {shortName}, {option.Name}" : $"  {option.Name}",
                    help.Out,
                    StringComparison.Ordinal);
                Assert.Contains($"[env: {option.Variable}]", help.Out, StringComparison.Ordinal);
            });
        }
    }

    [Theory]
    [InlineData("seed-job.md", 8)]
    [InlineData("gate.md", 2)]
    public void Every_command_line_on_a_page_is_one(string name, int atLeast)
    {
        string page = File.ReadAllText(System.IO.Path.Combine(Samples.Root(), "docs", name));
        MatchCollection lines = CommandLines().Matches(page);

        Assert.InRange(lines.Count, atLeast, 100);
        Assert.All(lines, line =>
        {
            string[] words = line.Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (ToolCommands.Names.Contains(words[0]))
            {
                return;
            }

            JobCommand? command = SeedJobApp.Commands.SingleOrDefault(
                known => words.Take(2).SequenceEqual(known.Name.Split(' ')) || words[0] == known.Name);
            Assert.True(command is not null, $"There is no command '{words[0]}': {line}");
            Assert.All(words.Where(word => word.StartsWith("--", StringComparison.Ordinal)), word =>
                Assert.True(command.Options.Any(option => option.Name == word), $"'{command.Name}' has no option {word}."));
        });
    }

    /// <summary>An option as it is for all commands, some of which take fewer values.</summary>
    private static JobOption General(JobOption option) => option.Name == JobOptions.Output.Name ? JobOptions.Output : option;

    private static string Usage(JobCommand command) =>
        string.Join(' ', command.ToCommand(
            new Running.JobEnvironment { Out = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null }).Arguments
                .Select(argument => argument.Arity.MaximumNumberOfValues > 1
                    ? $"[{argument.Name}…]"
                    : argument.Arity.MinimumNumberOfValues == 0
                    ? $"[{argument.Name}]"
                    : argument.Name)
                .Prepend(command.Name));

    private static string Escape(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);

    private static void AssertTable(string name, string expected)
    {
        string page = File.ReadAllText(Path);
        string begin = $"<!-- {name} -->\n\n";
        string end = $"\n<!-- /{name} -->";
        int from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int to = page.IndexOf(end, from, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Path, page[..from] + expected + page[to..]);
            return;
        }

        Assert.True(
            page[from..to] == expected,
            $"The {name} have changed: run the tests with UPDATE_DOCS=1 and commit docs/seed-job.md.\n{expected}");
    }

    [GeneratedRegex(@"^\| (?<code>\d+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExitCodeRows();

    [GeneratedRegex(@"^\s*(?:\w+=\S+ )*seed-job (?<arguments>[a-z][^#|>\n]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommandLines();
}
