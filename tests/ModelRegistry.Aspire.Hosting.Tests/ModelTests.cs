using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRegistry.Aspire.Hosting.Tests;

/// <summary>What an app host describes, without starting anything.</summary>
public sealed class ModelTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_real_registry_is_published_as_two_pinned_containers()
    {
        JsonObject resources = await PublishAsync(builder =>
        {
            IResourceBuilder<ModelRegistryResource> registry = builder.AddModelRegistry("registry").WithDataVolume("registry-data");
            builder.AddContainer("service", "service", "1").WithReference(registry).WaitFor(registry);
        });

        JsonObject registry = resources["registry"]!.AsObject();
        Assert.Equal("container.v0", (string?)registry["type"]);
        Assert.Equal("ghcr.io/kubeflow/model-registry/server:v0.3.8", (string?)registry["image"]);
        Assert.Equal("Endpoint={registry.bindings.http.url}", (string?)registry["connectionString"]);
        Assert.Equal(
            ["proxy", "--hostname=0.0.0.0", "--port=8080", "--datastore-type=embedmd", "--embedmd-database-type=mysql"],
            registry["args"]!.AsArray().Select(argument => (string?)argument));
        Assert.Equal(
            "model_registry:{registry-db-password.value}@tcp({registry-db.bindings.mariadb.host}:{registry-db.bindings.mariadb.port})"
                + "/model_registry?charset=utf8mb4",
            (string?)registry["env"]!["MR_EMBEDMD_DATABASE_DSN"]);
        Assert.Equal(8080, (int?)registry["bindings"]!["http"]!["targetPort"]);

        JsonObject database = resources["registry-db"]!.AsObject();
        Assert.Equal("docker.io/library/mariadb:10.11.14", (string?)database["image"]);
        Assert.Equal(
            ["--character-set-server=utf8mb4", "--collation-server=utf8mb4_general_ci"],
            database["args"]!.AsArray().Select(argument => (string?)argument));
        Assert.Equal("{registry-db-password.value}", (string?)database["env"]!["MARIADB_PASSWORD"]);
        Assert.Equal(
            ("model_registry", "model_registry"),
            ((string?)database["env"]!["MARIADB_DATABASE"], (string?)database["env"]!["MARIADB_USER"]));
        Assert.Equal(
            ("registry-data", "/var/lib/mysql"), ((string?)database["volumes"]![0]!["name"], (string?)database["volumes"]![0]!["target"]));
        Assert.Equal(3306, (int?)database["bindings"]!["mariadb"]!["targetPort"]);

        JsonNode password = resources["registry-db-password"]!;
        Assert.Equal("parameter.v0", (string?)password["type"]);
        Assert.True((bool?)password["inputs"]!["value"]!["secret"]);

        Assert.Equal("{registry.connectionString}", (string?)resources["service"]!["env"]!["ConnectionStrings__registry"]);
        Assert.Equal("{registry.bindings.http.url}", (string?)resources["service"]!["env"]!["REGISTRY_URI"]);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_password_of_ones_own_is_used()
    {
        JsonObject resources = await PublishAsync(builder =>
            builder.AddModelRegistry("registry", password: builder.AddParameter("secret", secret: true)));
        Assert.Null(resources["registry-db-password"]);
        Assert.Equal("{secret.value}", (string?)resources["registry-db"]!["env"]!["MARIADB_PASSWORD"]);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_emulator_is_never_published()
    {
        DistributedApplicationException refused = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => PublishAsync(builder => builder.AddModelRegistryEmulator("registry")));
        Assert.StartsWith("The Model Registry emulator 'registry' can't be published", refused.Message, StringComparison.Ordinal);
        Assert.Null((await PublishAsync(builder => builder.AddModelRegistryEmulator("registry").ExcludeFromManifest()))["registry"]);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_container_that_could_not_reach_the_emulator_is_refused_at_once()
    {
        IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions { DisableDashboard = true });
        builder.AddContainer("service", "service").WithReference(builder.AddModelRegistryEmulator("registry"));
        await using DistributedApplication application = builder.Build();
        DistributedApplicationException refused = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => application.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(
            "The container 'service' refers to the Model Registry emulator 'registry'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Relative_paths_are_below_the_app_host()
    {
        IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder();
        IResourceBuilder<ModelRegistryEmulatorResource> registry = builder.AddModelRegistryEmulator("registry")
            .WithSeeds("seeds/", "more/*.yaml").WithSeeds("/absolute").WithDataFile("data/registry.json");
        string folder = builder.AppHostDirectory;
        Assert.Equal([Path.Combine(folder, "seeds/"), Path.Combine(folder, "more/*.yaml"), "/absolute"], registry.Resource.SeedPaths);
        Assert.Equal(Path.Combine(folder, "data/registry.json"), registry.Resource.Options.DataFile);
    }

    [Fact]
    public void Paths_that_are_none_are_refused()
    {
        IResourceBuilder<ModelRegistryEmulatorResource> registry = DistributedApplication.CreateBuilder()
            .AddModelRegistryEmulator("registry");
        Assert.Throws<ArgumentException>(() => registry.WithSeeds());
        Assert.Throws<ArgumentException>(() => registry.WithSeeds(""));
        Assert.Throws<ArgumentException>(() => registry.WithDataFile(""));
    }

    private static async Task<JsonObject> PublishAsync(Action<IDistributedApplicationBuilder> build)
    {
        string folder = Directory.CreateTempSubdirectory("manifest").FullName;
        try
        {
            string manifest = Path.Combine(folder, "manifest.json");
            IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(
                ["--operation", "publish", "--publisher", "manifest", "--output-path", manifest]);
            build(builder);
            await using DistributedApplication application = builder.Build();
            await application.RunAsync(TestContext.Current.CancellationToken);
            return JsonNode.Parse(await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken))!["resources"]!.AsObject();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
