namespace ModelRegistry.Client;

/// <summary>Versions of registered models: the parents of artifacts.</summary>
public interface IModelVersions
{
    /// <summary>Gets a model version by id (<c>getModelVersion</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ModelVersion> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Gets a model version by its exact name (<c>findModelVersion</c>).</summary>
    /// <param name="registeredModelId">The id of the model that the version belongs to.</param>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no model version with exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ModelVersion> GetByNameAsync(string registeredModelId, string name, CancellationToken cancellationToken = default);

    /// <summary>Finds a model version by its exact name (<c>findModelVersion</c>).</summary>
    /// <param name="registeredModelId">The id of the model that the version belongs to.</param>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version, or <see langword="null"/> when there is none with exactly that name.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// The server takes the name for an unescaped LIKE pattern, and MariaDB ignores case; what it returns counts here only if its name is
    /// exactly the one asked for. Where the pattern matches several names, the list is searched.
    /// </remarks>
    Task<ModelVersion?> FindByNameAsync(string registeredModelId, string name, CancellationToken cancellationToken = default);

    /// <summary>Finds a model version by its external id (<c>findModelVersion</c>).</summary>
    /// <param name="externalId">The external id; on MariaDB the case of its letters does not count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ModelVersion?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default);

    /// <summary>Lists model versions (<c>getModelVersions</c>), page by page as they are enumerated.</summary>
    /// <param name="options">Page size and order; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Model versions.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Archived ones are listed too.</remarks>
    AsyncPageable<ModelVersion> ListAsync(ListOptions<ModelVersion>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a model version (<c>createModelVersion</c>).</summary>
    /// <param name="registeredModelId">The id of the model that the version belongs to.</param>
    /// <param name="version">What the new model version is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version with its id and times.</returns>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// When the connection breaks before the response, the exception's <see cref="ModelRegistryException.IsOutcomeUnknown"/> is set: look
    /// the name up before creating again.
    /// </remarks>
    Task<ModelVersion> CreateAsync(string registeredModelId, ModelVersionCreate version, CancellationToken cancellationToken = default);

    /// <summary>Changes a model version (<c>updateModelVersion</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="update">What is to change; the rest stays as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryConflictException">The external id is taken.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// An update without anything set still moves the time of the last update. A state that the update leaves out stays: the request says
    /// <c>null</c>, since the server resets a state that it does not find.
    /// </remarks>
    Task<ModelVersion> UpdateAsync(string id, ModelVersionUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Lists the artifacts of a model version (<c>getModelVersionArtifacts</c>), page by page as they are enumerated.</summary>
    /// <param name="modelVersionId">The id of the parent.</param>
    /// <param name="options">Page size, order, kind and name; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifacts of all kinds; none when there is no such parent, since the server does not check.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    AsyncPageable<Artifact> ListArtifactsAsync(
        string modelVersionId, ArtifactListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates an artifact below a model version, or updates one and attaches it there (<c>upsertModelVersionArtifact</c>).
    /// </summary>
    /// <param name="modelVersionId">The id of the parent.</param>
    /// <param name="artifact">What the artifact is made of.</param>
    /// <param name="artifactId">The id of an artifact to update and attach; <see langword="null"/> to create one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// Without an id the server creates the artifact, except that a metric or parameter whose name is taken below this parent is updated.
    /// It looks for that name as a LIKE pattern, so that <c>a_c</c> overwrites <c>abc</c>. With an id it updates that artifact, keeps its
    /// name, and makes it belong to this parent too.
    /// </remarks>
    Task<Artifact> UpsertArtifactAsync(
        string modelVersionId, ArtifactCreate artifact, string? artifactId = null, CancellationToken cancellationToken = default);
}
