namespace ModelRegistry.Client;

/// <summary>Records deployments.</summary>
public static class DeploymentExtensions
{
    /// <summary>
    /// Records that a version is deployed: finds or creates the serving environment and the inference service, makes the service name the
    /// version and be deployed, and finds or creates the serving action. Doing it again changes nothing, and so does doing it at the same
    /// time from elsewhere.
    /// </summary>
    /// <param name="registry">The registry.</param>
    /// <param name="deployment">What is deployed, and where.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The three entities as they are then.</returns>
    /// <exception cref="ArgumentException">The version is named by neither its names nor its id, or by both.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such version.</exception>
    /// <exception cref="InvalidOperationException">
    /// The environment has an inference service of that name for another model; the server can't change that.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// The serving action is named <c>version-</c> and the version's id, so that there is one for each version that was served.
    /// </remarks>
    public static async Task<Deployment> RecordDeploymentAsync(
        this IModelRegistryClient registry, DeploymentRequest deployment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(deployment);
        ModelVersion version = await VersionAsync(registry, deployment, cancellationToken).ConfigureAwait(false);
        ServingEnvironment environment = await FindOrCreateAsync(
            () => registry.ServingEnvironments.FindByNameAsync(deployment.ServingEnvironment, cancellationToken),
            () => registry.ServingEnvironments.CreateAsync(
                new ServingEnvironmentCreate { Name = deployment.ServingEnvironment }, cancellationToken)).ConfigureAwait(false);
        InferenceService service = await FindOrCreateAsync(
            () => registry.InferenceServices.FindByNameAsync(environment.Id, deployment.InferenceService, cancellationToken),
            () => registry.InferenceServices.CreateAsync(
                environment.Id,
                new InferenceServiceCreate
                {
                    Name = deployment.InferenceService,
                    RegisteredModelId = version.RegisteredModelId,
                    ModelVersionId = version.Id,
                    Runtime = deployment.Runtime,
                    DesiredState = InferenceServiceState.Deployed,
                },
                cancellationToken)).ConfigureAwait(false);
        if (service.RegisteredModelId != version.RegisteredModelId)
        {
            throw new InvalidOperationException(
                $"The inference service '{deployment.InferenceService}' in '{deployment.ServingEnvironment}' is for the model "
                    + $"{service.RegisteredModelId}, not for {version.RegisteredModelId}. Choose another name.");
        }

        service = await UpdateAsync(registry.InferenceServices, service, version, deployment, cancellationToken).ConfigureAwait(false);
        string serveName = $"version-{version.Id}";
        ServeModel serve = await FindOrCreateAsync(
            async () => await FindServeAsync(registry.InferenceServices, service.Id, serveName, cancellationToken).ConfigureAwait(false),
            () => registry.InferenceServices.CreateServeAsync(
                service.Id,
                new ServeModelCreate { Name = serveName, ModelVersionId = version.Id, LastKnownState = ExecutionState.Running },
                cancellationToken)).ConfigureAwait(false);
        return new Deployment(environment, service, serve);
    }

    private static Task<ModelVersion> VersionAsync(
        IModelRegistryClient registry, DeploymentRequest deployment, CancellationToken cancellationToken) =>
        deployment switch
        {
            { ModelVersionId: { } id, RegisteredModel: null, ModelVersion: null } => registry.ModelVersions.GetAsync(id, cancellationToken),
            { ModelVersionId: null, RegisteredModel: { } model, ModelVersion: { } version } =>
                registry.GetVersionAsync(model, version, cancellationToken),
            _ => throw new ArgumentException(
                $"Name the version either by {nameof(DeploymentRequest.RegisteredModel)} and {nameof(DeploymentRequest.ModelVersion)} or "
                    + $"by {nameof(DeploymentRequest.ModelVersionId)}.",
                nameof(deployment)),
        };

    private static async Task<InferenceService> UpdateAsync(
        IInferenceServices services, InferenceService service, ModelVersion version,
        DeploymentRequest deployment, CancellationToken cancellationToken)
    {
        bool isCurrent = service.ModelVersionId == version.Id
            && service.DesiredState == InferenceServiceState.Deployed
            && (deployment.Runtime is null || service.Runtime == deployment.Runtime);
        return isCurrent
            ? service
            : await services.UpdateAsync(
                service.Id,
                new InferenceServiceUpdate
                {
                    ModelVersionId = version.Id,
                    Runtime = deployment.Runtime is { } runtime ? new(runtime) : default,
                    DesiredState = InferenceServiceState.Deployed,
                    CustomProperties = PropertyChange.SendAlong(service),
                },
                cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ServeModel?> FindServeAsync(
        IInferenceServices services, string serviceId, string name, CancellationToken cancellationToken)
    {
        await foreach (ServeModel serve in services.ListServesAsync(serviceId, null, cancellationToken).ConfigureAwait(false))
        {
            if (serve.Name == name)
            {
                return serve;
            }
        }

        return null;
    }

    // A name that is taken after it was not found was taken by somebody at the same time, or by a create whose response was lost.
    private static async Task<T> FindOrCreateAsync<T>(Func<Task<T?>> find, Func<Task<T>> create)
        where T : class
    {
        if (await find().ConfigureAwait(false) is { } found)
        {
            return found;
        }

        try
        {
            return await create().ConfigureAwait(false);
        }
        catch (ModelRegistryException exception) when (exception is ModelRegistryConflictException || exception.IsOutcomeUnknown)
        {
            if (await find().ConfigureAwait(false) is { } made)
            {
                return made;
            }

            throw;
        }
        catch (ModelRegistryNotFoundException)
        {
            // What it is to be made below was read or made just now: a server whose database comes back finds nothing.
            return await find().ConfigureAwait(false) ?? await create().ConfigureAwait(false);
        }
    }
}
