using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>Shows how far an apply is, to somebody who watches; counts how far it came.</summary>
internal sealed class ApplyProgress(Terminal terminal, int total, bool isShown)
{
    /// <summary>However many models there are, the line changes about a hundred times.</summary>
    private readonly int _step = Math.Max(1, total / 100);

    private int _failed;

    /// <summary>Gets how many models have been dealt with, the failed ones among them.</summary>
    public int Done { get; private set; }

    public void Begin() => Show(new SeedProgress(0, total, 0));

    public void Advance(SeedProgress progress)
    {
        Done = progress.Done;
        if (progress.Done % _step == 0 || progress.Failed != _failed)
        {
            _failed = progress.Failed;
            Show(progress);
        }
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
            terminal.ShowStatus($"applying {progress.Done}/{progress.Total} models{(progress.Failed == 0 ? "" : $", {progress.Failed} failed")}");
        }
    }
}
