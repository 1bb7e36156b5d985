using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests.Running;

/// <summary>The embedded runner: sources of seeds, results, stopping, and seeding at the start of an application.</summary>
public sealed class SeedRunnerTests : RegistryTests
{
    private const string Yaml = "formatVersion: 1\nset: ours\nmodels: [{ name: a }, { name: b }, { name: c }]\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runner-");
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Files_streams_seeds_and_code_are_seeds_alike()
    {
        string file = Write("seed.yaml", Yaml);
        int opened = 0;
        var runner = new SeedRunner(Registry, new SeedRunnerOptions { Set = "ours" });
        SeedSource stream = SeedSource.Stream(() =>
        {
            opened++;
            return new MemoryStream(Encoding.UTF8.GetBytes(Yaml));
        });

        SeedResult first = await runner.RunAsync(SeedSource.Files(file), null, Cancellation);

        Assert.Equal((3, true), (first.Count(AppliedAction.Created), first.IsSuccess));
        Seed seed = await runner.ReadAsync(stream, Cancellation);
        SeedSource code = SeedSource.Models(RegisteredModelSpec.Named("a"), RegisteredModelSpec.Named("b"), RegisteredModelSpec.Named("c"));
        foreach (SeedSource source in (SeedSource[])[stream, seed, code, SeedSource.Reader(new SeedReaderOptions { Paths = [file] })])
        {
            SeedResult again = await runner.RunAsync(source, null, Cancellation);
            Assert.Equal((3, true), (again.Count(AppliedAction.Unchanged), again.IsSuccess));
        }

        Assert.Equal(2, opened);
    }

    [Fact]
    public async Task All_errors_of_a_seed_are_in_the_exception_with_their_places_and_nothing_is_sent()
    {
        string file = Write("seed.yaml", "formatVersion: 1\nmodels: [{ nam: a }, { name: b, licence: mit }]\n");
        string policy = Write("policy.yaml", "formatVersion: 1\npolicy: { requiredLabels: [vetted] }\n");
        var runner = new SeedRunner(Registry, new SeedRunnerOptions { PolicyFile = policy });

        SeedInvalidException invalid = await Assert.ThrowsAsync<SeedInvalidException>(
            () => runner.RunAsync(SeedSource.Files(file), null, Cancellation));

        Assert.Contains(invalid.Errors, error => error.Message.Contains("vetted", StringComparison.Ordinal));
        Assert.All(invalid.Errors, error => Assert.Contains($"\n{file}:2:", invalid.Message, StringComparison.Ordinal));
        Assert.All(invalid.Errors, error => Assert.Contains(error.ToString(), invalid.Message, StringComparison.Ordinal));
        Assert.Empty(Emulator.Requests);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_done_and_writes_nothing()
    {
        SeedResult result = await new SeedRunner(Registry, new SeedRunnerOptions { DryRun = true }).RunAsync(Source(), null, Cancellation);

        Assert.True(result is { IsDryRun: true, IsSuccess: true, Plan.HasChanges: true });
        Assert.Equal(3, result.Count(AppliedAction.NotReached));
        Assert.DoesNotContain(Emulator.Requests, request => request.Method != "GET");
    }

    [Fact]
    public async Task What_another_set_owns_is_refused_with_a_kind_and_the_option_that_helps()
    {
        await new SeedRunner(Registry, new SeedRunnerOptions { Set = "theirs" }).RunAsync(
            SeedSource.Models(RegisteredModelSpec.Named("b")), null, Cancellation);

        SeedResult result = await new SeedRunner(Registry).RunAsync(Source(), null, Cancellation);
        SeedFailedException failed = Assert.Throws<SeedFailedException>(result.EnsureSucceeded);

        Assert.Equal((2, 1), (result.Count(AppliedAction.Created), result.Count(AppliedAction.NotReached)));
        RegistrationRefusal refusal = Assert.Single(result.Plan.Refusals);
        Assert.Equal((SeedRefusalKinds.OtherSet, "b"), (refusal.Kind, refusal.Path));
        Assert.Contains("(SeedRunnerOptions.TakeOver)", refusal.Hint, StringComparison.Ordinal);
        Assert.Contains($"\n{refusal}", failed.Message, StringComparison.Ordinal);
        Assert.Same(result, failed.Result);
        Assert.True(
            (await new SeedRunner(Registry, new SeedRunnerOptions { TakeOver = true }).RunAsync(Source(), null, Cancellation)).IsSuccess);
    }

    [Fact]
    public async Task What_was_not_reached_after_a_failure_is_in_the_result()
    {
        Emulator.Faults.Add(new Fault { Method = "POST", Status = HttpStatusCode.BadRequest, After = 1 });

        SeedResult result = await new SeedRunner(Registry, new SeedRunnerOptions { Concurrency = 1, FailFast = true }).RunAsync(
            Source(), null, Cancellation);

        Assert.Equal(
            [AppliedAction.Created, AppliedAction.NotReached, AppliedAction.NotReached], result.Entities.Select(entity => entity.Action));
        Assert.Equal("b", Assert.Single(result.Failures).Path);
        Assert.Equal("c", Assert.Single(result.NotReached).Path);
    }

    [Fact]
    public async Task What_was_written_of_a_model_before_it_failed_is_in_the_result()
    {
        Emulator.Faults.Add(new Fault { Method = "POST", Route = "model_versions", Status = HttpStatusCode.BadRequest });
        RegisteredModelSpec model = RegisteredModelSpec.Named("m").WithVersion("1", version => version.WithModelArtifact("s3://b/1"));

        SeedResult result = await new SeedRunner(Registry).RunAsync(SeedSource.Models(model), null, Cancellation);

        Assert.Equal(
            [("m", AppliedAction.Created, "1"), ("m/1", AppliedAction.NotReached, ""), ("m/1/m", AppliedAction.NotReached, "")],
            result.Entities.Select(entity => (entity.Path, entity.Action, entity.Id)));
        Assert.Same(Assert.Single(result.Models), Assert.Single(result.Failures).Error.Registration);
        Assert.Empty(result.NotReached);
    }

    [Fact]
    public async Task Cancelling_stops_gracefully_with_a_time_for_that_and_at_once_without()
    {
        using var stop = new CancellationTokenSource();
        var progress = new EntityProgress(_ => stop.Cancel());
        var gentle = new SeedRunnerOptions { Concurrency = 1, Grace = TimeSpan.FromMinutes(1) };

        SeedResult result = await new SeedRunner(Registry, gentle).RunAsync(Source(), progress, stop.Token);

        Assert.True(result is { IsStopped: true, IsSuccess: false, Failures: [] });
        Assert.Equal(
            [AppliedAction.Created, AppliedAction.NotReached, AppliedAction.NotReached], result.Entities.Select(entity => entity.Action));

        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SeedRunner(Registry, new SeedRunnerOptions { Concurrency = 1 })
            .RunAsync(Source(), new EntityProgress(_ => cancel.Cancel()), cancel.Token));
        Assert.Single(Emulator.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_registry_that_is_not_there_yet_is_waited_for_while_the_plan_is_made_and_asked_less_at_once()
    {
        int waits = 0;
        Emulator.Faults.Add(new Fault { Status = HttpStatusCode.ServiceUnavailable, Times = 2 });
        using var impatient = ModelRegistryClient.Create(
            new ModelRegistryClientOptions { BaseAddress = Emulator.BaseAddress, Resilience = { Enabled = false } });
        var options = new SeedRunnerOptions { WaitForRegistry = (_, _) => Task.FromResult(++waits < 5) };

        SeedResult result = await new SeedRunner(impatient, options).RunAsync(Source(), null, Cancellation);

        Assert.Equal((true, 2), (result.IsSuccess, waits));
    }

    [Fact]
    public async Task An_application_starts_with_a_seeded_registry()
    {
        bool wasSeeded = false;
        using IHost host = Host(
            Source(),
            services => services.AddHostedService(_ => new Witness(() => wasSeeded = Emulator.Snapshot().RegisteredModels.Count == 3)));

        await host.StartAsync(Cancellation);

        Assert.True(wasSeeded);
        Assert.NotNull(host.Services.GetService<SeedRunner>());
    }

    [Fact]
    public async Task An_application_does_not_start_with_a_wrong_seed_or_a_refused_one()
    {
        string file = Write("bad.yaml", "formatVersion: 1\nmodels: [{ nam: a }]\n");
        await new SeedRunner(Registry, new SeedRunnerOptions { Set = "theirs" }).RunAsync(
            SeedSource.Models(RegisteredModelSpec.Named("b")), null, Cancellation);
        using IHost invalid = Host(SeedSource.Files(file));
        using IHost refused = Host(Source());
        using IHost anyway = Host(
            SeedSource.Files(file), services => services.AddModelRegistrySeeding(options => options.StartAnyway = true));

        SeedInvalidException exception = await Assert.ThrowsAsync<SeedInvalidException>(() => invalid.StartAsync(Cancellation));
        Assert.Contains($"{file}:2:", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SeedFailedException>(() => refused.StartAsync(Cancellation));
        await anyway.StartAsync(Cancellation);
    }

    private static SeedSource Source() => SeedSource.Stream(() => new MemoryStream(Encoding.UTF8.GetBytes(Yaml)));

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private IHost Host(SeedSource seed, Action<IServiceCollection>? add = null)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddModelRegistryClient(options => options.BaseAddress = Emulator.BaseAddress);
        // Whatever is registered first, nothing starts before the registry is seeded.
        add?.Invoke(builder.Services);
        builder.Services.AddModelRegistrySeedingAtStartup(seed);
        return builder.Build();
    }

    private sealed class Witness(Action start) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            start();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
