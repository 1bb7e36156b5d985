using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ModelRegistry.Client;

/// <summary>Whether the registry responds to a short list of models, which takes its proxy, the server and the database.</summary>
internal sealed class ModelRegistryHealthCheck(IModelRegistryClient registry) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (Page<RegisteredModel> page in registry.RegisteredModels.ListAsync(
                new ListOptions { PageSize = 1 }, cancellationToken).AsPages().ConfigureAwait(false))
            {
                break;
            }

            return HealthCheckResult.Healthy("The registry responds.");
        }
        catch (ModelRegistryException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
