using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelRegistry.Client;
using ModelRegistry.Seeding;
using ModelRegistry.Seeding.Running;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the seeding of a Model Registry to an application that has a client of it.</summary>
public static class ModelRegistrySeedingServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="SeedRunner"/> for the application's <see cref="IModelRegistryClient"/>, which <c>AddModelRegistryClient</c> adds.
    /// Nothing runs by itself.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; several calls add up.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddModelRegistrySeeding(this IServiceCollection services, Action<SeedRunnerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<SeedRunnerOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(static provider => new SeedRunner(
            provider.GetRequiredService<IModelRegistryClient>(), provider.GetRequiredService<IOptions<SeedRunnerOptions>>().Value));
        return services;
    }

    /// <summary>
    /// Seeds the registry while the application starts, before any hosted service starts, the web server among them: so no request is
    /// served by an application whose registry is not seeded. Meant for development and tests; in production a job of its own seeds once
    /// for all instances.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="seed">Where the seed comes from.</param>
    /// <param name="configure">Sets the options; several calls add up.</param>
    /// <returns>The services.</returns>
    /// <remarks>
    /// The start of the application fails with a <see cref="SeedInvalidException"/> when the seed has errors, a
    /// <see cref="SeedFailedException"/> when the registry refuses a part of it or a write fails, and a
    /// <see cref="ModelRegistryException"/> when the registry can't be read, unless <see cref="SeedRunnerOptions.StartAnyway"/> says
    /// otherwise.
    /// </remarks>
    public static IServiceCollection AddModelRegistrySeedingAtStartup(
        this IServiceCollection services, SeedSource seed, Action<SeedRunnerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(seed);
        services.AddModelRegistrySeeding(configure);
        services.AddLogging();
        return services.AddSingleton<IHostedService>(provider => new StartupSeeding(
            provider.GetRequiredService<SeedRunner>(),
            seed,
            provider.GetRequiredService<IOptions<SeedRunnerOptions>>().Value.StartAnyway,
            provider.GetRequiredService<ILogger<SeedRunner>>()));
    }
}
