using System.CommandLine;
using System.Globalization;
using ModelRegistry.Client;
using ModelRegistry.Seeding;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>A command: what it takes, what it does, and what all commands have in common.</summary>
internal abstract class JobCommand
{
    /// <summary>Gets the name; for one of a group of commands, the group's name and its own.</summary>
    public abstract string Name { get; }

    public abstract string Description { get; }

    public abstract IReadOnlyList<JobOption> Options { get; }

    /// <summary>Gets what stands after the command's name: seed files, unless the command says otherwise.</summary>
    protected virtual IEnumerable<Argument> Arguments =>
    [
        new Argument<string[]>(JobRun.PathArgument)
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "Seed files, directories, globs, or - for standard input. [env: SEED_PATHS, separated by colons]",
        },
    ];

    public Command ToCommand(JobEnvironment environment)
    {
        var command = new Command(Name[(Name.IndexOf(' ', StringComparison.Ordinal) + 1)..], Description);
        foreach (Argument argument in Arguments)
        {
            command.Add(argument);
        }

        foreach (JobOption option in Options)
        {
            command.Add(option.ToOption());
        }

        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, environment, cancellationToken));
        return command;
    }

    protected abstract Task<int> RunAsync(JobRun run, CancellationToken cancellationToken);

    /// <summary>Whether the result goes to standard output.</summary>
    protected virtual bool WritesResult(JobRun run) => true;

    private async Task<int> RunAsync(ParseResult arguments, JobEnvironment environment, CancellationToken cancellationToken)
    {
        var terminal = new Terminal(environment);
        var log = new JobLog(terminal, LogFormat.Text, environment.Time);
        string? terminationLog = null;
        int code;
        string? failure = null;
        var run = new JobRun(arguments, Options, environment, terminal, log);
        try
        {
            // First, so that whatever else is wrong can be told there.
            string? named = Options.Contains(JobOptions.TerminationLog) ? run.Text(JobOptions.TerminationLog) : null;
            string? problem = TerminationLog.ProblemWith(named);
            terminationLog = problem is null ? named : null;
            if (Options.Contains(JobOptions.LogFormat))
            {
                run.Log = log = new JobLog(terminal, run.LogFormat, environment.Time);
            }

            if (problem is not null)
            {
                throw new JobException(ExitCode.BadInput, problem);
            }

            if (environment.IsOutClosed && WritesResult(run))
            {
                throw new JobException(
                    ExitCode.Failed,
                    "Standard output is closed, so no result can be written, and nothing was begun. Give it somewhere to go, /dev/null "
                        + "for nowhere.");
            }

            code = await RunAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (JobException exception)
        {
            (code, failure) = (exception.ExitCode, exception.Message);
        }
        catch (ModelRegistryException exception)
        {
            (code, failure) = (CodeFor(exception), exception.Message);
        }
        catch (OperationCanceledException) when (environment.Stop.IsCancellationRequested)
        {
            (code, failure) = (environment.StopCode(), "Stopped before the end; what was applied stays. Run again to go on.");
        }
        catch (OutOfMemoryException)
        {
            // All that the command held is let go of by now, so there is room to say so.
            (code, failure) = (ExitCode.Failed, OutOfMemory());
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Not swallowed, but told here: the runtime's own report would show secrets.
            code = ExitCode.Failed;
            run.Summary ??= "This should not have happened: a mistake in seed-job, not in what it was given. What was applied "
                + $"stays.\n{Trace(exception, terminal)}";
            log.Mistake(run.Summary);
        }

        if (failure is not null)
        {
            log.Error(failure);
            run.Summary ??= Printable.OneLine(terminal.Masked(failure));
        }

        run.Started?.End(code, run.Summary);
        if (Options.Contains(JobOptions.TerminationLog) && run.Summary is { } summary)
        {
            TerminationLog.Write(terminationLog, terminal.Masked(log.Announcement?.AddTo(summary) ?? summary), log);
        }

        return code;
    }

    /// <summary>What the runtime says of an exception, but for line breaks in messages, which can come from a registry.</summary>
    private static string Trace(Exception exception, Terminal terminal) =>
        $"{exception.GetType()}: {Printable.OneLine(terminal.Masked(exception.Message))}\n{exception.StackTrace}"
        + (exception.InnerException is { } inner ? $"\ncaused by {Trace(inner, terminal)}" : "");

    private static string OutOfMemory()
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Out of memory: there are {available} MiB for the job's data (three quarters of a container's limit), and that is too little "
                + $"for so many models. Raise the container's memory limit, or split the seed and run the parts one after the other. What "
                    + $"was applied stays.");
    }

    /// <summary>What a failure of the registry means to the caller of the job.</summary>
    protected static int CodeFor(ModelRegistryException exception) => exception switch
    {
        ModelRegistryUnauthorizedException => ExitCode.Unauthorized,
        { IsTransient: true } => ExitCode.Unavailable,
        _ => ExitCode.Failed,
    };
}
