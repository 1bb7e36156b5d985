using System.Diagnostics;

namespace SeedJob.Tests;

/// <summary>
/// Runs the job from a shell, for redirections: <c>job</c> stands for it in the script, <c>$1</c> and so on for what is given.
/// </summary>
internal sealed record Shell(int ExitCode, string Out, string Error)
{
    public static async Task<Shell> RunAsync(string script, params IReadOnlyList<string> arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has another shell.");
        var start =
            new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (string argument in (IEnumerable<string>)["-c", $"job() {{ dotnet \"$JOB\" \"$@\"; }}\n{script}", "sh", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["JOB"] = typeof(SeedJobApp).Assembly.Location;
        using Process shell = Process.Start(start)!;
        Task<string> error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Shell(shell.ExitCode, output, Job.Of(shell.ExitCode, output, await error).Error);
    }
}
