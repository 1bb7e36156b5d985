namespace ModelRegistry.Client;

/// <summary>
/// Artifacts of all kinds. Below a version or a run they are made with <see cref="IModelVersions.UpsertArtifactAsync"/> and
/// <see cref="IExperimentRuns.UpsertArtifactAsync"/>.
/// </summary>
public interface IArtifacts
{
    /// <summary>Gets an artifact by id (<c>getArtifact</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact, as the kind that it is.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such artifact.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<Artifact> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Finds an artifact below a version or a run by its exact name (<c>findArtifact</c>).</summary>
    /// <param name="parentId">The id of the version or the run.</param>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact, or <see langword="null"/> when there is none with exactly that name.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// Artifacts of different kinds, and several data sets, can have the same name below one parent. The server then responds that there
    /// are multiple ones; here the artifacts of the version or run are listed and the one with the smallest id is returned.
    /// </remarks>
    Task<Artifact?> FindByNameAsync(string parentId, string name, CancellationToken cancellationToken = default);

    /// <summary>Finds an artifact by its external id (<c>findArtifact</c>).</summary>
    /// <param name="externalId">The external id; on MariaDB the case of its letters does not count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<Artifact?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default);

    /// <summary>Lists artifacts (<c>getArtifacts</c>), page by page as they are enumerated.</summary>
    /// <param name="options">
    /// Page size, order and kind; everything in order of ids when not given. Name and external id do not count here.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Artifacts of all kinds.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    AsyncPageable<Artifact> ListAsync(ArtifactListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates an artifact that belongs to no version and no run (<c>createArtifact</c>).</summary>
    /// <param name="artifact">What the artifact is made of. Without a state it has none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact with its id and times.</returns>
    /// <exception cref="ModelRegistryConflictException">
    /// The external id is taken. Names of artifacts without a parent are not unique.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<Artifact> CreateAsync(ArtifactCreate artifact, CancellationToken cancellationToken = default);

    /// <summary>Changes an artifact (<c>updateArtifact</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="update">What is to change; the rest stays as it is. Its kind must be the artifact's.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such artifact.</exception>
    /// <exception cref="ModelRegistryConflictException">The external id is taken.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// The server forgets which run made the artifact when the artifact is changed this way; update it below its run to keep that.
    /// </remarks>
    Task<Artifact> UpdateAsync(string id, ArtifactUpdate update, CancellationToken cancellationToken = default);
}
