using ModelRegistry.Client;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>Shows how far an apply is, to somebody who watches, and passes on what was done about each entity.</summary>
internal sealed class ApplyProgress(
    Terminal terminal, JobLog log, TimeProvider time, int total, bool isShown, Action<EntityResult> record) : IProgress<SeedProgress>
{
    /// <summary>Where nobody watches a status, a line now and then shows that the job is alive.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    /// <summary>However many models there are, the line changes about a hundred times.</summary>
    private readonly int _step = Math.Max(1, total / 100);

    private int _failed;
    private long _lastLine = time.GetTimestamp();

    public void Begin() => Show(new SeedProgress(0, total, 0));

    public void Report(SeedProgress value)
    {
        if (value.Entity is { } entity)
        {
            record(entity);
        }
        else if (value.Done % _step == 0 || value.Failed != _failed)
        {
            _failed = value.Failed;
            Show(value);
        }

        LogNowAndThen(value);
    }

    public void End()
    {
        if (isShown)
        {
            terminal.ShowStatus("");
        }
    }

    private void Show(SeedProgress progress)
    {
        if (isShown)
        {
            terminal.ShowStatus(Text(progress));
        }
    }

    private void LogNowAndThen(SeedProgress progress)
    {
        long last = Interlocked.Read(ref _lastLine);
        if ((!isShown || !terminal.ShowsStatus)
            && time.GetElapsedTime(last) >= Silence
            && Interlocked.CompareExchange(ref _lastLine, time.GetTimestamp(), last) == last)
        {
            log.Information(Text(progress));
        }
    }

    private static string Text(SeedProgress progress) =>
        $"applying {progress.Done}/{progress.Total} models{(progress.Failed == 0 ? "" : $", {progress.Failed} failed")}";
}
