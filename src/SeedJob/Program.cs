using SeedJob;
using SeedJob.Running;

using var signals = new StopSignals();
return await SeedJobApp.RunAsync(args, new JobEnvironment
{
    Out = Console.Out,
    Error = Console.Error,
    OpenInput = Console.OpenStandardInput,
    IsTerminal = !Console.IsOutputRedirected,
    Stop = signals.Token,
    StopCode = () => signals.ExitCode,
});
