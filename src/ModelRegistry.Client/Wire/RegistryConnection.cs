using System.Runtime.CompilerServices;
using ModelRegistry.Client.Filtering;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client.Wire;

/// <summary>A registry as the clients of its resources see it: what sends the requests, and how names are looked up.</summary>
internal sealed class RegistryConnection(RegistryApi api, int pageSize)
{
    public RegistryApi Api => api;

    public AsyncPageable<T> List<T>(
        Func<PageQuery, CancellationToken, Task<ListResponse<T>>> fetch, PagingOptions? options, CancellationToken cancellationToken)
        where T : RegistryResource
    {
        // Rendered now, so that a filter that can't be is refused by the call and not somewhere in its enumeration.
        FilterTarget target = FilterTargets.Of<T>();
        Filter<T>? filter = (options as ListOptions<T>)?.Filter;
        var query = new PageQuery
        {
            FilterQuery = filter?.Render(target),
            OrderBy = options?.OrderBy?.Value,
            SortOrder = options?.SortOrder?.Value,
        };
        return new PagedRequest<T>(
            fetch,
            query,
            options?.PageSize ?? pageSize,
            filter is { Node: var node } ? item => IsWanted(item, node, target) : null,
            options?.EnsureComplete == true,
            cancellationToken);
    }

    // Below a parent the server stores "parent:name" and looks for the end of that, so that a name with a colon in it can match by its
    // own end: b finds a:b too. Only such entities are looked at once more, and only those are dropped that no database finds.
    private static bool IsWanted(RegistryResource item, FilterNode filter, FilterTarget target) =>
        !FilterTargets.IsBelowParent(target)
        || FilterTargets.NameOf(item)?.Contains(':', StringComparison.Ordinal) != true
        || FilterEvaluator.Matches(filter, target, new FilterSubject(item), FilterRules.Any);

    public Task<NameLookup<RegisteredModel>> LookUpRegisteredModelAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            token => api.RegisteredModels.FindRegisteredModel(name, null, token),
            found => found.Name,
            () => List(api.RegisteredModels.GetRegisteredModels, null, cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<ModelVersion>> LookUpModelVersionAsync(
        string registeredModelId, string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(registeredModelId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            token => api.ModelVersions.FindModelVersion(name, null, registeredModelId, token),
            found => found.Name,
            () => List(
                (page, token) => api.RegisteredModels.GetRegisteredModelVersions(registeredModelId, null, null, page, token),
                null,
                cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<ServingEnvironment>> LookUpServingEnvironmentAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            token => api.ServingEnvironments.FindServingEnvironment(name, null, token),
            found => found.Name,
            () => List(api.ServingEnvironments.GetServingEnvironments, null, cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<InferenceService>> LookUpInferenceServiceAsync(
        string servingEnvironmentId, string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(servingEnvironmentId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            token => api.InferenceServices.FindInferenceService(name, null, servingEnvironmentId, token),
            found => found.Name,
            () => List(
                (page, token) => api.ServingEnvironments.GetEnvironmentInferenceServices(servingEnvironmentId, null, null, page, token),
                null,
                cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<Experiment>> LookUpExperimentAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            token => api.Experiments.FindExperiment(name, null, token),
            found => found.Name,
            () => List(api.Experiments.GetExperiments, null, cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<ExperimentRun>> LookUpExperimentRunAsync(string experimentId, string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            token => api.ExperimentRuns.FindExperimentRun(name, null, experimentId, token),
            found => found.Name,
            () => List(
                (page, token) => api.Experiments.GetExperimentExperimentRuns(experimentId, null, null, page, token),
                null,
                cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<Artifact>> LookUpArtifactAsync(string parentId, string name, CancellationToken cancellationToken) =>
        LookUpArtifactAsync(api.Artifacts.FindArtifact, parentId, name, cancellationToken);

    public Task<NameLookup<ModelArtifact>> LookUpModelArtifactAsync(string parentId, string name, CancellationToken cancellationToken) =>
        LookUpArtifactAsync(api.ModelArtifacts.FindModelArtifact, parentId, name, cancellationToken);

    private Task<NameLookup<T>> LookUpArtifactAsync<T>(
        Func<string?, string?, string?, CancellationToken, Task<T>> find, string parentId, string name, CancellationToken cancellationToken)
        where T : Artifact
    {
        ArgumentException.ThrowIfNullOrEmpty(parentId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            token => find(name, null, parentId, token),
            found => found.Name,
            () => ArtifactsOf<T>(parentId, cancellationToken),
            cancellationToken,
            findMatchesSuffix: true);
    }

    // Ids are unique among versions and runs together, so that at most one of the two lists has something in it.
    private async IAsyncEnumerable<T> ArtifactsOf<T>(string parentId, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Artifact
    {
        await foreach (Artifact artifact in List(
            (page, token) => api.ModelVersions.GetModelVersionArtifacts(parentId, null, null, null, page, token), null, cancellationToken)
                .ConfigureAwait(false))
        {
            if (artifact is T match)
            {
                yield return match;
            }
        }

        IAsyncEnumerator<Artifact> ofRun = List(
            (page, token) => api.ExperimentRunArtifacts.GetExperimentRunArtifacts(parentId, null, null, null, page, token),
            null, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using ConfiguredAsyncDisposable disposal = ofRun.ConfigureAwait(false);
        while (await HasNextAsync(ofRun).ConfigureAwait(false))
        {
            if (ofRun.Current is T match)
            {
                yield return match;
            }
        }
    }

    /// <summary>
    /// Goes on to the next artifact of a run, if the version of the API has runs; it can move over in the middle of a list.
    /// </summary>
    private static async ValueTask<bool> HasNextAsync(IAsyncEnumerator<Artifact> artifacts)
    {
        try
        {
            return await artifacts.MoveNextAsync().ConfigureAwait(false);
        }
        catch (ExperimentsNotServedException)
        {
            return false;
        }
    }

    /// <summary>
    /// Looks an entity up by its name. The server takes the name for an unescaped LIKE pattern and MariaDB ignores case, so that asking
    /// for <c>model_a</c> can return <c>model-a</c>: only an ordinally equal name counts.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="find">Asks for the entity.</param>
    /// <param name="nameOf">The name of an entity.</param>
    /// <param name="all">The list to search where find can't tell: the entities among which the name is unique.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <param name="findMatchesSuffix">Whether find also returns names that end in a colon and the name: it does so for artifacts.</param>
    private static async Task<NameLookup<T>> LookUpAsync<T>(
        string name,
        Func<CancellationToken, Task<T>> find,
        Func<T, string?> nameOf,
        Func<IAsyncEnumerable<T>> all,
        CancellationToken cancellationToken,
        bool findMatchesSuffix = false)
        where T : class
    {
        // A backslash escapes the next character of the pattern, so that find could miss the very name.
        if (!name.Contains('\\', StringComparison.Ordinal))
        {
            try
            {
                T found = await find(cancellationToken).ConfigureAwait(false);
                return Names.Classify(name, found, nameOf, foundByPattern: findMatchesSuffix || name.AsSpan().ContainsAny('%', '_'));
            }
            catch (ModelRegistryNotFoundException exception)
                when (exception.ServerMessage is { } said && !said.StartsWith("multiple ", StringComparison.Ordinal))
            {
                return default;
            }
            catch (ModelRegistryNotFoundException)
            {
                // Several names match the pattern, or the response broke off before it said so: the list tells.
            }
        }

        T? similar = null;
        await foreach (T candidate in all().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            NameLookup<T> lookup = Names.Classify(name, candidate, nameOf, foundByPattern: true);
            if (lookup.Exact is not null)
            {
                return lookup;
            }

            similar ??= lookup.Similar;
        }

        return new NameLookup<T>(null, similar);
    }
}
