using System.Diagnostics;
using System.Globalization;

namespace SeedJob.Tests;

/// <summary>The job as a process of its own, for what only a process has: signals, pipes, and a sudden end.</summary>
internal sealed class JobProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private JobProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public StreamReader Out => _process.StandardOutput;

    public static JobProcess Start(params IReadOnlyList<string> arguments) => StartWith([], arguments);

    /// <summary>Starts the job with environment variables, which stay its own.</summary>
    public static JobProcess StartWith(IEnumerable<KeyValuePair<string, string>> variables, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(typeof(SeedJobApp).Assembly.Location);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("SEED_", StringComparison.Ordinal) || name.StartsWith(
            "MODEL_REGISTRY_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        // A process that lives for a second spends most of it on compiling; what it does is the same without the second look.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        return new JobProcess(Process.Start(start)!);
    }

    /// <summary>Sends a signal, as <c>kill</c> does.</summary>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Reads lines of the output until one is wanted, or the output ends.</summary>
    /// <returns>How many lines were read.</returns>
    public async Task<int> ReadLinesAsync(int count)
    {
        int read = 0;
        while (read < count && await Out.ReadLineAsync(TestContext.Current.CancellationToken) is not null)
        {
            read++;
        }

        return read;
    }

    public void CloseInput() => _process.StandardInput.Close();

    public async Task<Job> EndAsync()
    {
        string rest = await Out.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return Job.Of(_process.ExitCode, rest, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
