using System.CommandLine;
using SeedJob.Commands;
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
        new ArchiveCommand(),
        new RestoreCommand(),
        new WaitCommand(),
        new SchemaCommand(),
#if EMBEDDED_REGISTRY
        new EmulatorCommand(),
#endif
    ];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, JobEnvironment environment, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Seeds a Model Registry from files: checks them, compares them with the registry, and makes the registry so.");
        foreach (JobCommand command in Commands)
        {
            root.Add(command.ToCommand(environment));
        }

        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await environment.Error.WriteLineAsync($"error: {error.Message}").ConfigureAwait(false);
            }

            await environment.Error.WriteLineAsync("Run 'seed-job --help' for the commands and 'seed-job COMMAND --help' for their options.").ConfigureAwait(false);
            return ExitCode.BadInput;
        }

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
}
