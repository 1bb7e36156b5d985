namespace ModelRegistry.Client;

/// <summary>A Model Registry (REST <c>v1alpha3</c> and <c>v1</c>), resource by resource.</summary>
/// <remarks>
/// Every resource is an interface of its own, so that code which uses one can be tested with a replacement. These interfaces gain members
/// with default bodies alone: a replacement that was built against an earlier version goes on working without being built again.
/// </remarks>
public interface IModelRegistryClient
{
    /// <summary>Gets the registered models.</summary>
    IRegisteredModels RegisteredModels { get; }

    /// <summary>Gets the versions of registered models.</summary>
    IModelVersions ModelVersions { get; }

    /// <summary>Gets the artifacts of all kinds.</summary>
    IArtifacts Artifacts { get; }

    /// <summary>Gets the model artifacts.</summary>
    IModelArtifacts ModelArtifacts { get; }

    /// <summary>Gets the serving environments.</summary>
    IServingEnvironments ServingEnvironments { get; }

    /// <summary>Gets the inference services.</summary>
    IInferenceServices InferenceServices { get; }

    /// <summary>Gets the experiments.</summary>
    IExperiments Experiments { get; }

    /// <summary>Gets the experiment runs.</summary>
    IExperimentRuns ExperimentRuns { get; }

    /// <summary>
    /// Gets the time on the registry's clock when it sent its last response, in whole seconds: the <c>Date</c> of that response.
    /// </summary>
    /// <value>
    /// <see langword="null"/> before the first response, where responses have no date, and for clients that do not say. Nothing is sent.
    /// </value>
    DateTimeOffset? ServerTime => null;

    /// <summary>
    /// Says what is to be done so that a registered model, its versions and their artifacts are as specified. Reads only: one look-up of
    /// the model, one list of its versions, and one list of artifacts for each specified version that is there.
    /// </summary>
    /// <param name="spec">What the model must be like.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<RegisteredModelPlan> PlanAsync(RegisteredModelSpec spec, CancellationToken cancellationToken = default);

    /// <summary>Carries a plan out: writes exactly what it says, and nothing when it says nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">Whom to tell of progress, and when to stop.</param>
    /// <param name="cancellationToken">Cancels the call; what is under way may be cut off.</param>
    /// <returns>What was done; when <see cref="RegistrationOptions.Stop"/> ended it, also what was not reached.</returns>
    /// <exception cref="RegistrationRefusedException">
    /// Something can't be made as specified. Nothing was written, unless that came about on the way because of another writer.
    /// </exception>
    /// <exception cref="ModelRegistryException">
    /// The call failed; its subtypes say how, and <see cref="ModelRegistryException.Registration"/> what had been done. Applying again goes
    /// on where this stopped.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>
    /// When a write fails in any way that leaves open whether it was carried out, the registry is read and compared again: what a lost
    /// response or another writer has made is adopted, never made twice. Custom properties that the specification does not mention are kept
    /// as they are: a model or version is read again right before they are sent. The server has no way to detect that somebody changes
    /// them between that reading and the writing.
    /// </remarks>
    Task<RegistrationResult> ApplyAsync(
        RegisteredModelPlan plan, RegistrationOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a registered model, its versions and their artifacts as specified: plans and applies. Doing so again changes nothing.
    /// </summary>
    /// <param name="spec">What the model must be like.</param>
    /// <param name="cancellationToken">Cancels the call; what is under way may be cut off.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="RegistrationRefusedException">Something can't be made as specified; nothing was written.</exception>
    /// <exception cref="ModelRegistryException">
    /// The call failed; its subtypes say how. Registering again goes on where this stopped.
    /// </exception>
    Task<RegistrationResult> RegisterAsync(RegisteredModelSpec spec, CancellationToken cancellationToken = default);
}
