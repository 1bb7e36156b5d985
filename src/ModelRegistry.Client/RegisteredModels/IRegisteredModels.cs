namespace ModelRegistry.Client;

/// <summary>Registered models: the parents of model versions.</summary>
public interface IRegisteredModels
{
    /// <summary>Gets a registered model by id (<c>getRegisteredModel</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<RegisteredModel> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Gets a registered model by its exact name (<c>findRegisteredModel</c>).</summary>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no registered model with exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<RegisteredModel> GetByNameAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Finds a registered model by its exact name (<c>findRegisteredModel</c>).</summary>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model, or <see langword="null"/> when there is none with exactly that name.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// The server takes the name for an unescaped LIKE pattern, and MariaDB ignores case; what it returns counts here only if its name is
    /// exactly the one asked for. Where the pattern matches several names, the list is searched.
    /// </remarks>
    Task<RegisteredModel?> FindByNameAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Finds a registered model by its external id (<c>findRegisteredModel</c>).</summary>
    /// <param name="externalId">The external id; on MariaDB the case of its letters does not count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<RegisteredModel?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default);

    /// <summary>Lists registered models (<c>getRegisteredModels</c>), page by page as they are enumerated.</summary>
    /// <param name="options">Page size and order; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Registered models.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Archived ones are listed too.</remarks>
    AsyncPageable<RegisteredModel> ListAsync(ListOptions<RegisteredModel>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a registered model (<c>createRegisteredModel</c>).</summary>
    /// <param name="model">What the new registered model is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model with its id and times.</returns>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// When the connection breaks before the response, the exception's <see cref="ModelRegistryException.IsOutcomeUnknown"/> is set: look
    /// the name up before creating again.
    /// </remarks>
    Task<RegisteredModel> CreateAsync(RegisteredModelCreate model, CancellationToken cancellationToken = default);

    /// <summary>Changes a registered model (<c>updateRegisteredModel</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="update">What is to change; the rest stays as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryConflictException">The external id is taken.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// An update without anything set still moves the time of the last update. A state that the update leaves out stays: the request says
    /// <c>null</c>, since the server resets a state that it does not find.
    /// </remarks>
    Task<RegisteredModel> UpdateAsync(string id, RegisteredModelUpdate update, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists the versions of a registered model (<c>getRegisteredModelVersions</c>), page by page as they are enumerated.
    /// </summary>
    /// <param name="registeredModelId">The id of the model.</param>
    /// <param name="options">Page size, order and a name; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The versions; none when there is no such model, since the server does not check.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Archived ones are listed too.</remarks>
    AsyncPageable<ModelVersion> ListVersionsAsync(
        string registeredModelId, ModelVersionListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a version of a registered model (<c>createRegisteredModelVersion</c>).</summary>
    /// <param name="registeredModelId">The id of the model.</param>
    /// <param name="version">What the new version is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version with its id and times.</returns>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>The server does not check that the model exists.</remarks>
    Task<ModelVersion> CreateVersionAsync(
        string registeredModelId, ModelVersionCreate version, CancellationToken cancellationToken = default);
}
