using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelRegistry.Client;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of Model Registries.</summary>
public static class ModelRegistryHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that asks a registry for one registered model.</summary>
    /// <param name="builder">The builder of the health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="serviceKey">The key of the client, or <see langword="null"/> for the one without.</param>
    /// <param name="failureStatus">
    /// What is reported when the registry does not respond; <see langword="null"/> for <see cref="HealthStatus.Unhealthy"/>.
    /// </param>
    /// <param name="tags">Tags to choose checks by.</param>
    /// <param name="timeout">How long the check may take; <see langword="null"/> for as long as the client's own limits allow.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddModelRegistry(
        this IHealthChecksBuilder builder,
        string name = "model-registry",
        string? serviceKey = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            provider => new ModelRegistryHealthCheck(provider.GetRequiredKeyedService<IModelRegistryClient>(serviceKey)),
            failureStatus,
            tags,
            timeout));
    }
}
