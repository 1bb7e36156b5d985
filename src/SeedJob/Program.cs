using SeedJob;
using SeedJob.Running;

using var signals = new StopSignals();
return await SeedJobApp.RunAsync(args, new JobEnvironment
{
    Out = Console.Out,
    Error = Console.Error,
    OpenInput = Console.OpenStandardInput,
    IsTerminal = !Console.IsOutputRedirected,
    IsErrorTerminal = !Console.IsErrorRedirected,
    Stop = signals.Token,
    StopCode = () => signals.ExitCode,
});
