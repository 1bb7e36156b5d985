using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRegistry.Client;

// Calls every operation of the registry at the address given and prints which ones were called. The options come from the configuration,
// so that its binding is trimmed too.
var called = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
using var listener = new ActivityListener
{
    ShouldListenTo = static source => source.Name == ModelRegistryTelemetry.SourceName,
    Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
    ActivityStopped = activity => called.TryAdd((string)activity.GetTagItem("model_registry.operation")!, true),
};
ActivitySource.AddActivityListener(listener);

IConfiguration configuration = new ConfigurationBuilder()
    .AddInMemoryCollection(new Dictionary<string, string?> { ["Registry:BaseAddress"] = args[0], ["Registry:Resilience:MaxRetries"] = "1" })
    .Build();
var services = new ServiceCollection();
services.AddModelRegistryClient(configuration.GetSection("Registry"));
services.AddLogging();
services.AddHealthChecks().AddModelRegistry();
await using ServiceProvider provider = services.BuildServiceProvider();
IModelRegistryClient registry = provider.GetRequiredService<IModelRegistryClient>();

var properties = new Dictionary<string, MetadataValue>
{
    ["text"] = "x", ["int"] = 7, ["double"] = 0.5, ["flag"] = true, ["struct"] = MetadataValue.FromJson("""{"a":[1]}"""),
};
RegisteredModel model = await registry.RegisteredModels.CreateAsync(
    new RegisteredModelCreate { Name = "m", ExternalId = "xm", Language = ["en"], CustomProperties = properties });
await registry.RegisteredModels.GetAsync(model.Id);
await registry.RegisteredModels.GetByNameAsync("m");
await registry.RegisteredModels.FindByExternalIdAsync("xm");
await DrainAsync(
    registry.RegisteredModels.ListAsync(RegisteredModelFilter.Property("double") >= 0.25 & RegisteredModelFilter.Name.Like("%")));
await registry.RegisteredModels.UpdateAsync(
    model.Id, new RegisteredModelUpdate { Owner = "ann", Tasks = (string[])["t"], CustomProperties = properties });
ModelVersion version = await registry.RegisteredModels.CreateVersionAsync(
    model.Id, new ModelVersionCreate { Name = "v", ExternalId = "xv" });
await DrainAsync(registry.RegisteredModels.ListVersionsAsync(model.Id));

await registry.ModelVersions.GetAsync(version.Id);
await registry.ModelVersions.GetByNameAsync(model.Id, "v");
await DrainAsync(registry.ModelVersions.ListAsync());
await registry.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = "v2" });
await registry.ModelVersions.UpdateAsync(version.Id, new ModelVersionUpdate { Author = "ann" });
Artifact artifact = await registry.ModelVersions.UpsertArtifactAsync(version.Id, new ModelArtifactCreate { Name = "a", Uri = "s3://b/k" });
await DrainAsync(registry.ModelVersions.ListArtifactsAsync(version.Id));

await registry.Artifacts.GetAsync(artifact.Id);
await registry.Artifacts.FindByNameAsync(version.Id, "a");
await DrainAsync(registry.Artifacts.ListAsync(
    new ArtifactListOptions { Filter = ArtifactFilter.State != ArtifactState.Deleted | ArtifactFilter.Name == "a" }));
foreach (ArtifactCreate create in (ArtifactCreate[])[
    new DocArtifactCreate { Name = "d" },
    new DataSetCreate { Name = "s" },
    new ParameterCreate { Name = "p", Value = "1" },
])
{
    await registry.Artifacts.CreateAsync(create);
}

await registry.Artifacts.UpdateAsync(artifact.Id, new ModelArtifactUpdate { State = ArtifactState.Live });
await registry.ModelArtifacts.GetAsync(artifact.Id);
await registry.ModelArtifacts.FindByNameAsync(version.Id, "a");
await DrainAsync(registry.ModelArtifacts.ListAsync());
await registry.ModelArtifacts.CreateAsync(new ModelArtifactCreate { Name = "b" });
await registry.ModelArtifacts.UpdateAsync(artifact.Id, new ModelArtifactUpdate { ModelFormatName = "safetensors" });

ServingEnvironment environment = await registry.ServingEnvironments.CreateAsync(new ServingEnvironmentCreate { Name = "e" });
await registry.ServingEnvironments.GetAsync(environment.Id);
await registry.ServingEnvironments.GetByNameAsync("e");
await DrainAsync(registry.ServingEnvironments.ListAsync());
await registry.ServingEnvironments.UpdateAsync(environment.Id, new ServingEnvironmentUpdate { Description = "d" });
await registry.ServingEnvironments.CreateInferenceServiceAsync(
    environment.Id, new InferenceServiceCreate { Name = "s", RegisteredModelId = model.Id });
await DrainAsync(registry.ServingEnvironments.ListInferenceServicesAsync(environment.Id));

InferenceService service = await registry.InferenceServices.CreateAsync(
    environment.Id, new InferenceServiceCreate { Name = "t", RegisteredModelId = model.Id });
await registry.InferenceServices.GetAsync(service.Id);
await registry.InferenceServices.GetByNameAsync(environment.Id, "t");
await DrainAsync(registry.InferenceServices.ListAsync());
await registry.InferenceServices.UpdateAsync(service.Id, new InferenceServiceUpdate { DesiredState = InferenceServiceState.Undeployed });
await registry.InferenceServices.GetModelAsync(service.Id);
await registry.InferenceServices.GetVersionAsync(service.Id);
await registry.InferenceServices.CreateServeAsync(service.Id, new ServeModelCreate { ModelVersionId = version.Id });
await DrainAsync(registry.InferenceServices.ListServesAsync(service.Id));

Experiment experiment = await registry.Experiments.CreateAsync(new ExperimentCreate { Name = "x" });
await registry.Experiments.GetAsync(experiment.Id);
await registry.Experiments.GetByNameAsync("x");
await DrainAsync(registry.Experiments.ListAsync());
await registry.Experiments.UpdateAsync(experiment.Id, new ExperimentUpdate { State = ExperimentState.Live });
await registry.Experiments.CreateRunAsync(experiment.Id, new ExperimentRunCreate { Name = "r1" });
await DrainAsync(registry.Experiments.ListRunsAsync(experiment.Id));

ExperimentRun run = await registry.ExperimentRuns.CreateAsync(
    experiment.Id, new ExperimentRunCreate { Name = "r2", StartTime = DateTimeOffset.UnixEpoch });
await registry.ExperimentRuns.GetAsync(run.Id);
await registry.ExperimentRuns.GetByNameAsync(experiment.Id, "r2");
await DrainAsync(registry.ExperimentRuns.ListAsync());
await registry.ExperimentRuns.UpdateAsync(run.Id, new ExperimentRunUpdate { Status = ExperimentRunStatus.Finished });
await registry.ExperimentRuns.UpsertArtifactAsync(
    run.Id, new MetricCreate { Name = "acc", Value = 0.5, Step = 1, Timestamp = DateTimeOffset.UnixEpoch });
await DrainAsync(registry.ExperimentRuns.ListArtifactsAsync(run.Id));
await DrainAsync(registry.ExperimentRuns.ListMetricHistoryAsync(run.Id));
await DrainAsync(registry.ExperimentRuns.ListMetricHistoryAsync());

RegisteredModel read = await registry.RegisteredModels.GetAsync(model.Id);
if (!properties.All(property => property.Value.Equals(read.CustomProperties[property.Key])))
{
    await Console.Error.WriteLineAsync("The custom properties are not those that were written.");
    return 1;
}

foreach (string operation in called.Keys.Order(StringComparer.Ordinal))
{
    Console.WriteLine(operation);
}

return 0;

static async Task DrainAsync<T>(AsyncPageable<T> list)
{
    int count = 0;
    await foreach (T item in list)
    {
        count += item is null ? 0 : 1;
    }

    if (count == 0)
    {
        throw new InvalidOperationException($"A list of {typeof(T).Name} is empty.");
    }
}
