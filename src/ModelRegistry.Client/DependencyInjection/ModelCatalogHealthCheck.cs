using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ModelRegistry.Client;

/// <summary>Whether the catalog responds with a source, which takes its proxy, the server and the database.</summary>
internal sealed class ModelCatalogHealthCheck(IModelCatalogClient catalog) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (Page<CatalogSource> page in catalog.Sources.ListAsync(
                new CatalogSourceListOptions { PageSize = 1 }, cancellationToken).AsPages().ConfigureAwait(false))
            {
                break;
            }

            return HealthCheckResult.Healthy("The catalog responds.");
        }
        catch (ModelRegistryException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
