namespace ModelRegistry.Client;

/// <summary>Model artifacts alone, without regard to a version or a run.</summary>
public interface IModelArtifacts
{
    /// <summary>Gets a model artifact by id (<c>getModelArtifact</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such model artifact.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ModelArtifact> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Finds a model artifact below a version or a run by its exact name (<c>findModelArtifact</c>).</summary>
    /// <param name="parentId">The id of the version or the run.</param>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact, or <see langword="null"/> when there is none with exactly that name.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ModelArtifact?> FindByNameAsync(string parentId, string name, CancellationToken cancellationToken = default);

    /// <summary>Finds a model artifact by its external id (<c>findModelArtifact</c>).</summary>
    /// <param name="externalId">The external id; on MariaDB the case of its letters does not count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ModelArtifact?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default);

    /// <summary>Lists model artifacts (<c>getModelArtifacts</c>), page by page as they are enumerated.</summary>
    /// <param name="options">Page size and order; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model artifacts of the registry.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>The server ignores any filter on this list; <see cref="IArtifacts.ListAsync"/> takes one.</remarks>
    AsyncPageable<ModelArtifact> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a model artifact that belongs to no version and no run (<c>createModelArtifact</c>).</summary>
    /// <param name="artifact">What the artifact is made of. Without a state it is <c>UNKNOWN</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact with its id and times.</returns>
    /// <exception cref="ModelRegistryConflictException">
    /// The external id is taken. Names of artifacts without a parent are not unique.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ModelArtifact> CreateAsync(ModelArtifactCreate artifact, CancellationToken cancellationToken = default);

    /// <summary>Changes a model artifact (<c>updateModelArtifact</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="update">What is to change; the rest stays as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such model artifact.</exception>
    /// <exception cref="ModelRegistryConflictException">The external id is taken.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// A state that the update leaves out stays: the request says <c>null</c>, since the server resets a state that it does not find.
    /// </remarks>
    Task<ModelArtifact> UpdateAsync(string id, ModelArtifactUpdate update, CancellationToken cancellationToken = default);
}
