using System.Collections.Concurrent;
using System.Globalization;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Planning;

/// <summary>Reads what declared models are compared with, many in one request, whatever else the registry holds.</summary>
/// <remarks>
/// <para>
/// Models are asked for by their names, versions by their models' ids, artifacts by the external ids that they were made with, in lists of
/// up to a hundred, several at a time. What comes back is matched letter by letter, since the database may compare more loosely. The list
/// of artifacts does not say to which version each belongs, so only ids that are derived from an artifact's place count there; a version
/// with other artifacts, or with one that is not found, costs one list of its own.
/// </para>
/// <para>
/// A server older than v0.3.0 ignores filters. It is noticed by what was not asked for, and then everything is listed. A name that a
/// filter can't spell is looked up by itself.
/// </para>
/// </remarks>
internal sealed class BulkReader(IModelRegistryClient registry, SeedRunnerOptions options)
{
    /// <summary>The server reads a list item by item anyway; larger pages save requests without holding it up longer.</summary>
    public const int PageSize = 500;

    private readonly ConcurrentDictionary<string, RegisteredModel> _models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RegisteredModel> _similar = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, List<ModelVersion>> _versions = new(StringComparer.Ordinal);

    /// <summary>Gets the versions of a model that was read, all of them; none when they were not needed.</summary>
    public IReadOnlyList<ModelVersion> VersionsOf(string modelId) =>
        _versions.TryGetValue(modelId, out List<ModelVersion>? versions) ? versions : [];

    /// <summary>Compares models with the registry.</summary>
    public async Task<RegisteredModelPlan[]> PlanAsync(IReadOnlyList<RegisteredModelSpec> specs, CancellationToken cancellationToken)
    {
        RegisteredModelSpec[] spelled = [.. specs.Where(spec => InFilter.CanSpell(spec.Name))];
        bool isFiltered = await ReadModelsAsync([.. spelled.Select(spec => spec.Name)], cancellationToken).ConfigureAwait(false);
        string[] ids =
        [
            .. spelled.Where(spec => spec.Versions.Count > 0 && _models.ContainsKey(spec.Name)).Select(spec => _models[spec.Name].Id),
        ];
        isFiltered = isFiltered && await ReadVersionsAsync(ids, cancellationToken).ConfigureAwait(false);
        if (!isFiltered)
        {
            await ListEverythingAsync(cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyDictionary<string, Artifact> artifacts = isFiltered
            ? await ReadArtifactsAsync(spelled, cancellationToken).ConfigureAwait(false)
            : new Dictionary<string, Artifact>(StringComparer.Ordinal);
        var plans = new RegisteredModelPlan[specs.Count];
        await ForEachAsync(
            [.. Enumerable.Range(0, specs.Count)],
            async (index, token) =>
            {
                RegisteredModelSpec spec = specs[index];
                if (!InFilter.CanSpell(spec.Name))
                {
                    plans[index] = await PlanAloneAsync(spec, token).ConfigureAwait(false);
                    return;
                }

                RegisteredModelSnapshot? snapshot = await SnapshotAsync(spec, artifacts, token).ConfigureAwait(false);
                RegisteredModelPlan plan = RegistrationDiff.Compare(
                    spec, snapshot, _similar.GetValueOrDefault(EntityNames.Fold(spec.Name)));
                RegisteredModelSpec restored = Restoration.Restore(plan, options.Set);
                plans[index] = ReferenceEquals(restored, plan.Spec) ? plan : RegistrationDiff.Compare(restored, snapshot);
            },
            cancellationToken).ConfigureAwait(false);
        return plans;
    }

    private async Task<RegisteredModelPlan> PlanAloneAsync(RegisteredModelSpec spec, CancellationToken cancellationToken)
    {
        RegisteredModelPlan plan = await registry.PlanAsync(spec, cancellationToken).ConfigureAwait(false);
        RegisteredModelSpec restored = Restoration.Restore(plan, options.Set);
        return ReferenceEquals(restored, plan.Spec) ? plan : await registry.PlanAsync(restored, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads all versions of some models.</summary>
    /// <returns>Whether the server filters.</returns>
    private async Task<bool> ReadVersionsAsync(IReadOnlyCollection<string> modelIds, CancellationToken cancellationToken)
    {
        if (modelIds.Any(id => !IsNumber(id)))
        {
            return false;
        }

        HashSet<string> asked = [.. modelIds];
        bool isFiltered = await ReadAsync(
            InFilter.Chunks(modelIds),
            ids => registry.ModelVersions.ListAsync(Options<ModelVersion>(InFilter.Ids("registeredModelId", ids)), cancellationToken),
            version => asked.Contains(version.RegisteredModelId),
            version =>
            {
                List<ModelVersion> siblings = _versions.GetOrAdd(version.RegisteredModelId, _ => []);
                lock (siblings)
                {
                    siblings.Add(version);
                }
            },
            cancellationToken).ConfigureAwait(false);
        foreach (string id in asked)
        {
            // In the order in which a list of one model's versions has them.
            _versions.GetOrAdd(id, _ => []).Sort((left, right) => NumberOf(left.Id).CompareTo(NumberOf(right.Id)));
        }

        return isFiltered;
    }

    /// <summary>Reads all versions of those models whose versions have not been read yet.</summary>
    public async Task EnsureVersionsAsync(IEnumerable<string> modelIds, CancellationToken cancellationToken)
    {
        string[] missing = [.. modelIds.Distinct(StringComparer.Ordinal).Where(id => !_versions.ContainsKey(id))];
        if (await ReadVersionsAsync(missing, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        await ForEachAsync(
            missing,
            async (id, token) => _versions[id] =
                await registry.RegisteredModels.ListVersionsAsync(id, null, token).ToListAsync(token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds models by their exact names.</summary>
    /// <returns>
    /// Those that are there, in the order in which they were made; <see langword="null"/> when the server does not filter.
    /// </returns>
    public async Task<IReadOnlyList<RegisteredModel>?> FindModelsAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        await ReadModelsAsync(names, cancellationToken).ConfigureAwait(false)
            ? [.. _models.Values.OrderBy(model => NumberOf(model.Id))]
            : null;

    /// <summary>Reads models by their ids.</summary>
    public async Task<IReadOnlyList<RegisteredModel>> ReadModelsByIdAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        HashSet<string> asked = [.. ids];
        var models = new ConcurrentBag<RegisteredModel>();
        bool isFiltered = asked.All(IsNumber) && await ReadAsync(
            InFilter.Chunks(ids),
            chunk => registry.RegisteredModels.ListAsync(Options<RegisteredModel>(InFilter.Ids("id", chunk)), cancellationToken),
            model => asked.Contains(model.Id),
            models.Add,
            cancellationToken).ConfigureAwait(false);
        if (!isFiltered)
        {
            models.Clear();
            await ForEachAsync(
                [.. asked],
                async (id, token) => models.Add(await registry.RegisteredModels.GetAsync(id, token).ConfigureAwait(false)),
                cancellationToken)
                    .ConfigureAwait(false);
        }

        return [.. models];
    }

    private async Task<bool> ReadModelsAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        HashSet<string> exact = new(names, StringComparer.Ordinal);
        HashSet<string> folded = new(names.Select(EntityNames.Fold), StringComparer.Ordinal);
        return await ReadAsync(
            InFilter.Chunks(names),
            chunk => registry.RegisteredModels.ListAsync(Options<RegisteredModel>(InFilter.Strings("name", chunk)), cancellationToken),
            model => exact.Contains(model.Name) || folded.Contains(EntityNames.Fold(model.Name)),
            model =>
            {
                if (exact.Contains(model.Name))
                {
                    _models[model.Name] = model;
                }
                else
                {
                    _similar[EntityNames.Fold(model.Name)] = model;
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyDictionary<string, Artifact>> ReadArtifactsAsync(
        IReadOnlyList<RegisteredModelSpec> specs, CancellationToken cancellationToken)
    {
        HashSet<string> ids =
        [
            .. from spec in specs
               where _models.ContainsKey(spec.Name)
               from version in spec.Versions
               where VersionsOf(_models[spec.Name].Id).Any(found => IsNamed(found, version))
                   && version.Artifacts.All(artifact => artifact.ExternalId is null)
               from artifact in version.Artifacts
               select RegistrationDiff.DeriveExternalId(spec.Name, version.Name, artifact),
        ];
        var artifacts = new ConcurrentDictionary<string, Artifact>(StringComparer.Ordinal);
        await ReadAsync(
            InFilter.Chunks(ids),
            chunk => registry.Artifacts.ListAsync(
                new ArtifactListOptions { Filter = InFilter.Strings("externalId", chunk), PageSize = PageSize }, cancellationToken),
            artifact => artifact.ExternalId is { } id && ids.Contains(id),
            artifact => artifacts[artifact.ExternalId!] = artifact,
            cancellationToken).ConfigureAwait(false);
        return artifacts;
    }

    private async Task<RegisteredModelSnapshot?> SnapshotAsync(
        RegisteredModelSpec spec, IReadOnlyDictionary<string, Artifact> artifacts, CancellationToken cancellationToken)
    {
        if (!_models.TryGetValue(spec.Name, out RegisteredModel? model))
        {
            return null;
        }

        var versions = new List<ModelVersionSnapshot>();
        foreach (ModelVersion version in VersionsOf(model.Id))
        {
            ModelVersionSpec? declared = spec.Versions.FirstOrDefault(declared => IsNamed(version, declared));
            versions.Add(new ModelVersionSnapshot(
                version,
                declared is { Artifacts.Count: > 0 }
                    ? Known(spec, declared, artifacts)
                        ?? await registry.ModelVersions.ListArtifactsAsync(version.Id, null, cancellationToken)
                            .ToListAsync(cancellationToken).ConfigureAwait(false)
                    : []));
        }

        return new RegisteredModelSnapshot(model, versions);
    }

    /// <summary>The artifacts of a version, when all that are declared were found by the ids that they were made with.</summary>
    private static List<Artifact>? Known(
        RegisteredModelSpec model, ModelVersionSpec version, IReadOnlyDictionary<string, Artifact> artifacts)
    {
        var known = new List<Artifact>();
        foreach (ArtifactCreate artifact in version.Artifacts)
        {
            if (artifact.ExternalId is not null
                || !artifacts.TryGetValue(RegistrationDiff.DeriveExternalId(model.Name, version.Name, artifact), out Artifact? found)
                || found.ArtifactType != artifact.ArtifactType
                || !string.Equals(found.Name, artifact.Name ?? model.Name, StringComparison.Ordinal))
            {
                return null;
            }

            known.Add(found);
        }

        return known;
    }

    private async Task ListEverythingAsync(CancellationToken cancellationToken)
    {
        _models.Clear();
        _similar.Clear();
        _versions.Clear();
        await foreach (RegisteredModel model in registry.RegisteredModels.ListAsync(Everything, cancellationToken).ConfigureAwait(false))
        {
            _models[model.Name] = model;
            _similar[EntityNames.Fold(model.Name)] = model;
        }

        await foreach (ModelVersion version in registry.ModelVersions.ListAsync(Everything, cancellationToken).ConfigureAwait(false))
        {
            _versions.GetOrAdd(version.RegisteredModelId, _ => []).Add(version);
        }
    }

    /// <summary>Reads lists, several at a time, until one holds what was not asked for.</summary>
    /// <returns>Whether all of it was asked for.</returns>
    private async Task<bool> ReadAsync<T>(
        IReadOnlyList<string[]> chunks, Func<string[], AsyncPageable<T>> list,
        Func<T, bool> isAsked, Action<T> add, CancellationToken cancellationToken)
        where T : notnull
    {
        bool isFiltered = true;
        await ForEachAsync(
            chunks,
            async (chunk, token) =>
            {
                await foreach (T item in list(chunk).WithCancellation(token).ConfigureAwait(false))
                {
                    if (!isAsked(item))
                    {
                        isFiltered = false;
                    }

                    if (!isFiltered)
                    {
                        return;
                    }

                    add(item);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return isFiltered;
    }

    private Task ForEachAsync<T>(IReadOnlyList<T> items, Func<T, CancellationToken, ValueTask> body, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items, new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken }, body);

    /// <summary>How whole lists are read.</summary>
    public static ListOptions Everything => new() { PageSize = PageSize };

    /// <summary>How filtered lists are read.</summary>
    public static ListOptions<T> Options<T>(Filter<T> filter) => new() { Filter = filter, PageSize = PageSize };

    private static bool IsNamed(ModelVersion version, ModelVersionSpec spec) =>
        string.Equals(version.Name, spec.Name, StringComparison.Ordinal);

    private static bool IsNumber(string id) => id.Length > 0 && !id.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>The number that an id is, to order by: the order in which entities were made.</summary>
    public static long NumberOf(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : long.MaxValue;
}
