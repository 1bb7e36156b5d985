using System.CommandLine;
using System.CommandLine.Completions;
using ModelRegistry.Seeding.Format;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>The commands that are about the tool itself.</summary>
internal static class ToolCommands
{
    public const string Help = "help";
    private const string Version = "version";
    private const string Completion = "completion";

    public static IReadOnlyList<string> Names { get; } = [Help, Version, Completion];

    public static void AddTo(RootCommand root, JobEnvironment environment)
    {
        root.Add(HelpCommand(root));
        root.Add(VersionCommand(root));
        root.Add(CompletionCommand(environment));
    }

    /// <summary>Says that there is no such command, and perhaps which one was meant.</summary>
    public static string Unknown(string name, Command group) =>
        $"There is no command '{PathOf(group, name)}'{Suggestion.For(name, group.Subcommands.Select(known => known.Name))}. "
        + $"'seed-job {PathOf(group, Help, isFirst: true)}' lists the commands.";

    /// <summary>Names a command with the groups that it is in.</summary>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault(parent => parent is not RootCommand) is { } group
            ? $"{PathOf(group)} {command.Name}"
            : command.Name;

    private static string PathOf(Command group, string name, bool isFirst = false) =>
        group is RootCommand ? name : isFirst ? $"{name} {PathOf(group)}" : $"{PathOf(group)} {name}";

    private static Command HelpCommand(RootCommand root)
    {
        var about = new Argument<string[]>("COMMAND")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "The command to explain; all of "
            + "them in short when not given."
        };
        about.CompletionSources.Add(_ => root.Subcommands.Select(command => new CompletionItem(command.Name)));
        about.Validators.Add(given =>
        {
            Command group = root;
            foreach (string name in given.Tokens.Select(token => token.Value))
            {
                if (group.Subcommands.FirstOrDefault(command => command.Name == name) is not { } next)
                {
                    given.AddError(Unknown(name, group));
                    return;
                }

                group = next;
            }
        });
        var help = new Command(Help, "Explains the commands, or one of them and its options.") { about };
        help.SetAction((arguments, cancellationToken) =>
            root.Parse([.. arguments.GetValue(about) ?? [], "--help"]).InvokeAsync(arguments.InvocationConfiguration, cancellationToken));
        return help;
    }

    private static Command VersionCommand(RootCommand root)
    {
        var version = new Command(Version, "Prints the version.");
        version.SetAction(
            (arguments, cancellationToken) => root.Parse(["--version"]).InvokeAsync(arguments.InvocationConfiguration, cancellationToken));
        return version;
    }

    private static Command CompletionCommand(JobEnvironment environment)
    {
        var shell = new Argument<string>("SHELL")
        {
            Description = $"{string.Join(", ", CompletionScripts.Shells.SkipLast(1))} or {CompletionScripts.Shells[^1]}.",
        };
        shell.CompletionSources.Add([.. CompletionScripts.Shells]);
        shell.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var name }] && !CompletionScripts.Shells.Contains(name, StringComparer.Ordinal))
            {
                given.AddError(
                    $"There is no completion for '{name}'{Suggestion.For(name, CompletionScripts.Shells)}: give {shell.Description}");
            }
        });
        var completion = new Command(Completion, "Prints the script that makes a shell complete commands, options and values.") { shell };
        completion.SetAction(async (arguments, _) =>
        {
            await environment.Out.WriteAsync(CompletionScripts.For(arguments.GetValue(shell)!)).ConfigureAwait(false);
            await environment.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return ExitCode.Success;
        });
        return completion;
    }
}
