using System.Diagnostics;
using ModelRegistry.Tests.Shared;

namespace SeedJob.Tests;

/// <summary>An embedded registry whose disk has no room: the job does not say that all is well, and the next run makes it good.</summary>
[Trait("Category", "Slow")]
public sealed class FullDiskTests : IDisposable
{
    private static readonly string Description = new('x', 300);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_full_disk_fails_the_job_and_the_next_run_makes_it_good()
    {
        using SmallFileSystem disk = SmallFileSystem.Mount("size=64k");
        string seed = _folder.Write("seed.yaml", Seeds.Of(150, set: "vetted", Description));
        string registry = $"embedded:{disk["data"]}";

        Job full = await Job.RunAsync(["apply", seed, "--registry", registry]);
        Job behind = await Job.RunAsync(["verify", seed, "--registry", registry]);
        disk.Resize("size=8m");
        Job again = await Job.RunAsync(["apply", seed, "--registry", registry]);
        Job verified = await Job.RunAsync(["verify", seed, "--registry", registry]);

        Assert.True(full.ExitCode == 4, full.ToString());
        Assert.Contains(
            "The emulator's data file cannot be written, so nothing of this was kept: No space left on device",
            full.Error,
            StringComparison.Ordinal);
        Assert.Equal(2, behind.ExitCode);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_limit_on_the_size_of_files_fails_the_job_and_the_next_run_makes_it_good()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        string seed = _folder.Write("seed.yaml", Seeds.Of(150, set: "vetted", Description));
        string registry = $"embedded:{_folder["data"]}";
        var start =
            new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // The runtime itself wants a large file for its code, unless it is told not to.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        foreach (string argument in (ReadOnlySpan<string>)
            ["-c", "ulimit -f 64 && exec dotnet \"$0\" apply \"$1\" --registry \"$2\"",
            typeof(SeedJobApp).Assembly.Location, seed, registry])
        {
            start.ArgumentList.Add(argument);
        }

        using Process limited = Process.Start(start)!;
        Task<string> error = limited.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await limited.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await limited.WaitForExitAsync(TestContext.Current.CancellationToken);
        Job again = await Job.RunAsync(["apply", seed, "--registry", registry]);

        Assert.Contains(
            "the file would become larger than the file system or a limit (ulimit -f) allows", await error, StringComparison.Ordinal);
        Assert.Equal(4, limited.ExitCode);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(0, (await Job.RunAsync(["verify", seed, "--registry", registry])).ExitCode);
    }

    [Fact]
    public async Task A_disk_that_is_full_from_the_start_is_bad_input()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");

        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", "embedded:/dev/full"]);

        Assert.Equal(3, job.ExitCode);
        Assert.Equal("error: The embedded registry can't be opened: No space left on device : '/dev/full'\n", job.Error);
    }
}
