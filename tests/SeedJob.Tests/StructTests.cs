using System.Net;
using System.Text;
using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>
/// A struct keeps everybody but the seed job from changing what holds it: seeds write text, and give back what a struct has locked.
/// </summary>
public sealed class StructTests : IAsyncLifetime
{
    private const string Mapping = "formatVersion: 1\nmodels:\n  - name: granite\n    customProperties:\n      serving: { runtime: vllm, "
        + "args: [--max-model-len, 8192] }\n";

    private readonly TemporaryFolder _folder = new();
    private ModelRegistryEmulator _registry = null!;
    private ModelRegistryClient _client = null!;

    private string Url => _registry.BaseAddress.ToString();

    public async ValueTask InitializeAsync()
    {
        _registry = await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _client = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = _registry.BaseAddress });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_declared_mapping_is_text_and_locks_nothing()
    {
        Job apply = await Job.RunAsync(["apply", _folder.Write("seed.yaml", Mapping), "--registry", Url]);

        Assert.Equal((0, ""), (apply.ExitCode, apply.Error));
        Assert.Equal(
            new MetadataStringValue("""{"runtime":"vllm","args":["--max-model-len",8192]}"""),
            (await ModelAsync()).CustomProperties["serving"]);
        Assert.Equal(HttpStatusCode.OK, await PatchDescriptionAsync());
        Assert.Equal(0, (await Job.RunAsync(["verify", _folder["seed.yaml"], "--registry", Url])).ExitCode);
    }

    [Fact]
    public async Task A_declared_mapping_over_a_struct_unlocks_the_model()
    {
        await CreateAsync("""{"args":["--max-model-len",8192],"runtime":"vllm"}""");
        Assert.Equal(HttpStatusCode.BadRequest, await PatchDescriptionAsync());

        Job apply = await Job.RunAsync(["apply", _folder.Write("seed.yaml", Mapping), "--registry", Url]);

        Assert.Equal((0, ""), (apply.ExitCode, apply.Error));
        Assert.Contains("1 updated", apply.Out, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await PatchDescriptionAsync());
        Assert.Equal(0, (await Job.RunAsync(["verify", _folder["seed.yaml"], "--registry", Url])).ExitCode);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("apply")]
    [InlineData("verify")]
    public async Task A_struct_that_nobody_declares_stays_with_a_warning(string command)
    {
        await CreateAsync("""{"a":1}""");
        string seed = _folder.Write("seed.yaml", "formatVersion: 1\nmodels:\n  - name: granite\n");

        Job job = await Job.RunAsync([command, seed, "--registry", Url, "--output", "json"]);

        Assert.Equal(0, job.ExitCode);
        Assert.Equal(MetadataValue.FromJson("""{"a":1}"""), (await ModelAsync()).CustomProperties["serving"]);
        Assert.StartsWith(
            "warning: Locked by a struct among the custom properties, which the seed doesn't declare and so leaves as it is: granite. ",
            job.Error,
            StringComparison.Ordinal);
        if (command != "apply")
        {
            Assert.Equal(
                ["granite"], JsonElement.Parse(job.Out).GetProperty("lockedByStruct").EnumerateArray().Select(path => path.GetString()));
        }
    }

    [Fact]
    public async Task An_export_keeps_text_and_struct_as_they_are()
    {
        await CreateAsync("""{"a":1}""");
        await Job.RunAsync(
            ["apply", _folder.Write("seed.yaml", Mapping.Replace("granite", "other", StringComparison.Ordinal)), "--registry", Url]);

        Job export = await Job.RunAsync(["export", "--registry", Url]);

        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Contains(
            """      serving: { metadataType: MetadataStructValue, struct_value: "{\"a\":1}" }""" + "\n",
            export.Out,
            StringComparison.Ordinal);
        Assert.Contains(
            """      serving: "{\"runtime\":\"vllm\",\"args\":[\"--max-model-len\",8192]}" """.TrimEnd() + "\n",
            export.Out,
            StringComparison.Ordinal);
        Job verify = await Job.RunAsync(["verify", "-", "--registry", Url], input: export.Out);
        Assert.Equal(0, verify.ExitCode);
        Assert.Contains("SEED101", verify.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_declares_is_bookkeeping_and_stays()
    {
        await _client.RegisteredModels.CreateAsync(
            new RegisteredModelCreate
            {
                Name = "granite",
                CustomProperties = Properties(
                    ("_lastModified", "x"), ("_artifactDigest", "y"), ("_registeredFromUri", "z"), ("_mine", "w"), ("a", "b")),
            },
            TestContext.Current.CancellationToken);

        Job export = await Job.RunAsync(["export", "--registry", Url]);

        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.EndsWith("    customProperties:\n      \"_registeredFromUri\": z\n      a: b\n", export.Out, StringComparison.Ordinal);
        Job apply = await Job.RunAsync(
            ["apply", "-", "--registry", Url], input: export.Out.Replace("a: b", "a: c", StringComparison.Ordinal));
        Assert.Contains("1 updated", apply.Out, StringComparison.Ordinal);
        Assert.Equal(
            ["_artifactDigest", "_lastModified", "_mine", "_registeredFromUri", "a"],
            (await ModelAsync()).CustomProperties.Keys.Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, MetadataValue> Properties(params (string Name, MetadataValue Value)[] properties) =>
        properties.ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);

    private Task<RegisteredModel> CreateAsync(string json) => _client.RegisteredModels.CreateAsync(
        new RegisteredModelCreate { Name = "granite", CustomProperties = Properties(("serving", MetadataValue.FromJson(json))) },
        TestContext.Current.CancellationToken);

    private Task<RegisteredModel> ModelAsync() => _client.RegisteredModels.GetByNameAsync("granite", TestContext.Current.CancellationToken);

    /// <summary>Does what a client does that knows nothing of structs.</summary>
    private async Task<HttpStatusCode> PatchDescriptionAsync()
    {
        using var http = new HttpClient();
        using var body = new StringContent("""{"description":"edited"}""", Encoding.UTF8, "application/json");
        var address = new Uri(_registry.BaseAddress, $"/api/model_registry/v1alpha3/registered_models/{(await ModelAsync()).Id}");
        using HttpResponseMessage response = await http.PatchAsync(address, body, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
