using SeedJob.Running;

namespace SeedJob.Tests;

/// <summary>Runs the job as a process would, with everything it writes kept.</summary>
internal sealed record Job(int ExitCode, string Out, string Error)
{
    public static async Task<Job> RunAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? variables = null, string? input = null, Func<JobEnvironment, JobEnvironment>? adjust = null)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var environment = new JobEnvironment
        {
            Out = TextWriter.Synchronized(output),
            Error = TextWriter.Synchronized(error),
            OpenInput = () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(input ?? "")),
            Variable = name => variables?.GetValueOrDefault(name),
        };
        int code = await SeedJobApp.RunAsync(arguments, adjust?.Invoke(environment) ?? environment, TestContext.Current.CancellationToken);
        return new Job(code, output.ToString(), error.ToString());
    }
}
