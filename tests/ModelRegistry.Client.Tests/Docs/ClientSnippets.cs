using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Docs;

/// <summary>The code of <c>docs/client.md</c>, between its markers. It runs against a registry over HTTP.</summary>
public sealed class ClientSnippets(EmulatedRegistry emulated)
{
    [Fact]
    public async Task Models_versions_and_artifacts()
    {
        await using var emulator = await Emulator.ModelRegistryEmulator.StartAsync();
        Uri address = emulator.BaseAddress;

        #region create-client
        using ModelRegistryClient registry = ModelRegistryClient.Create(new ModelRegistryClientOptions
        {
            BaseAddress = address,
            TokenFile = null, // for example /var/run/secrets/kubernetes.io/serviceaccount/token
            CaFile = null, // for example /var/run/secrets/kubernetes.io/serviceaccount/service-ca.crt
        });
        #endregion

        #region registered-models
        RegisteredModel model = await registry.RegisteredModels.CreateAsync(new RegisteredModelCreate
        {
            Name = "Granite-3.1-8b-Instruct-FP8",
            Owner = "ai-admin",
            Provider = "IBM",
            License = "apache-2.0",
            CustomProperties = { ["quantization"] = "FP8-dynamic", ["granite"] = "" },
        });

        model = await registry.RegisteredModels.GetByNameAsync("Granite-3.1-8b-Instruct-FP8"); // exactly this name, or an exception
        RegisteredModel? other = await registry.RegisteredModels.FindByNameAsync("Granite"); // exactly this name, or null
        await registry.RegisteredModels.UpdateAsync(model.Id, new RegisteredModelUpdate { Description = "Vetted." }); // the rest stays
        #endregion
        Assert.Null(other);

        #region model-versions
        ModelVersion version = await registry.RegisteredModels.CreateVersionAsync(
            model.Id, new ModelVersionCreate { Name = "3.1-May2025-Validated", Author = "ai-admin" });
        await foreach (ModelVersion each in registry.RegisteredModels.ListVersionsAsync(
            model.Id, new() { SortOrder = SortOrder.Descending }))
        {
            Console.WriteLine(each); // ModelVersion '3.1-May2025-Validated' (id 2, LIVE)
        }

        ModelVersion latest = await registry.GetLatestVersionAsync("Granite-3.1-8b-Instruct-FP8", liveOnly: true);
        #endregion
        Assert.Equal(version.Id, latest.Id);

        #region artifacts
        await registry.ModelVersions.UpsertArtifactAsync(version.Id, new ModelArtifactCreate
        {
            Name = "weights",
            Uri = "s3://rhoai-artifacts/granite-3.1-8b-instruct-FP8-dynamic/",
            ModelFormatName = "safetensors",
            State = ArtifactState.Live,
        });
        await foreach (Artifact artifact in registry.ModelVersions.ListArtifactsAsync(version.Id))
        {
            string? where = artifact switch
            {
                ModelArtifact weights => weights.Uri,
                DocArtifact document => document.Uri,
                _ => null, // data sets, metrics, parameters, and kinds that this version of the library does not know
            };
            Console.WriteLine($"{artifact}: {where}");
        }

        #endregion

        #region filters
        Filter<RegisteredModel> filter = RegisteredModelFilter.Owner == "ai-admin"
            & RegisteredModelFilter.State == RegisteredModelState.Live
            & RegisteredModelFilter.Property("quantization") == "FP8-dynamic";
        await foreach (RegisteredModel each in registry.RegisteredModels.ListAsync(new() { Filter = filter, OrderBy = OrderBy.CreateTime }))
        {
            Console.WriteLine(each);
        }

        #endregion
        Assert.Single(await registry.RegisteredModels.ListAsync(filter).ToListAsync());

        #region properties
        await registry.RegisteredModels.SetPropertyAsync(model.Id, "validated-on", "L4"); // the other properties stay
        // the others stay here too
        await registry.RegisteredModels.UpdateAsync(model.Id, new() { MergeProperties = { ["gpus"] = 1, ["gated"] = false } });
        await registry.RegisteredModels.AddLabelsAsync(model.Id, ["fp8", "vllm"]);
        model = await registry.RegisteredModels.GetAsync(model.Id);
        string? hardware = model.CustomProperties.GetString("validated-on");
        IReadOnlyList<string> labels = model.GetLabels(); // fp8, granite, vllm
        #endregion
        Assert.Equal(("L4", "fp8 granite vllm"), (hardware, string.Join(' ', labels)));

        #region lifecycle
        await registry.PromoteAsync("Granite-3.1-8b-Instruct-FP8", "3.1-May2025-Validated", "production"); // the custom property "stage"
        await registry.ArchiveModelAsync("Granite-3.1-8b-Instruct-FP8");
        await registry.RegisteredModels.RestoreAsync(model.Id); // by id, as each of them can be called
        #endregion

        #region serving
        Deployment deployment = await registry.RecordDeploymentAsync(new DeploymentRequest
        {
            RegisteredModel = "Granite-3.1-8b-Instruct-FP8",
            ModelVersion = "3.1-May2025-Validated",
            ServingEnvironment = "prod",
            InferenceService = "granite",
            Runtime = "vllm-cuda-runtime",
        });
        ModelVersion served = await registry.InferenceServices.GetVersionAsync(deployment.InferenceService.Id);
        #endregion
        Assert.Equal(version.Id, served.Id);

        #region experiments
        Experiment experiment = await registry.Experiments.CreateAsync(new ExperimentCreate { Name = "quantization" });
        ExperimentRun run = await registry.Experiments.CreateRunAsync(experiment.Id, new ExperimentRunCreate { Name = "fp8" });
        await registry.ExperimentRuns.LogParameterAsync(run.Id, "learning-rate", 0.001);
        await registry.ExperimentRuns.LogMetricAsync(run.Id, "accuracy", 0.91, step: 1);
        await registry.ExperimentRuns.UpdateAsync(run.Id, new ExperimentRunUpdate { Status = ExperimentRunStatus.Finished });
        await foreach (Metric metric in registry.ExperimentRuns.ListMetricHistoryAsync(run.Id))
        {
            Console.WriteLine($"{metric.Name} {metric.Value}");
        }

        #endregion

        #region errors
        try
        {
            await registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = model.Name });
        }
        catch (ModelRegistryConflictException conflict) when (conflict.Field == ConflictingField.Name)
        {
            model = await registry.RegisteredModels.GetByNameAsync(model.Name);
        }
        catch (ModelRegistryException failure) when (failure.IsOutcomeUnknown)
        {
            // The response was lost: look the name up before creating again.
        }

        #endregion
    }

    [Fact]
    public async Task Dependency_injection()
    {
        var services = new ServiceCollection();
        Uri address = emulated.BaseAddress;

        #region dependency-injection
        services.AddModelRegistryClient(options => options.BaseAddress = address);
        services.AddHealthChecks().AddModelRegistry();
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Null(await provider.GetRequiredService<IRegisteredModels>().FindByNameAsync("none"));
    }

    [Fact]
    public async Task Service_discovery()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("services:registry:http:0", emulated.BaseAddress.ToString())]).Build());

        #region service-discovery
        services.AddServiceDiscovery();
        services.AddModelRegistryClient(options => options.BaseAddress = new Uri("https+http://registry")).AddServiceDiscovery();
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Null(await provider.GetRequiredService<IRegisteredModels>().FindByNameAsync("none"));
    }

    [Fact]
    public async Task Without_the_resilience_of_the_application()
    {
        var services = new ServiceCollection();
        Uri address = emulated.BaseAddress;

#pragma warning disable EXTEXP0001 // There is no other way to leave the handlers of ServiceDefaults out.
        #region remove-foreign-resilience
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()); // as ServiceDefaults do
        services.AddModelRegistryClient(options => options.BaseAddress = address).RemoveAllResilienceHandlers();
        #endregion
#pragma warning restore EXTEXP0001

        IReadOnlyList<string> handlers = [];
        services.AddHttpClient("ModelRegistry.Client").ConfigureAdditionalHttpMessageHandlers(
            (additional, _) => handlers = [.. additional.Select(handler => handler.GetType().FullName!)]);
        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Null(await provider.GetRequiredService<IRegisteredModels>().FindByNameAsync("none"));
        Assert.Equal(["ModelRegistry.Client.Wire.OperationHandler"], handlers);
    }

    [Fact]
    public async Task With_the_resilience_of_the_application_alone()
    {
        var services = new ServiceCollection();
        Uri address = emulated.BaseAddress;

        #region own-resilience
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
        services.AddModelRegistryClient(options =>
        {
            options.BaseAddress = address;
            options.Resilience.Enabled = false;
            options.Resilience.TotalTimeout = TimeSpan.FromSeconds(35); // above the 30 s of the handler
        });
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Null(await provider.GetRequiredService<IRegisteredModels>().FindByNameAsync("none"));
    }
}
