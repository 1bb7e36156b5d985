using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace ModelRegistry.Client.Wire;

/// <summary>What the clients of all resources share.</summary>
internal abstract class ResourceClient(RegistryConnection registry)
{
    protected RegistryConnection Registry => registry;

    protected Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken) =>
        registry.SendAsync(request, answerType, cancellationToken);

    protected AsyncPageable<T> List<T>(
        Func<ApiRequest> request, ListOptions? options, JsonTypeInfo<ListResponse<T>> pageType, CancellationToken cancellationToken)
        where T : RegistryResource =>
        registry.List(request, options, pageType, cancellationToken);

    /// <summary>Asks for one entity; the registry's own "not found" is <see langword="null"/>.</summary>
    protected async Task<T?> FindAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await registry.SendAsync(request, type, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRegistryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Creates an entity. When a name or external id is taken, finds out which: the server always blames the name.</summary>
    protected async Task<T> CreateAsync<T>(
        ApiRequest request, JsonTypeInfo<T> type, string? name, string? externalId, Func<Task<NameLookup<T>>> lookUp, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await registry.SendAsync(request, type, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRegistryConflictException conflict)
        {
            ConflictingField field = (name, externalId) switch
            {
                (_, null) => ConflictingField.Name,
                (null, _) => ConflictingField.ExternalId,
                _ => await BlameAsync(lookUp).ConfigureAwait(false),
            };
            throw Explain(conflict, field, name, externalId);
        }
    }

    /// <summary>Creates an entity whose name is not unique, so that only the external id can be taken.</summary>
    protected Task<T> CreateTopLevelAsync<T>(ApiRequest request, JsonTypeInfo<T> type, string? externalId, CancellationToken cancellationToken)
        where T : class =>
        CreateAsync(request, type, null, externalId, () => Task.FromResult(default(NameLookup<T>)), cancellationToken);

    /// <summary>Creates an artifact below a version or a run, or updates one that is named by its id.</summary>
    protected Task<Artifact> UpsertArtifactAsync(ApiRequest request, string parentId, ArtifactCreate artifact, string? artifactId, CancellationToken cancellationToken) =>
        CreateAsync(
            request.WithArtifact(artifactId is null ? artifact : artifact with { Id = artifactId }),
            RegistryJson.Default.Artifact,
            // An update keeps the name, whatever it says; and data sets may share one.
            artifactId is not null || artifact is DataSetCreate ? null : artifact.Name,
            artifact.ExternalId,
            () => registry.LookUpArtifactAsync(parentId, artifact.Name!, cancellationToken),
            cancellationToken);

    /// <summary>Updates an entity. What can be taken is the external id alone, since names are fixed.</summary>
    protected async Task<T> UpdateAsync<T>(ApiRequest request, JsonTypeInfo<T> type, Optional<string?> externalId, CancellationToken cancellationToken)
    {
        try
        {
            return await registry.SendAsync(request, type, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRegistryConflictException conflict)
        {
            throw Explain(conflict, ConflictingField.ExternalId, null, externalId.GetValueOrDefault(null));
        }
    }

    private static async Task<ConflictingField> BlameAsync<T>(Func<Task<NameLookup<T>>> lookUp)
        where T : class
    {
        try
        {
            return await lookUp().ConfigureAwait(false) is (null, null) ? ConflictingField.ExternalId : ConflictingField.Name;
        }
        catch (ModelRegistryException)
        {
            // The conflict is what the caller has to know; who is to blame for it can't be told just now.
            return ConflictingField.Unknown;
        }
    }

    private static ModelRegistryConflictException Explain(ModelRegistryConflictException conflict, ConflictingField field, string? name, string? externalId)
    {
        string hint = field switch
        {
            ConflictingField.Name => string.Create(CultureInfo.InvariantCulture, $" (the name '{name}' is taken)"),
            ConflictingField.ExternalId => string.Create(CultureInfo.InvariantCulture, $" (it is the externalId '{externalId}' that is taken)"),
            _ => "",
        };
        return new ModelRegistryConflictException(conflict.Message + hint, conflict)
        {
            Operation = conflict.Operation,
            Status = conflict.Status,
            ServerMessage = conflict.ServerMessage,
            Field = field,
        };
    }
}
