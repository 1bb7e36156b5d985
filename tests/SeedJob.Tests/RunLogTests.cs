using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>
/// What the log of a run says to somebody who looks into it later: when it began with what, that it goes on, how it ended.
/// </summary>
public sealed partial class RunLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("apply")]
    [InlineData("plan")]
    [InlineData("verify")]
    public async Task A_run_says_with_what_it_begins_and_how_it_ends(string command)
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);
        string seed = _folder.Write("seed.yaml", "formatVersion: 1\nset: team-a\nmodels: [{ name: granite }]\n");
        await Job.RunAsync(["apply", seed, "--registry", registry.BaseAddress.ToString()]);
        int before = registry.Requests.Count;

        Job job = await Job.RunAsync([command, seed, "--registry", registry.BaseAddress.ToString()]);

        string digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(seed, Cancellation)))[..12];
        string[] lines = job.Frame.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Matches($"^seed-job [0-9.]+ {command}: 1 model of 1 file \\(sha256 {digest}\\), set 'team-a', to the registry at "
            + $"{registry.BaseAddress}$", lines[0]);
        int requests = registry.Requests.Count - before;
        Assert.Matches($"^{command} ended with exit code 0 after [0-9]+\\.[0-9] s and {requests} requests?: .*1 .*$", lines[1]);
    }

    [Fact]
    public async Task The_digest_of_several_files_is_that_of_one_after_the_other()
    {
        _folder.Write("a.yaml", "formatVersion: 1\nmodels: [{ name: a }]\n");
        _folder.Write("b.yaml", "formatVersion: 1\nmodels: [{ name: b }]\n");
        byte[] both =
        [
            .. await File.ReadAllBytesAsync(_folder["a.yaml"], Cancellation),
            .. await File.ReadAllBytesAsync(_folder["b.yaml"], Cancellation),
        ];

        Job job = await Job.RunAsync(["apply", _folder["a.yaml"], _folder["b.yaml"], "--registry", "embedded"]);

        Assert.Contains(
            $"2 models of 2 files (sha256 {Convert.ToHexStringLower(SHA256.HashData(both))[..12]}), to an embedded registry\n",
            job.Frame,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_fails_says_so_in_the_end()
    {
        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", "http://127.0.0.1:1", "--wait", "0s"]);

        Assert.Equal(4, job.ExitCode);
        Assert.Contains("\napply ended with exit code 4 after ", job.Frame, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_watches_is_spared_what_he_knows()
    {
        Job job = await Job.RunAsync(
            ["plan", Samples.Granite, "--registry", "embedded"], adjust: environment => environment with { IsErrorTerminal = true });

        Assert.Equal("", job.Frame);
    }

    [Fact]
    public async Task Lines_have_their_time_where_that_is_asked_for()
    {
        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", "embedded", "--log-format", "timed"]);

        Assert.All(job.Frame.TrimEnd('\n').Split('\n'), line => Assert.Matches("^20[0-9-]{8}T[0-9:.]{12}Z ", line));
    }

    [Fact]
    public async Task A_large_seed_leaves_a_short_log_that_shows_it_goes_on()
    {
        string seed = _folder.Write("seed.yaml", Seeds.Of(2_000));

        Job job = await Job.RunAsync(
            ["apply", seed, "--registry", "embedded"], adjust: environment => environment with { Time = new TickingTime() });

        Assert.Equal(0, job.ExitCode);
        Assert.InRange((job.Out + job.Error + job.Frame).Count(character => character == '\n'), 22, 39);
        Assert.InRange(Progress().Count(job.Frame), 3, 16);
        Assert.Contains(
            "\n… and 5980 more; --verbose lists all, as --output json and the audit log do\n6000 created, ",
            job.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_unchanged_is_listed_when_all_is_asked_for()
    {
        await Job.RunAsync(["apply", Samples.Granite, "--registry", $"embedded:{_folder["registry.json"]}"]);

        Job brief = await Job.RunAsync(["apply", Samples.Granite, "--registry", $"embedded:{_folder["registry.json"]}"]);
        Job verbose = await Job.RunAsync(["apply", Samples.Granite, "--registry", $"embedded:{_folder["registry.json"]}", "--verbose"]);

        Assert.Equal("0 created, 0 updated, 0 archived, 3 unchanged\n", brief.Out);
        Assert.Equal(3, verbose.Out.Split('\n').Count(line => line.StartsWith("unchanged ", StringComparison.Ordinal)));
    }

    [GeneratedRegex("^applying [0-9]+/2000 models\n", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Progress();

    /// <summary>A clock that goes on a little each time it is looked at, however fast the machine is.</summary>
    private sealed class TickingTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _ticks, TimeSpan.TicksPerMillisecond * 2);
    }
}
