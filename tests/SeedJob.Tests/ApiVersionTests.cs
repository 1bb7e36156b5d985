using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>Which version of the API the job speaks, and the day on which v1alpha3 goes.</summary>
public sealed class ApiVersionTests : IDisposable
{
    private const string Announced =
        "The registry announces the end of API v1alpha3 (Sunset: 2027-05-07T00:00:00Z; successor: /api/model_registry/v1/).";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(500)]
    [InlineData(900)]
    public async Task A_run_that_began_on_v1alpha3_ends_on_v1_with_nothing_twice(int lastOfAlpha)
    {
        await using SharedRegistry registry = await SharedRegistry.StartAsync();
        bool isGone = false;
        registry.BeforeRequest(lastOfAlpha, () => isGone = registry.Registry.AlphaGone = true);

        Job apply = await Job.RunAsync(["apply", "-", "--registry", registry.Address], input: Seeds.Of(300));

        Assert.Equal((0, true), (apply.ExitCode, isGone));
        Assert.Contains("900 created, 0 updated, 0 archived, 0 unchanged\n", apply.Out, StringComparison.Ordinal);
        Assert.Single(apply.Error.Split('\n'), line => line.Contains("410 Gone", StringComparison.Ordinal));
        using ModelRegistryClient client = ModelRegistryClient.Create(
            new() { BaseAddress = new(registry.Address), ApiVersion = ModelRegistryApiVersion.V1 });
        Assert.Equal(300, await client.RegisteredModels.ListAsync(cancellationToken: Cancellation).CountAsync(Cancellation));
        Assert.Equal(300, await client.ModelVersions.ListAsync(cancellationToken: Cancellation).CountAsync(Cancellation));
        Assert.Equal(300, await client.Artifacts.ListAsync(cancellationToken: Cancellation).CountAsync(Cancellation));
        Job again = await Job.RunAsync(["verify", "-", "--registry", registry.Address], input: Seeds.Of(300));
        Assert.Equal(0, again.ExitCode);
    }

    [Theory]
    [InlineData("v1", "/api/model_registry/v1/")]
    [InlineData("v1alpha3", "/api/model_registry/v1alpha3/")]
    [InlineData("auto", "/api/model_registry/v1alpha3/")]
    public async Task The_version_can_be_set(string version, string path)
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);
        string address = emulator.BaseAddress.ToString();

        Job option = await Job.RunAsync(["apply", "-", "--registry", address, "--api-version", version], input: Seeds.Of(1));
        Job variable = await Job.RunAsync(
            ["wait", "--registry", address], new Dictionary<string, string> { ["MODEL_REGISTRY_API_VERSION"] = version });

        Assert.Equal((0, 0), (option.ExitCode, variable.ExitCode));
        Assert.All(emulator.Requests, request => Assert.StartsWith(path, request.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "v2", "--api-version is 'v2': give auto, v1alpha3 or v1.")]
    [InlineData("/api/model_registry/v1", "v1alpha3", "BaseAddress ends in v1, and ApiVersion is V1Alpha3")]
    [InlineData("/api/model_registry/v3", "auto", "BaseAddress names version 'v3' of the API")]
    public async Task What_can_not_be_spoken_is_wrong_input(string path, string version, string expected)
    {
        Job wait = await Job.RunAsync(["wait", "--registry", $"http://registry.test{path}", "--api-version", version]);

        Assert.Equal(3, wait.ExitCode);
        Assert.Contains(expected, wait.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task V1_against_an_older_server_says_so()
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { ServerVersion = RegistryServerVersion.V03 }, Cancellation);

        Job wait = await Job.RunAsync(["wait", "--registry", emulator.BaseAddress.ToString(), "--api-version", "v1"]);

        Assert.Equal(1, wait.ExitCode);
        Assert.Contains("does not serve API v1", wait.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_announced_end_is_told_once_and_stands_in_the_result_and_in_the_pods_status()
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { AlphaSunset = new DateTimeOffset(2027, 5, 7, 0, 0, 0, TimeSpan.Zero) }, Cancellation);
        string address = emulator.BaseAddress.ToString();
        string status = Path.Combine(_folder.Path, "termination-log");
        foreach (string[] command in (string[][])[["plan"], ["apply"], ["verify"], ["apply", "--dry-run"]])
        {
            Job job = await Job.RunAsync(
                [command[0], "-", .. command[1..], "--registry", address, "--output", "json", "--termination-log", status],
                input: Seeds.Of(20));

            Assert.Equal(0, job.ExitCode);
            Assert.Single(job.Error.Split('\n'), line => line.StartsWith($"warning: {Announced}", StringComparison.Ordinal));
            JsonElement deprecation = JsonDocument.Parse(job.Out).RootElement.GetProperty("apiDeprecation");
            Assert.Equal(
                ("v1alpha3", "2027-05-07T00:00:00Z", "/api/model_registry/v1/"),
                (deprecation.GetProperty("version").GetString(), deprecation.GetProperty("sunset").GetString(),
                deprecation.GetProperty("successor").GetString()));
            Assert.StartsWith(Announced, (await File.ReadAllLinesAsync(status, Cancellation))[1].Trim(), StringComparison.Ordinal);
        }

        emulator.AlphaSunset = null;
        Job silent = await Job.RunAsync(
            ["plan", "-", "--registry", address, "--output", "json", "--termination-log", status], input: Seeds.Of(20));
        Assert.False(JsonDocument.Parse(silent.Out).RootElement.TryGetProperty("apiDeprecation", out _));
        Assert.Single(await File.ReadAllLinesAsync(status, Cancellation));
    }
}
