using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client.Wire;

/// <summary>A registry as the clients of its resources see it: what sends the requests, and how names are looked up.</summary>
internal sealed class RegistryConnection(ApiPipeline pipeline, int pageSize)
{
    private readonly OutageCheck _check = new(pipeline);

    public Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken) =>
        _check.SendAsync(request, answerType, cancellationToken);

    public AsyncPageable<T> List<T>(
        Func<ApiRequest> request, ListOptions? options, JsonTypeInfo<ListResponse<T>> pageType, CancellationToken cancellationToken)
        where T : RegistryResource
    {
        // Rendered now, so that a filter that can't be is refused by the call and not somewhere in its enumeration.
        FilterTarget target = FilterTargets.Of<T>();
        string? filter = options?.Filter?.Render(target);
        return new PagedRequest<T>(
            _check,
            options?.PageSize ?? pageSize,
            () => request()
                .Query("filterQuery", filter)
                .Query("orderBy", options?.OrderBy?.Value)
                .Query("sortOrder", options?.SortOrder?.Value),
            pageType,
            options?.Filter is { Node: var node } ? item => IsWanted(item, node, target) : null,
            cancellationToken);
    }

    // Below a parent the server stores "parent:name" and looks for the end of that, so that a name with a colon in it can match by its
    // own end: b finds a:b too. Only such entities are looked at once more.
    private static bool IsWanted(RegistryResource item, FilterNode filter, FilterTarget target) =>
        !FilterTargets.IsBelowParent(target)
        || FilterTargets.NameOf(item)?.Contains(':', StringComparison.Ordinal) != true
        || FilterEvaluator.Matches(filter, target, new FilterSubject(item));

    public Task<NameLookup<RegisteredModel>> LookUpRegisteredModelAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            () => Operations.FindRegisteredModel.Request().Query("name", name),
            RegistryJson.Default.RegisteredModel,
            found => found.Name,
            () => List(() => Operations.GetRegisteredModels.Request(), null, RegistryJson.Default.RegisteredModelList, cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<ModelVersion>> LookUpModelVersionAsync(string registeredModelId, string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(registeredModelId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            () => Operations.FindModelVersion.Request().Query("name", name).Query("parentResourceId", registeredModelId),
            RegistryJson.Default.ModelVersion,
            found => found.Name,
            () => List(() => Operations.GetRegisteredModelVersions.Request(registeredModelId), null, RegistryJson.Default.ModelVersionList, cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<ServingEnvironment>> LookUpServingEnvironmentAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            () => Operations.FindServingEnvironment.Request().Query("name", name),
            RegistryJson.Default.ServingEnvironment,
            found => found.Name,
            () => List(() => Operations.GetServingEnvironments.Request(), null, RegistryJson.Default.ServingEnvironmentList, cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<InferenceService>> LookUpInferenceServiceAsync(string servingEnvironmentId, string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(servingEnvironmentId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            () => Operations.FindInferenceService.Request().Query("name", name).Query("parentResourceId", servingEnvironmentId),
            RegistryJson.Default.InferenceService,
            found => found.Name,
            () => List(() => Operations.GetEnvironmentInferenceServices.Request(servingEnvironmentId), null, RegistryJson.Default.InferenceServiceList, cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<Experiment>> LookUpExperimentAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            () => Operations.FindExperiment.Request().Query("name", name),
            RegistryJson.Default.Experiment,
            found => found.Name,
            () => List(() => Operations.GetExperiments.Request(), null, RegistryJson.Default.ExperimentList, cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<ExperimentRun>> LookUpExperimentRunAsync(string experimentId, string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            () => Operations.FindExperimentRun.Request().Query("name", name).Query("parentResourceId", experimentId),
            RegistryJson.Default.ExperimentRun,
            found => found.Name,
            () => List(() => Operations.GetExperimentExperimentRuns.Request(experimentId), null, RegistryJson.Default.ExperimentRunList, cancellationToken),
            cancellationToken);
    }

    public Task<NameLookup<Artifact>> LookUpArtifactAsync(string parentId, string name, CancellationToken cancellationToken) =>
        LookUpArtifactAsync(Operations.FindArtifact, RegistryJson.Default.Artifact, parentId, name, cancellationToken);

    public Task<NameLookup<ModelArtifact>> LookUpModelArtifactAsync(string parentId, string name, CancellationToken cancellationToken) =>
        LookUpArtifactAsync(Operations.FindModelArtifact, RegistryJson.Default.ModelArtifact, parentId, name, cancellationToken);

    private Task<NameLookup<T>> LookUpArtifactAsync<T>(Operation find, JsonTypeInfo<T> type, string parentId, string name, CancellationToken cancellationToken)
        where T : Artifact
    {
        ArgumentException.ThrowIfNullOrEmpty(parentId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return LookUpAsync(
            name,
            () => find.Request().Query("name", name).Query("parentResourceId", parentId),
            type,
            found => found.Name,
            () => ArtifactsOf<T>(parentId, cancellationToken),
            cancellationToken,
            findMatchesSuffix: true);
    }

    // Ids are unique among versions and runs together, so that at most one of the two lists has something in it.
    private async IAsyncEnumerable<T> ArtifactsOf<T>(string parentId, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Artifact
    {
        foreach (Operation operation in (Operation[])[Operations.GetModelVersionArtifacts, Operations.GetExperimentRunArtifacts])
        {
            await foreach (Artifact artifact in List(() => operation.Request(parentId), null, RegistryJson.Default.ArtifactList, cancellationToken).ConfigureAwait(false))
            {
                if (artifact is T match)
                {
                    yield return match;
                }
            }
        }
    }

    /// <summary>
    /// Looks an entity up by its name. The server takes the name for an unescaped LIKE pattern and MariaDB ignores case, so that asking
    /// for <c>model_a</c> can answer <c>model-a</c>: only an ordinally equal name counts.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="find">Starts the find request.</param>
    /// <param name="type">How the entity is read.</param>
    /// <param name="nameOf">The name of an entity.</param>
    /// <param name="all">The list to search where find can't tell: the entities among which the name is unique.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <param name="findMatchesSuffix">Whether find also answers names that end in a colon and the name: it does so for artifacts.</param>
    private async Task<NameLookup<T>> LookUpAsync<T>(
        string name,
        Func<ApiRequest> find,
        JsonTypeInfo<T> type,
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
                T found = await SendAsync(find(), type, cancellationToken).ConfigureAwait(false);
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
