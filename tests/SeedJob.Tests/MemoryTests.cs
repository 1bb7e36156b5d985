using System.Diagnostics;

namespace SeedJob.Tests;

/// <summary>Too little memory is nobody's mistake, and another try does not help.</summary>
[Trait("Category", "Slow")]
public sealed class MemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task A_seed_that_does_not_fit_into_memory_is_told_with_what_to_do()
    {
        string seed = _folder.Write("seed.yaml", Seeds.Of(8000));
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[
            typeof(SeedJobApp).Assembly.Location,
            "plan",
            seed,
            "--registry",
            "embedded",
            "--termination-log",
            _folder["status"],
        ])
        {
            start.ArgumentList.Add(argument);
        }

        // As in a container of 32 MiB.
        start.Environment["DOTNET_GCHeapHardLimit"] = "1800000";
        using Process job = Process.Start(start)!;

        Task<string> output = job.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await job.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await job.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await output);
        Assert.StartsWith("error: Out of memory: there are 24 MiB for the job's data", error, StringComparison.Ordinal);
        Assert.Contains("Raise the container's memory limit, or split the seed", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, job.ExitCode);
        Assert.StartsWith(
            "Out of memory",
            await File.ReadAllTextAsync(_folder["status"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }
}
