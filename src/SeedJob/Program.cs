using SeedJob;
using SeedJob.Running;

using var signals = new StopSignals();
return await SeedJobApp.RunAsync(args, new JobEnvironment
{
    Out = StandardStreams.Out,
    Error = StandardStreams.Error,
    OpenInput = StandardStreams.OpenInput,
    IsOutClosed = StandardStreams.IsOutClosed,
    IsTerminal = !Console.IsOutputRedirected,
    Width = Console.IsOutputRedirected ? null : TerminalSize.Width,
    IsErrorTerminal = !Console.IsErrorRedirected,
    Stop = signals.Token,
    StopCode = () => signals.ExitCode,
});
