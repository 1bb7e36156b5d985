using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>Compares many models with a registry, in as few requests as that takes.</summary>
/// <remarks>
/// A few models are looked up by name. More are found by listing: one paged list of models and one of all versions, and one list of
/// artifacts for each declared version that is there, several at a time. When the registry turns out to hold much more than what is
/// declared, the lists are left and the rest is looked up by name: listing an item costs the server about half of what finding one does.
/// </remarks>
public sealed class SeedPlanner
{
    /// <summary>Up to this many models, look-ups take no more requests than lists could save.</summary>
    private const int FewModels = 8;

    /// <summary>The server reads a list item by item anyway; larger pages save requests without holding it up longer.</summary>
    private const int PageSize = 500;

    private readonly ModelRegistryClient _registry;

    /// <summary>Makes a planner.</summary>
    /// <param name="registry">The registry to compare with.</param>
    public SeedPlanner(ModelRegistryClient registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        _registry = registry;
    }

    /// <summary>Reads the registry and says what is to be done so that it is as a seed says. Writes nothing.</summary>
    /// <param name="seed">The seed; the set that it names counts before that of the options.</param>
    /// <param name="options">How to read, and what to do about what the set owns; the defaults when not given.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">Pruning is asked for without a set.</exception>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    public Task<SeedPlan> PlanAsync(Seed seed, SeedPlanOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seed);
        options ??= new SeedPlanOptions();
        return PlanAsync(seed.Models.Select(model => model.Spec), options with { Set = seed.Set ?? options.Set }, cancellationToken);
    }

    /// <summary>Reads the registry and says what is to be done. Writes nothing.</summary>
    /// <param name="models">What the models shall be like; each name once.</param>
    /// <param name="options">The set, and how to read; the defaults when not given.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">A model is declared twice, or pruning is asked for without a set.</exception>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    public async Task<SeedPlan> PlanAsync(IEnumerable<RegisteredModelSpec> models, SeedPlanOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        options ??= new SeedPlanOptions();
        if (options is { Prune: true, Set: null })
        {
            throw new ArgumentException("Pruning needs a set: without one nothing tells what the seed owns.", nameof(options));
        }

        RegisteredModelSpec[] specs = [.. models.Select(spec => SeedSet.Mark(spec, options.Set))];
        if (specs.CountBy(spec => spec.Name, StringComparer.Ordinal).FirstOrDefault(count => count.Value > 1) is { Key: { } twice })
        {
            throw new ArgumentException($"The model '{twice}' is declared twice.", nameof(models));
        }

        Dictionary<string, RegisteredModel> found = new(StringComparer.Ordinal);
        bool complete = false;
        if (specs.Length > FewModels || options.Prune)
        {
            complete = await ListModelsAsync(specs.Length, options, found, cancellationToken).ConfigureAwait(false);
        }

        HashSet<string> similar = complete ? new(found.Keys.Select(Normalize), StringComparer.OrdinalIgnoreCase) : [];
        ILookup<string, ModelVersion>? versions = complete ? await ListVersionsAsync(specs, found, options, cancellationToken).ConfigureAwait(false) : null;

        var plans = new RegisteredModelPlan[specs.Length];
        await Parallel.ForAsync(
            0,
            specs.Length,
            new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                RegisteredModelSpec spec = specs[index];
                plans[index] = found.TryGetValue(spec.Name, out RegisteredModel? model) && versions is not null
                    ? RegistrationDiff.Compare(spec, new RegisteredModelSnapshot(model, await ReadArtifactsAsync(spec, versions[model.Id], token).ConfigureAwait(false)))
                    : complete && model is null && !similar.Contains(Normalize(spec.Name))
                        ? RegistrationDiff.Compare(spec, null)
                        : await _registry.PlanAsync(spec, token).ConfigureAwait(false);
            }).ConfigureAwait(false);

        if (SeedSet.Review(options.Set, options.TakeOver) is { } review)
        {
            plans = [.. plans.Select(review)];
        }

        return new SeedPlan(plans, options.Prune ? FindLeftovers(specs, found, versions!, options.Set!) : [])
        {
            Set = options.Set,
            TakeOver = options.TakeOver,
        };
    }

    /// <summary>Lists models until all are known, or until looking up the declared ones by name is cheaper.</summary>
    /// <returns>Whether all models of the registry are known.</returns>
    private async Task<bool> ListModelsAsync(int declared, SeedPlanOptions options, Dictionary<string, RegisteredModel> found, CancellationToken cancellationToken)
    {
        await foreach (Page<RegisteredModel> page in _registry.RegisteredModels.ListAsync(null, cancellationToken).AsPages(null, PageSize).ConfigureAwait(false))
        {
            foreach (RegisteredModel model in page.Items)
            {
                found[model.Name] = model;
            }

            if (page.ContinuationToken is not null && found.Count > (2 * declared) + PageSize && !options.Prune)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lists all versions, unless there are so many more than the declared ones that asking model by model is cheaper.</summary>
    private async Task<ILookup<string, ModelVersion>?> ListVersionsAsync(
        RegisteredModelSpec[] specs, Dictionary<string, RegisteredModel> found, SeedPlanOptions options, CancellationToken cancellationToken)
    {
        if (!options.Prune && !specs.Any(spec => spec.Versions.Count > 0 && found.ContainsKey(spec.Name)))
        {
            return Array.Empty<ModelVersion>().ToLookup(version => version.RegisteredModelId, StringComparer.Ordinal);
        }

        int declared = specs.Sum(spec => spec.Versions.Count);
        var versions = new List<ModelVersion>();
        await foreach (Page<ModelVersion> page in _registry.ModelVersions.ListAsync(null, cancellationToken).AsPages(null, PageSize).ConfigureAwait(false))
        {
            versions.AddRange(page.Items);
            if (page.ContinuationToken is not null && versions.Count > (4 * declared) + PageSize && !options.Prune)
            {
                return null;
            }
        }

        return versions.ToLookup(version => version.RegisteredModelId, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<ModelVersionSnapshot>> ReadArtifactsAsync(RegisteredModelSpec spec, IEnumerable<ModelVersion> versions, CancellationToken cancellationToken)
    {
        HashSet<string> withArtifacts = [.. spec.Versions.Where(version => version.Artifacts.Count > 0).Select(version => version.Name)];
        var snapshots = new List<ModelVersionSnapshot>();
        foreach (ModelVersion version in versions)
        {
            snapshots.Add(new ModelVersionSnapshot(
                version,
                withArtifacts.Contains(version.Name)
                    ? await _registry.ModelVersions.ListArtifactsAsync(version.Id, null, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false)
                    : []));
        }

        return snapshots;
    }

    private static List<ArchivePlan> FindLeftovers(
        RegisteredModelSpec[] specs, Dictionary<string, RegisteredModel> found, ILookup<string, ModelVersion> versions, string set)
    {
        Dictionary<string, RegisteredModelSpec> declared = specs.ToDictionary(spec => spec.Name, StringComparer.Ordinal);
        var leftovers = new List<ArchivePlan>();
        foreach (RegisteredModel model in found.Values)
        {
            declared.TryGetValue(model.Name, out RegisteredModelSpec? spec);
            foreach (ModelVersion version in versions[model.Id])
            {
                bool kept = spec?.Versions.Any(wanted => string.Equals(wanted.Name, version.Name, StringComparison.Ordinal)) == true;
                if (!kept && SeedSet.Owns(set, version) && version.State != ModelVersionState.Archived)
                {
                    leftovers.Add(new ArchivePlan(EntityKind.ModelVersion, $"{model.Name}/{version.Name}", version));
                }
            }

            if (spec is null && SeedSet.Owns(set, model) && model.State != RegisteredModelState.Archived)
            {
                leftovers.Add(new ArchivePlan(EntityKind.RegisteredModel, model.Name, model));
            }
        }

        return leftovers;
    }

    private static string Normalize(string name) => name.TrimEnd(' ');
}
