using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelRegistry.Client;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of model catalogs.</summary>
public static class ModelCatalogHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that asks a catalog for one of its sources. A source that is broken is no failure of the check.</summary>
    /// <param name="builder">The builder of the health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="serviceKey">The key of the client, or <see langword="null"/> for the one without.</param>
    /// <param name="failureStatus">
    /// What is reported when the catalog does not respond; <see langword="null"/> for <see cref="HealthStatus.Unhealthy"/>.
    /// </param>
    /// <param name="tags">Tags to choose checks by.</param>
    /// <param name="timeout">How long the check may take; <see langword="null"/> for as long as the client's own limits allow.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddModelCatalog(
        this IHealthChecksBuilder builder,
        string name = "model-catalog",
        string? serviceKey = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            provider => new ModelCatalogHealthCheck(provider.GetRequiredKeyedService<IModelCatalogClient>(serviceKey)),
            failureStatus,
            tags,
            timeout));
    }
}
