using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelRegistry.Aspire.Hosting.Emulator;
using ModelRegistry.Emulator;

namespace Aspire.Hosting;

/// <summary>Adds a Model Registry emulator to an app host.</summary>
public static class ModelRegistryEmulatorBuilderExtensions
{
    /// <summary>
    /// Adds a Model Registry inside the app host's process, which starts and ends with it. It responds as the real server does, is empty at
    /// first, and is healthy once its seeds are applied (<see cref="WithSeeds"/>). Its page is linked from the dashboard, and the command
    /// <c>reset</c> empties it and applies the seeds again.
    /// </summary>
    /// <param name="builder">The builder of the app host.</param>
    /// <param name="name">The name of the resource, and of the connection string that <c>WithReference</c> gives to others.</param>
    /// <param name="port">The loopback port to listen on; <see langword="null"/> takes a free one.</param>
    /// <returns>The builder of the resource.</returns>
    /// <remarks>
    /// An emulator in production would be a registry that anybody may write to, so publishing an app host that has one fails. Use it
    /// where <see cref="DistributedApplicationExecutionContext.IsRunMode"/>, and a connection string or
    /// <see cref="ModelRegistryBuilderExtensions.AddModelRegistry"/> otherwise.
    /// </remarks>
    /// <example>
    /// <code>
    /// var registry = builder.AddModelRegistryEmulator("registry").WithSeeds("seeds/");
    /// builder.AddProject&lt;Projects.Service&gt;("service").WithReference(registry).WaitFor(registry);
    /// </code>
    /// </example>
    public static IResourceBuilder<ModelRegistryEmulatorResource> AddModelRegistryEmulator(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var resource = new ModelRegistryEmulatorResource(name);
        string healthCheck = $"{name}_check";
        builder.Services.AddKeyedSingleton(name, (services, _) => new EmulatorRun(resource, services));
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            healthCheck, services => services.GetRequiredKeyedService<EmulatorRun>(name), failureStatus: null, tags: null));
        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            ThrowIfMisused(resource, start);
            return Task.CompletedTask;
        });
        return builder.AddResource(resource)
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "ModelRegistryEmulator", Properties = [] })
            .WithHttpEndpoint(port: port, name: ModelRegistryEmulatorResource.EndpointName, isProxied: false)
            .WithEndpoint(ModelRegistryEmulatorResource.EndpointName, static endpoint => endpoint.TargetHost = "127.0.0.1")
            .WithUrlForEndpoint(ModelRegistryEmulatorResource.EndpointName, url =>
            {
                url.Url = "/_emulator/";
                url.DisplayText = "Models";
            })
            .WithHealthCheck(healthCheck)
            .WithCommand("reset", "Reset", context => Run(context.Services).ResetAsync(context.CancellationToken), new CommandOptions
            {
                Description = "Empties the registry and applies its seeds again.",
                ConfirmationMessage = "Everything that was written to the registry is lost. Go on?",
                IconName = "ArrowReset",
                IconVariant = IconVariant.Regular,
                UpdateState = static context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                    ? ResourceCommandState.Enabled
                    : ResourceCommandState.Disabled,
            })
            .OnInitializeResource((_, initialize, cancellationToken) => Run(initialize.Services).StartAsync(initialize, cancellationToken));

        EmulatorRun Run(IServiceProvider services) => services.GetRequiredKeyedService<EmulatorRun>(name);
    }

    /// <summary>
    /// Applies seed files when the emulator has started, before anybody who waits for it goes on. While there is an error in one of them,
    /// nothing is written, the resource fails to start, and its log has each error with its place.
    /// </summary>
    /// <param name="builder">The builder of the resource.</param>
    /// <param name="paths">
    /// Files, directories (searched recursively) and globs; relative ones are below the app host's directory. Each call adds to those
    /// before.
    /// </param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<ModelRegistryEmulatorResource> WithSeeds(
        this IResourceBuilder<ModelRegistryEmulatorResource> builder, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Length == 0)
        {
            throw new ArgumentException("There is no path: name at least one seed file, directory or glob.", nameof(paths));
        }

        foreach (string path in paths)
        {
            ArgumentException.ThrowIfNullOrEmpty(path, nameof(paths));
            builder.Resource.SeedPaths.Add(BelowAppHost(builder, path));
        }

        return builder;
    }

    /// <summary>Keeps what is in the registry in a file beyond the life of the app host; otherwise it begins empty each time.</summary>
    /// <param name="builder">The builder of the resource.</param>
    /// <param name="path">The file, which is created when it does not exist; a relative one is below the app host's directory.</param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<ModelRegistryEmulatorResource> WithDataFile(
        this IResourceBuilder<ModelRegistryEmulatorResource> builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string file = BelowAppHost(builder, path);
        return builder.WithOptions(options => options with { DataFile = file });
    }

    /// <summary>Changes how the emulator behaves: the version of the server or the database that it stands for, for example.</summary>
    /// <param name="builder">The builder of the resource.</param>
    /// <param name="change">
    /// Makes the options from those before. The port is that of the endpoint, whatever <see cref="ModelRegistryEmulatorOptions.Port"/>
    /// says.
    /// </param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<ModelRegistryEmulatorResource> WithOptions(
        this IResourceBuilder<ModelRegistryEmulatorResource> builder,
        Func<ModelRegistryEmulatorOptions, ModelRegistryEmulatorOptions> change)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(change);
        builder.Resource.Options = change(builder.Resource.Options);
        return builder;
    }

    private static void ThrowIfMisused(ModelRegistryEmulatorResource resource, BeforeStartEvent start)
    {
        bool isPublishMode = start.Services.GetRequiredService<DistributedApplicationExecutionContext>().IsPublishMode;
        if (isPublishMode && !resource.IsExcludedFromPublish())
        {
            throw new DistributedApplicationException(
                $"The Model Registry emulator '{resource.Name}' can't be published: anybody may write to it. Add it only where "
                + "builder.ExecutionContext.IsRunMode, and otherwise AddConnectionString or AddModelRegistry, or call "
                    + "ExcludeFromManifest.");
        }

        // It would wait for ever for an address that it can reach.
        IResource? container = start.Model.Resources.FirstOrDefault(other => other.IsContainer()
            && other.Annotations.OfType<ResourceRelationshipAnnotation>().Any(
                relation => relation.Resource == resource && relation.Type == "Reference"));
        if (!isPublishMode && container is not null)
        {
            throw new DistributedApplicationException(
                $"The container '{container.Name}' refers to the Model Registry emulator '{resource.Name}', which listens on this "
                + "machine's loopback alone: no container reaches it. Use AddModelRegistry there, or run what is in the container as a "
                    + "project or an executable.");
        }
    }

    private static string BelowAppHost(IResourceBuilder<ModelRegistryEmulatorResource> builder, string path) =>
        Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
}
