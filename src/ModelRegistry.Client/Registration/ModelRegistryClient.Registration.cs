namespace ModelRegistry.Client;

/// <content>Registration: from a specification to a plan to a registry that is as specified.</content>
public sealed partial class ModelRegistryClient
{
    /// <inheritdoc/>
    public Task<RegisteredModelPlan> PlanAsync(RegisteredModelSpec spec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return RegistrationReader.PlanAsync(this, spec, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RegistrationResult> ApplyAsync(
        RegisteredModelPlan plan, RegistrationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new RegistrationApplier(this, options ?? new RegistrationOptions()).ApplyAsync(plan, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<RegistrationResult> RegisterAsync(RegisteredModelSpec spec, CancellationToken cancellationToken = default)
    {
        RegisteredModelPlan plan = await PlanAsync(spec, cancellationToken).ConfigureAwait(false);
        return await ApplyAsync(plan, null, cancellationToken).ConfigureAwait(false);
    }
}
