using System.Diagnostics;

namespace SeedJob.Tests;

/// <summary>Seeds that come through a named pipe, as <c>&lt;(...)</c> makes them.</summary>
[Trait("Category", "Slow")]
public sealed class PipeTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Pipe => _folder["pipe"];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes among its files.");
        using Process mkfifo = Process.Start("mkfifo", [Pipe]);
        await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_seed_comes_through_a_pipe()
    {
        Task<Job> running = Job.RunAsync(["validate", Pipe]);
        await File.WriteAllTextAsync(Pipe, Seeds.Of(3), TestContext.Current.CancellationToken);

        Assert.Equal("Valid: 3 models, 3 versions, 3 artifacts.\n", (await running).Out);
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("policy")]
    [InlineData("value")]
    public async Task A_request_to_stop_ends_the_wait_for_a_writer(string waitsFor)
    {
        string seed = _folder.Write("seed.yaml", Seeds.Of(1, description: waitsFor == "value" ? $"${{file:{Pipe}}}" : "a model"));
        string[] arguments = waitsFor switch
        {
            "pipe" => ["validate", Pipe],
            "policy" => ["validate", seed, "--policy", Pipe],
            _ => ["validate", seed],
        };
        using var stop = new CancellationTokenSource();

        Task<Job> running = Job.RunAsync(arguments, adjust: environment => environment with { Stop = stop.Token });
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        Job job = await running;

        Assert.Equal(143, job.ExitCode);
        Assert.Contains("Stopped before the end", job.Error, StringComparison.Ordinal);
        // Whoever still waits for a writer gets one, and ends.
        await using var writer = new FileStream(Pipe, FileMode.Open, FileAccess.ReadWrite);
    }
}
