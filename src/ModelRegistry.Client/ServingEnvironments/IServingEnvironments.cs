namespace ModelRegistry.Client;

/// <summary>Serving environments: the parents of inference services.</summary>
public interface IServingEnvironments
{
    /// <summary>Gets a serving environment by id (<c>getServingEnvironment</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The serving environment.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ServingEnvironment> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Gets a serving environment by its exact name (<c>findServingEnvironment</c>).</summary>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The serving environment.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no serving environment with exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ServingEnvironment> GetByNameAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Finds a serving environment by its exact name (<c>findServingEnvironment</c>).</summary>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The serving environment, or <see langword="null"/> when there is none with exactly that name.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// The server takes the name for an unescaped LIKE pattern, and MariaDB ignores case; what it returns counts here only if its name is
    /// exactly the one asked for. Where the pattern matches several names, the list is searched.
    /// </remarks>
    Task<ServingEnvironment?> FindByNameAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Finds a serving environment by its external id (<c>findServingEnvironment</c>).</summary>
    /// <param name="externalId">The external id; on MariaDB the case of its letters does not count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The serving environment, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ServingEnvironment?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default);

    /// <summary>Lists serving environments (<c>getServingEnvironments</c>), page by page as they are enumerated.</summary>
    /// <param name="options">Page size and order; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Serving environments.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Archived ones are listed too. The server ignores any filter on this list.</remarks>
    AsyncPageable<ServingEnvironment> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a serving environment (<c>createServingEnvironment</c>).</summary>
    /// <param name="environment">What the new serving environment is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The serving environment with its id and times.</returns>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// When the connection breaks before the response, the exception's <see cref="ModelRegistryException.IsOutcomeUnknown"/> is set: look
    /// the name up before creating again.
    /// </remarks>
    Task<ServingEnvironment> CreateAsync(ServingEnvironmentCreate environment, CancellationToken cancellationToken = default);

    /// <summary>Changes a serving environment (<c>updateServingEnvironment</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="update">What is to change; the rest stays as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The serving environment as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryConflictException">The external id is taken.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>An update without anything set still moves the time of the last update.</remarks>
    Task<ServingEnvironment> UpdateAsync(string id, ServingEnvironmentUpdate update, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists the inference services of an environment (<c>getEnvironmentInferenceServices</c>), page by page as they are enumerated.
    /// </summary>
    /// <param name="servingEnvironmentId">The id of the environment.</param>
    /// <param name="options">Page size and order; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The services; none when there is no such environment, since the server does not check.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>The server ignores any filter on this list.</remarks>
    AsyncPageable<InferenceService> ListInferenceServicesAsync(
        string servingEnvironmentId, ListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates an inference service in an environment (<c>createEnvironmentInferenceService</c>).</summary>
    /// <param name="servingEnvironmentId">The id of the environment.</param>
    /// <param name="service">What the new service is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The service with its id and times.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>The server checks that the environment exists, not the model or the version.</remarks>
    Task<InferenceService> CreateInferenceServiceAsync(
        string servingEnvironmentId, InferenceServiceCreate service, CancellationToken cancellationToken = default);
}
