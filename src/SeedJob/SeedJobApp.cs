using System.CommandLine;
#if ARTIFACT_CHECKS
using SeedJob.Artifacts;
#endif
using SeedJob.Commands;
using SeedJob.Coverage;
using SeedJob.Gate;
using SeedJob.Listing;
using SeedJob.Output;
using SeedJob.Reporting;
using SeedJob.Running;

namespace SeedJob;

/// <summary>The command line.</summary>
internal static class SeedJobApp
{
    public static IReadOnlyList<JobCommand> Commands { get; } =
    [
        new ValidateCommand(),
        new PlanCommand(),
        new ApplyCommand(),
        new VerifyCommand(),
        new ExportCommand(),
        new ReportCommand(),
        new CoverageCommand(),
#if ARTIFACT_CHECKS
        new ArtifactsCommand(),
#endif
        new ListCommand(),
        new GetCommand(),
        new ArchiveCommand(),
        new RestoreCommand(),
        new WaitCommand(),
        new SchemaCommand(),
        new GateListCommand(),
        new GatePolicyCommand(),
        new CatalogSourcesCommand(),
        new CatalogListCommand(),
        new CatalogShowCommand(),
        new CatalogImportCommand(),
        new CatalogDiffCommand(),
#if EMBEDDED_REGISTRY
        new EmulatorCommand(),
#endif
    ];

    /// <summary>What the commands of a group have in common.</summary>
    private static Dictionary<string, string> Groups { get; } = new(StringComparer.Ordinal)
    {
        ["catalog"] = "Looks at a model catalog, brings models of it into a seed, and says what has changed since; see docs/catalog.md.",
        ["gate"] = "Prints Kubernetes objects for an admission gate that lets only vetted models be deployed; see docs/gate.md.",
    };

    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, JobEnvironment environment, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand(
            """
            Seeds a Model Registry from files: checks them, compares them with the registry, and makes the registry so.

              Exit codes: 0 done; 1 refused, or something failed; 2 there are differences (plan --detailed-exitcode, verify) or findings (coverage);
              3 the seed or the arguments are wrong; 4 registry unavailable, worth another try; 5 not authorised; 130, 143 interrupted.
            """);
        foreach (JobCommand command in Commands)
        {
            ParentOf(command, root).Add(command.ToCommand(environment));
        }

        ToolCommands.AddTo(root, environment);
        if (arguments.Count == 0)
        {
            arguments = [ToolCommands.Help];
        }

        // What begins with @ is a name like any other, not a file of more arguments.
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed is { CommandResult.Command: { Subcommands.Count: > 0 } group, UnmatchedTokens: [] } && parsed.Errors.Count > 0)
        {
            // The name of a group alone asks what is in it.
            parsed = root.Parse([ToolCommands.Help, ToolCommands.PathOf(group)]);
        }

        IReadOnlyList<string> errors = ParsingErrors.Of(parsed);
        if (errors.Count > 0)
        {
            Report(errors, arguments, environment);
            return ExitCode.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = environment.Out,
                    Error = environment.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            // The commands report their own: what is left is the help and the version.
            using JobLog log = OpenLog(arguments, environment);
            log.Error(Terminal.Unwritable(exception));
            return ExitCode.Failed;
        }
    }

    /// <summary>Finds the group that a command belongs to, which comes with the first of its commands.</summary>
    private static Command ParentOf(JobCommand command, RootCommand root)
    {
        int blank = command.Name.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0)
        {
            return root;
        }

        string name = command.Name[..blank];
        if (root.Subcommands.FirstOrDefault(group => group.Name == name) is not { } group)
        {
            root.Add(group = new Command(name, Groups[name]));
        }

        return group;
    }

    private static void Report(IReadOnlyList<string> errors, IReadOnlyList<string> arguments, JobEnvironment environment)
    {
        using JobLog log = OpenLog(arguments, environment);
        foreach (string error in errors)
        {
            log.Error(error);
        }

        TerminationLog.Write(Given(JobOptions.TerminationLog, arguments, environment), string.Join('\n', errors), log);
    }

    private static JobLog OpenLog(IReadOnlyList<string> arguments, JobEnvironment environment) =>
        new(new Terminal(environment), Given(JobOptions.LogFormat, arguments, environment) switch
        {
            "json" => LogFormat.Json,
            "timed" => LogFormat.Timed,
            _ => LogFormat.Text,
        }, environment.Time);

    /// <summary>What says where and how to report must be found in arguments that can't be parsed, too.</summary>
    private static string? Given(JobOption option, IReadOnlyList<string> arguments, JobEnvironment environment) =>
        arguments.Zip(arguments.Skip(1))
            .Where(pair => pair.First == option.Name && !pair.Second.StartsWith('-'))
            .Select(pair => pair.Second)
            .Concat(arguments.Where(argument => argument.StartsWith($"{option.Name}=", StringComparison.Ordinal))
                .Select(argument => argument[(option.Name.Length + 1)..]))
            .Append(environment.Variable(option.Variable)?.Trim())
            .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
}
