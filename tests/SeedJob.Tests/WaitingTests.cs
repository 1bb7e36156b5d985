using System.Net;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>A registry that comes late, stumbles, or lets nobody in any more.</summary>
public sealed class WaitingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_registry_that_comes_up_late_is_seeded()
    {
        int port = new Uri(StubServer.ClosedUrl()).Port;
        ModelRegistryEmulator? registry = null;
        var time = new HurriedTime
        {
            DuringWait = async before =>
                registry ??= before == 7 ? await ModelRegistryEmulator.StartAsync(new ModelRegistryEmulatorOptions { Port = port }) : null,
        };

        Job job = await Job.RunAsync(
            ["apply", Samples.Granite, "--registry", $"http://127.0.0.1:{port}"], adjust: environment => environment with { Time = time });

        Assert.True(job.ExitCode == 0, job.ToString());
        // One failure is told once, however often it is met.
        Assert.Single(job.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("waiting up to 300 s for the registry:", job.Error, StringComparison.Ordinal);
        Assert.EndsWith("3 created, 0 updated, 0 archived, 0 unchanged\n", job.Out, StringComparison.Ordinal);
        Assert.NotNull(registry);
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task A_registry_that_asks_for_an_hour_and_is_back_sooner_is_noticed()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        registry.Faults.Add(new Fault { Status = HttpStatusCode.ServiceUnavailable, RetryAfter = TimeSpan.FromHours(1), Times = 3 });
        var time = new HurriedTime();
        DateTimeOffset start = time.GetUtcNow();

        Job job = await Job.RunAsync(
            ["wait", "--registry", registry.BaseAddress.ToString()], adjust: environment => environment with { Time = time });

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(7)]
    [InlineData(null)]
    public async Task The_wait_that_is_told_is_the_wait_that_was(int? retryAfterSeconds)
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        registry.Faults.Add(new Fault
        {
            Status = HttpStatusCode.ServiceUnavailable,
            RetryAfter = retryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Times = int.MaxValue,
        });
        var time = new HurriedTime();
        DateTimeOffset start = time.GetUtcNow();

        Job job = await Job.RunAsync(
            ["wait", "--registry", registry.BaseAddress.ToString(), "--wait", "299s"],
            adjust: environment => environment with { Time = time });

        Assert.True(job.ExitCode == 4, job.ToString());
        Assert.Contains("was not ready within 299 s", job.Error, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(299), time.GetUtcNow() - start);
        Assert.InRange(registry.Requests.Count, 59, 70);
    }

    [Fact]
    public async Task A_registry_that_stumbles_while_a_large_plan_is_made_does_not_keep_it_from_ending()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        string seed = _folder.Write("seed.yaml", Seeds.Of(40));
        Assert.Equal(0, (await Job.RunAsync(["apply", seed, "--registry", registry.BaseAddress.ToString()])).ExitCode);
        registry.Faults.Add(new Fault { Route = "model_versions/{id}/artifacts", Status = HttpStatusCode.BadGateway, After = 20 });

        Job job = await Job.RunAsync(
            ["verify", seed, "--registry", registry.BaseAddress.ToString()],
            adjust: environment => environment with { Time = new HurriedTime() });

        Assert.True(job.ExitCode == 0, job.ToString());
    }

    [Fact]
    public async Task Rights_that_have_just_been_given_are_waited_for()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        registry.Faults.Add(new Fault { Status = HttpStatusCode.Forbidden, Body = "Forbidden", Times = 8 });
        string token = _folder.Write("token", "abc");

        Job job = await Job.RunAsync(
            ["apply", Samples.Granite, "--registry", registry.BaseAddress.ToString(), "--token-file", token],
            adjust: environment => environment with { Time = new HurriedTime() });

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.Contains("403", job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_refusal_that_lasts_is_waited_out_for_45_seconds_and_no_longer(HttpStatusCode status)
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        registry.Faults.Add(new Fault { Status = status, Body = "no", Times = int.MaxValue });
        var time = new HurriedTime();
        DateTimeOffset start = time.GetUtcNow();

        Job job = await Job.RunAsync(
            ["wait", "--registry", registry.BaseAddress.ToString(), "--token-file", _folder.Write("token", "abc"), "--wait", "300s"],
            adjust: environment => environment with { Time = time });

        Assert.True(job.ExitCode == 5, job.ToString());
        // The longest pause between two requests is 5 seconds.
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(50));
    }

    [Fact]
    public async Task A_token_that_expires_half_way_is_read_again_and_nothing_is_lost_or_done_twice()
    {
        string token = _folder.Write("token", "token-1");
        await using var proxy = await TokenProxy.StartAsync(token, renews: true);
        string seed = _folder.Write("seed.yaml", Seeds.Of(50));

        Job job = await Job.RunAsync(["apply", seed, "--registry", proxy.Address, "--token-file", token]);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.EndsWith("150 created, 0 updated, 0 archived, 0 unchanged\n", job.Out, StringComparison.Ordinal);
        Assert.Equal(2, proxy.Tokens);
        Assert.DoesNotContain("token-", job.Out + job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_expires_for_good_ends_as_not_authorised_and_what_was_applied_stays()
    {
        string token = _folder.Write("token", "token-1");
        await using var proxy = await TokenProxy.StartAsync(token, renews: false);
        string seed = _folder.Write("seed.yaml", Seeds.Of(50));

        Job job = await Job.RunAsync(
            ["apply", seed, "--registry", proxy.Address, "--token-file", token, "--termination-log", _folder["status"]],
            adjust: environment => environment with { Time = new HurriedTime() });

        Assert.True(job.ExitCode == 5, job.ToString());
        Assert.Contains("created   RegisteredModel", job.Out, StringComparison.Ordinal);
        Assert.Matches("[0-9]+ created, .*, [0-9]+ failed, [0-9]+ models not reached\n$", job.Out);
        Assert.Contains("warning: No further model is begun.", job.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "token-1",
            job.Out + job.Error + await File.ReadAllTextAsync(_folder["status"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        await File.WriteAllTextAsync(token, proxy.Renew(), TestContext.Current.CancellationToken);
        Job second = await Job.RunAsync(["apply", seed, "--registry", proxy.Address, "--token-file", token]);

        Assert.True(second.ExitCode == 0, second.ToString());
        Job third = await Job.RunAsync(["verify", seed, "--registry", proxy.Address, "--token-file", token]);
        Assert.Equal("No changes: the registry is as the seed says (150 unchanged).\n", third.Out);
    }
}
