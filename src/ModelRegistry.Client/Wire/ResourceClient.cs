using System.Runtime.CompilerServices;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client.Wire;

/// <summary>What the clients of all resources share.</summary>
internal abstract class ResourceClient(RegistryConnection registry)
{
    protected RegistryConnection Registry => registry;

    /// <summary>Checks an id that becomes a segment of a path.</summary>
    /// <exception cref="ArgumentException">The id is empty, or is a path segment that would lead elsewhere.</exception>
    internal static string Id(string id, [CallerArgumentExpression(nameof(id))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id, name);
        return id is "." or ".." ? throw new ArgumentException($"'{id}' is not an id: in a path it would lead elsewhere.", name) : id;
    }

    protected AsyncPageable<T> List<T>(
        Func<PageQuery, CancellationToken, Task<ListResponse<T>>> fetch, PagingOptions? options, CancellationToken cancellationToken)
        where T : RegistryResource =>
        registry.List(fetch, options, cancellationToken);

    /// <summary>Asks for one entity; the registry's own "not found" is <see langword="null"/>.</summary>
    internal static async Task<T?> FindAsync<T>(Task<T> find)
        where T : class
    {
        try
        {
            return await find.ConfigureAwait(false);
        }
        catch (ModelRegistryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Creates an entity. When a name or external id is taken, finds out which: the server always blames the name.</summary>
    protected static Task<T> CreateAsync<T>(Func<Task<T>> create, ResourceCreate entity, Func<Task<NameLookup<T>>> lookUp)
        where T : class =>
        CreateAsync(create, entity.NameOrNull, entity.ExternalId, lookUp);

    /// <summary>Creates an entity whose name is not unique, so that only the external id can be taken.</summary>
    protected static Task<T> CreateTopLevelAsync<T>(Func<Task<T>> create, ResourceCreate entity)
        where T : class =>
        CreateAsync(create, null, entity.ExternalId, () => Task.FromResult(default(NameLookup<T>)));

    /// <summary>Creates an artifact below a version or a run, or updates one that is named by its id.</summary>
    protected Task<Artifact> UpsertArtifactAsync(
        Func<string, ArtifactCreate, CancellationToken, Task<Artifact>> upsert,
        string parentId,
        ArtifactCreate artifact,
        string? artifactId,
        CancellationToken cancellationToken) =>
        CreateAsync(
            () => upsert(parentId, artifactId is null ? artifact : artifact with { Id = artifactId }, cancellationToken),
            // An update keeps the name, whatever it says; and data sets may share one.
            artifactId is not null || artifact is DataSetCreate ? null : artifact.Name,
            artifact.ExternalId,
            () => registry.LookUpArtifactAsync(parentId, artifact.Name!, cancellationToken));

    /// <summary>Updates an entity. What can be taken is the external id alone, since names are fixed.</summary>
    protected static Task<T> UpdateAsync<T, TUpdate>(
        Func<string, TUpdate, CancellationToken, Task<T>> send,
        Func<string, CancellationToken, Task<T>> get,
        string id,
        TUpdate update,
        CancellationToken cancellationToken)
        where T : RegistryResource
        where TUpdate : ResourceUpdate
    {
        ArgumentNullException.ThrowIfNull(update);
        if (update is { MergesProperties: true, SentProperties: not null })
        {
            throw new ArgumentException(
                $"{nameof(ResourceUpdate.CustomProperties)} replaces all custom properties and {nameof(ResourceUpdate.MergeProperties)} "
                    + "keeps the others: set one of them.",
                nameof(update));
        }

        return SendAsync();

        async Task<T> SendAsync()
        {
            TUpdate sent = update.MergesProperties
                ? (TUpdate)update.Over(await get(id, cancellationToken).ConfigureAwait(false))
                : update;
            try
            {
                return await send(id, sent, cancellationToken).ConfigureAwait(false);
            }
            catch (ModelRegistryConflictException conflict)
            {
                throw Explain(conflict, ConflictingField.ExternalId, null, update.ExternalId);
            }
        }
    }

    private static async Task<T> CreateAsync<T>(Func<Task<T>> create, string? name, string? externalId, Func<Task<NameLookup<T>>> lookUp)
        where T : class
    {
        try
        {
            return await create().ConfigureAwait(false);
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

    private static ModelRegistryConflictException Explain(
        ModelRegistryConflictException conflict, ConflictingField field, string? name, string? externalId)
    {
        // The server always blames the name, in a sentence of its own that would say it once more.
        string server = conflict is { ServerMessage: { } said, StatusCode: { } status }
            ? $": {StatusText.WithoutStatus(said, status)}"
            : "";
        string failed = conflict.Message.EndsWith(server, StringComparison.Ordinal) ? conflict.Message[..^server.Length] : conflict.Message;
        string message = field switch
        {
            ConflictingField.Name when name is not null => $"{failed}: the name '{name}' is taken",
            ConflictingField.ExternalId => $"{failed}: the externalId '{externalId}' is taken",
            _ => conflict.Message,
        };
        return new ModelRegistryConflictException(message, conflict)
        {
            Operation = conflict.Operation,
            StatusCode = conflict.StatusCode,
            ServerMessage = conflict.ServerMessage,
            Field = field,
        };
    }
}
