using System.Text.RegularExpressions;
using SeedJob.Running;

namespace SeedJob.Tests;

/// <summary>Runs the job as a process would, with everything it writes kept.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Out">The result.</param>
/// <param name="Error">
/// The log, but for the lines that say that the run began, goes on and ended: those are in <paramref name="Frame"/>.
/// </param>
/// <param name="Frame">The lines that say that the run began, goes on and ended.</param>
internal sealed partial record Job(int ExitCode, string Out, string Error, string Frame)
{
    public static async Task<Job> RunAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? variables = null,
        string? input = null,
        Func<JobEnvironment, JobEnvironment>? adjust = null)
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
        return Of(code, output.ToString(), error.ToString());
    }

    /// <summary>What a run has written, the lines around its log taken apart.</summary>
    public static Job Of(int exitCode, string output, string log) =>
        new(exitCode, output, FrameLine().Replace(log, ""), string.Concat(FrameLine().Matches(log).Select(line => line.Value)));

    [GeneratedRegex(
        "^(.*(seed-job [0-9.]+ (apply|plan|verify): |(apply|plan|verify) ended with exit code ).*"
            + "|applying [0-9]+/[0-9]+ models(, [0-9]+ failed)?)\\n",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FrameLine();
}
