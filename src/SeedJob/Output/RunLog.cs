using System.Globalization;
using System.Reflection;
using ModelRegistry.Seeding;
using SeedJob.Running;

namespace SeedJob.Output;

/// <summary>Says in the log when a run begins and when it ends, for those who look into it later.</summary>
internal sealed class RunLog
{
    /// <summary>Digits of a digest that tell seeds apart.</summary>
    private const int ShownDigits = 12;

    private static readonly string Version =
        (typeof(RunLog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];

    private readonly string _command;
    private readonly JobLog _log;
    private readonly TimeProvider _time;
    private readonly long _start;

    private RunLog(string command, JobLog log, TimeProvider time)
    {
        (_command, _log, _time, _start) = (command, log, time, time.GetTimestamp());
    }

    /// <summary>Says which version does what, with which seed, and to which registry.</summary>
    public static RunLog Begin(string command, Seed seed, RegistryTarget registry, JobLog log, TimeProvider time)
    {
        var run = new RunLog(command, log, time);
        string digest = seed.Digest is { } whole ? $" (sha256 {whole.AsSpan(0, ShownDigits)})" : "";
        string set = seed.Set is { } name ? $", set '{Printable.OneLine(name)}'" : "";
        string where = registry.Address is { } address
            ? $"the registry at {address}"
            : $"an embedded registry{(registry.DataFile is { } file ? $" in {file}" : "")}";
        log.Information(string.Create(
            CultureInfo.InvariantCulture,
            $"seed-job {Version} {command}: {Counted.Of(seed.Models.Count, "model")} of "
                + $"{Counted.Of(seed.FileCount, "file")}{digest}{set}, to {where}"));
        return run;
    }

    /// <summary>Says how long the run took, how many requests it sent, and what came of it.</summary>
    public void End(int exitCode, string? summary)
    {
        string outcome = summary is null ? "" : $": {summary.Split('\n')[0].TrimEnd('.')}";
        _log.Information(string.Create(
            CultureInfo.InvariantCulture,
            $"{_command} ended with exit code {exitCode} after {_time.GetElapsedTime(_start).TotalSeconds:0.0} s and "
                + $"{Counted.Of(_log.Requests, "request")}{outcome}"));
    }
}
