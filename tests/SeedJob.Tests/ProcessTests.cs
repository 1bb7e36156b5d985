using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>Signals and pipes.</summary>
[Trait("Category", "Slow")]
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task A_signal_half_way_ends_the_job_in_order_and_a_rerun_goes_on(string signal, int code)
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        string url = registry.BaseAddress.ToString();
        string seed = _folder.Write("seed.yaml", Seeds.Of(200));
        // Some requests in the middle take long enough for the signal to arrive while they are under way.
        registry.Faults.Add(new Fault
        {
            Method = "POST",
            After = 30,
            Times = int.MaxValue,
            Effect = FaultEffect.None,
            Delay = TimeSpan.FromMilliseconds(200),
        });
        await using var job = JobProcess.Start(
            "apply", seed, "--registry", url, "--concurrency", "4", "--audit-log", "-", "--termination-log", _folder["status"]);

        int recorded = await job.ReadLinesAsync(32);
        await job.SignalAsync(signal);
        Job stopped = await job.EndAsync();

        Assert.True(stopped.ExitCode == code, stopped.ToString());
        Assert.Contains("; stopped before the end, run again to go on", stopped.Out, StringComparison.Ordinal);
        Assert.Equal("", stopped.Error);
        recorded += stopped.Out.Split('\n').Count(line => line.StartsWith("{\"time\"", StringComparison.Ordinal));
        // All that was done is recorded, and all that is recorded was done.
        Assert.Equal(registry.Requests.Count(request => request.Method == "POST"), recorded);
        Assert.InRange(recorded, 32, 200);
        Assert.StartsWith(
            $"{recorded} created,",
            await File.ReadAllTextAsync(_folder["status"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        registry.Faults.Clear();
        Job second = await Job.RunAsync(["apply", seed, "--registry", url]);
        Assert.EndsWith($"{600 - recorded} created, 0 updated, 0 archived, {recorded} unchanged\n", second.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM", "INT")]
    [InlineData("INT", "TERM")]
    public async Task A_second_signal_ends_the_process_at_once(string first, string second)
    {
        var isWriting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ModelRegistryEmulator registry = ModelRegistryEmulator.Create();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication server = builder.Build();
        server.Use(async (context, next) =>
        {
            if (context.Request.Method == "POST")
            {
                // A write that takes for ever.
                isWriting.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }

            await next(context);
        });
        server.MapModelRegistry(registry);
        await server.StartAsync(TestContext.Current.CancellationToken);
        await using var job = JobProcess.Start("apply", Samples.Granite, "--registry", server.Urls.First());
        await isWriting.Task.WaitAsync(TestContext.Current.CancellationToken);

        await job.SignalAsync(first);
        await job.SignalAsync(second);
        Job ended = await job.EndAsync();

        // The first one alone would have given what is under way 15 seconds, and then told what was done.
        Assert.True(ended.ExitCode is 130 or 143, ended.ToString());
        Assert.Equal(("", ""), (ended.Out, ended.Error));
    }

    [Fact]
    public async Task A_signal_while_waiting_for_the_registry_ends_the_wait()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        registry.Faults.Add(new Fault { Times = int.MaxValue });
        await using var polling = JobProcess.Start("wait", "--registry", registry.BaseAddress.ToString());
        while (registry.Requests.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await polling.SignalAsync("TERM");
        Job stopped = await polling.EndAsync();

        Assert.True(stopped.ExitCode == 143, stopped.ToString());
        Assert.Contains("Stopped before the end", stopped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_emulator_serves_until_it_is_told_to_stop()
    {
        await using var emulator = JobProcess.Start("emulator", "--data", _folder["data"]);
        string listening = await emulator.Out.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        string url = listening.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('.');

        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", url]);
        await emulator.SignalAsync("TERM");
        Job ended = await emulator.EndAsync();

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(0, (await Job.RunAsync(["verify", Samples.Granite, "--registry", $"embedded:{_folder["data"]}"])).ExitCode);
    }

    [Fact]
    public async Task The_emulator_serves_a_catalog_beside_the_registry()
    {
        await File.WriteAllTextAsync(
            _folder["sources.yaml"],
            "model_catalogs: [{name: Tools, id: tools, type: yaml, properties: {yamlCatalogPath: tools.yaml}}]",
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder["tools.yaml"], "models: [{name: acme/hammer}]", TestContext.Current.CancellationToken);
        await using var emulator = JobProcess.Start("emulator", "--catalog", _folder["sources.yaml"]);
        string registry = await emulator.Out.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        string catalog = await emulator.Out.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        Assert.StartsWith("The registry listens at http://127.0.0.1:", registry, StringComparison.Ordinal);
        Assert.StartsWith("The catalog listens at http://127.0.0.1:", catalog, StringComparison.Ordinal);
        string url = catalog.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('.');
        using var http = new HttpClient();

        string model = await http.GetStringAsync(
            new Uri($"{url}api/model_catalog/v1alpha1/sources/tools/models/acme/hammer"), TestContext.Current.CancellationToken);
        await emulator.SignalAsync("TERM");
        Job ended = await emulator.EndAsync();

        Assert.Contains("\"name\":\"acme/hammer\"", model, StringComparison.Ordinal);
        Assert.True(ended.ExitCode == 0, ended.ToString());
    }

    [Theory]
    [InlineData(410, 200, "Fri, 07 May 2027 00:00:00 GMT", "--alpha-gone", "--alpha-sunset", "2027-05-07")]
    [InlineData(200, 200, "Fri, 07 May 2027 00:00:00 GMT", "--alpha-sunset", "2027-05-07")]
    [InlineData(200, 404, null, "--server", "v0.3")]
    [InlineData(404, 404, null, "--server", "v0.2")]
    public async Task The_emulator_stands_for_the_server_that_is_asked_for(int experiments, int v1, string? sunset, params string[] options)
    {
        await using var emulator = JobProcess.Start(["emulator", .. options]);
        string listening = await emulator.Out.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        string url = listening.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('.');
        using var http = new HttpClient();

        var onAlpha = new Uri($"{url}api/model_registry/v1alpha3/experiments");
        var onV1 = new Uri($"{url}api/model_registry/v1/registered_models");
        using HttpResponseMessage alpha = await http.GetAsync(onAlpha, TestContext.Current.CancellationToken);
        using HttpResponseMessage successor = await http.GetAsync(onV1, TestContext.Current.CancellationToken);

        Assert.Equal((experiments, v1), ((int)alpha.StatusCode, (int)successor.StatusCode));
        Assert.Equal(sunset, alpha.Headers.TryGetValues("Sunset", out IEnumerable<string>? dates) ? dates.Single() : null);
    }

    [Theory]
    [InlineData(409, "--database", "mariadb")]
    [InlineData(201, "--database", "postgresql")]
    [InlineData(409)]
    public async Task The_emulator_stands_for_the_database_that_is_asked_for(int status, params string[] options)
    {
        await using var emulator = JobProcess.Start(["emulator", .. options]);
        string listening = await emulator.Out.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        string url = listening.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('.');
        using var http = new HttpClient();
        var models = new Uri($"{url}api/model_registry/v1/registered_models");

        Assert.Equal(201, await CreateAsync("granite"));
        Assert.Equal(status, await CreateAsync("Granite"));

        async Task<int> CreateAsync(string name)
        {
            using var body = new StringContent($$"""{"name":"{{name}}"}""");
            using HttpResponseMessage response = await http.PostAsync(models, body, TestContext.Current.CancellationToken);
            return (int)response.StatusCode;
        }
    }
}
