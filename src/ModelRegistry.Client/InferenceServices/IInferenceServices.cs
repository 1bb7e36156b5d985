namespace ModelRegistry.Client;

/// <summary>Inference services: deployments of models in serving environments, and the parents of serving actions.</summary>
public interface IInferenceServices
{
    /// <summary>Gets an inference service by id (<c>getInferenceService</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The inference service.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<InferenceService> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Gets an inference service by its exact name (<c>findInferenceService</c>).</summary>
    /// <param name="servingEnvironmentId">The id of the environment that the service belongs to.</param>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The inference service.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no inference service with exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<InferenceService> GetByNameAsync(string servingEnvironmentId, string name, CancellationToken cancellationToken = default);

    /// <summary>Finds an inference service by its exact name (<c>findInferenceService</c>).</summary>
    /// <param name="servingEnvironmentId">The id of the environment that the service belongs to.</param>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The inference service, or <see langword="null"/> when there is none with exactly that name.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// The server takes the name for an unescaped LIKE pattern, and MariaDB ignores case; what it returns counts here only if its name is
    /// exactly the one asked for. Where the pattern matches several names, the list is searched.
    /// </remarks>
    Task<InferenceService?> FindByNameAsync(string servingEnvironmentId, string name, CancellationToken cancellationToken = default);

    /// <summary>Finds an inference service by its external id (<c>findInferenceService</c>).</summary>
    /// <param name="externalId">The external id; on MariaDB the case of its letters does not count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The inference service, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<InferenceService?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default);

    /// <summary>Lists inference services (<c>getInferenceServices</c>), page by page as they are enumerated.</summary>
    /// <param name="options">Page size and order; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Inference services.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Archived ones are listed too. The server ignores any filter on this list.</remarks>
    AsyncPageable<InferenceService> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates an inference service (<c>createInferenceService</c>).</summary>
    /// <param name="servingEnvironmentId">The id of the environment that the service belongs to.</param>
    /// <param name="service">What the new inference service is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The inference service with its id and times.</returns>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// When the connection breaks before the response, the exception's <see cref="ModelRegistryException.IsOutcomeUnknown"/> is set: look
    /// the name up before creating again.
    /// </remarks>
    Task<InferenceService> CreateAsync(
        string servingEnvironmentId, InferenceServiceCreate service, CancellationToken cancellationToken = default);

    /// <summary>Changes an inference service (<c>updateInferenceService</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="update">What is to change; the rest stays as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The inference service as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryConflictException">The external id is taken.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// An update without anything set still moves the time of the last update. A state that the update leaves out stays: the request says
    /// <c>null</c>, since the server resets a state that it does not find.
    /// </remarks>
    Task<InferenceService> UpdateAsync(string id, InferenceServiceUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Gets the registered model that a service serves (<c>getInferenceServiceModel</c>).</summary>
    /// <param name="inferenceServiceId">The id of the service.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What the service serves.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>When the service names a model that does not exist, the server fails with status 500.</remarks>
    Task<RegisteredModel> GetModelAsync(string inferenceServiceId, CancellationToken cancellationToken = default);

    /// <summary>Gets the version that a service serves (<c>getInferenceServiceVersion</c>).</summary>
    /// <param name="inferenceServiceId">The id of the service.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What the service serves.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>When the service names no version, it is the model's newest one by creation; an archived one counts too.</remarks>
    Task<ModelVersion> GetVersionAsync(string inferenceServiceId, CancellationToken cancellationToken = default);

    /// <summary>Lists the serving actions of a service (<c>getInferenceServiceServes</c>), page by page as they are enumerated.</summary>
    /// <param name="inferenceServiceId">The id of the service.</param>
    /// <param name="options">Page size and order; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The serving actions; none when there is no such service, since the server does not check.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>The server ignores any filter on this list.</remarks>
    AsyncPageable<ServeModel> ListServesAsync(
        string inferenceServiceId, ListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Records that a version is served by a service (<c>createInferenceServiceServe</c>).</summary>
    /// <param name="inferenceServiceId">The id of the service.</param>
    /// <param name="serve">What the new serving action is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The serving action with its id and times.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// The server checks that the version and the service exist, and refuses (status 400) a version whose custom property <c>hf_gated</c>
    /// is neither <c>false</c> nor empty, or whose <c>hf_private</c> is <c>true</c>.
    /// </remarks>
    Task<ServeModel> CreateServeAsync(string inferenceServiceId, ServeModelCreate serve, CancellationToken cancellationToken = default);
}
