using System.Text;
using ModelRegistry.Emulator;
using SeedJob;
using SeedJob.Running;

namespace OpenShift.Tests;

/// <summary>What the step's earlier shell script had registered becomes what the seed says, and keeps its ids.</summary>
public sealed class OldStepTests
{
    private static readonly (string Path, string Body)[] Requests =
    [
        ("registered_models", """
            {"name": "Granite-3.1-8b-Instruct-FP8", "owner": "ai-admin",
             "customProperties": {"granite": {"metadataType": "MetadataStringValue", "string_value": ""}}}
            """),
        ("model_versions", """{"name": "3.1-May2025-Validated", "author": "ai-admin", "registeredModelId": "1"}"""),
        ("model_versions/2/artifacts", """
            {"name": "3.1-May2025-Validated", "artifactType": "model-artifact",
             "uri": "s3://rhoai-artifacts/granite-3.1-8b-instruct-FP8-dynamic/"}
            """),
    ];

    [Fact]
    public async Task The_seed_takes_over_what_the_script_had_registered()
    {
        await using ModelRegistryEmulator registry =
            await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var script = new HttpClient { BaseAddress = new Uri(registry.BaseAddress, "/api/model_registry/v1alpha3/") };
        foreach ((string path, string body) in Requests)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await script.PostAsync(path, content, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, path);
        }

        Assert.Equal(0, await RunAsync("apply", registry));

        RegistrySnapshot registered = registry.Snapshot();
        Assert.Equal("1", Assert.Single(registered.RegisteredModels).Id);
        Assert.Equal("2", Assert.Single(registered.ModelVersions).Id);
        Assert.Contains("\"name\":\"3.1-May2025-Validated\"", Assert.Single(registered.Artifacts).Json, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("verify", registry));
    }

    private static Task<int> RunAsync(string command, ModelRegistryEmulator registry) =>
        SeedJobApp.RunAsync(
            [command, Path.Combine(Repository.Deployment, "base", "seed-job", "seeds"), "--registry", registry.BaseAddress.ToString()],
            new JobEnvironment { Out = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null, Variable = _ => null },
            TestContext.Current.CancellationToken);
}
