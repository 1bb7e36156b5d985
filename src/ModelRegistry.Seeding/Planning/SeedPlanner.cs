using ModelRegistry.Client;
using ModelRegistry.Seeding.Planning;

namespace ModelRegistry.Seeding;

/// <summary>Compares many models with a registry, in as few requests as that takes: about three for each hundred models.</summary>
internal sealed class SeedPlanner(IModelRegistryClient registry)
{
    /// <summary>Reads the registry and says what is to be done so that it is as a seed says. Writes nothing.</summary>
    /// <param name="seed">The seed; the set that it names counts before that of the options.</param>
    /// <param name="options">How to read, and what to do about what the set owns; the defaults when not given.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">Pruning is asked for without a set.</exception>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    public async Task<SeedPlan> PlanAsync(Seed seed, SeedRunnerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SeedRunnerOptions();
        SeedPlan plan = await PlanAsync(
            seed.Models.Select(model => model.Spec),
            options with
            {
                Set = seed.Set ?? options.Set,
                Source = seed.Source ?? options.Source,
                PruneLimit = options.PruneLimit == PruneLimit.Default && seed.PruneLimit is { } count
                    ? PruneLimit.OfCount(count)
                    : options.PruneLimit,
                AllowUriChange = options.AllowUriChange || (seed.Policies.Any(policy => policy.ImmutableUris == false)
                    && seed.Policies.All(policy => policy.ImmutableUris != true)),
            },
            cancellationToken).ConfigureAwait(false);
        return plan with { Secrets = seed.Secrets };
    }

    /// <summary>Reads the registry and says what is to be done. Writes nothing.</summary>
    /// <param name="models">What the models must be like; each name once.</param>
    /// <param name="options">The set, and how to read; the defaults when not given.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">A model is declared twice, or pruning is asked for without a set.</exception>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    public async Task<SeedPlan> PlanAsync(
        IEnumerable<RegisteredModelSpec> models, SeedRunnerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SeedRunnerOptions();
        if (options is { Prune: true, Set: null })
        {
            throw new ArgumentException("Pruning needs a set: without one nothing tells what the seed owns.", nameof(options));
        }

        RegisteredModelSpec[] specs = [.. models.Select(spec => SeedSet.Mark(spec, options.Set, options.Source))];
        if (specs.CountBy(spec => spec.Name, StringComparer.Ordinal).FirstOrDefault(count => count.Value > 1) is { Key: { } twice })
        {
            throw new ArgumentException($"The model '{twice}' is declared twice.", nameof(models));
        }

        var reader = new BulkReader(registry, options);
        RegisteredModelPlan[] plans = await reader.PlanAsync(specs, cancellationToken).ConfigureAwait(false);
        PlanReview review = PlanReview.For(options);
        plans = [.. plans.Select(plan => plan.Refuse(review.Judge))];
        plans = await new ExternalIds(registry, options.Concurrency).RefuseTakenAsync(plans, cancellationToken).ConfigureAwait(false);
        Leftovers leftovers = options.Prune
            ? await new LeftoverFinder(registry, reader, options).FindAsync(specs, cancellationToken).ConfigureAwait(false)
            : new Leftovers([], null, []);
        return new SeedPlan(plans, leftovers.Archives, options)
        {
            PruneRefusal = leftovers.Refusal,
            Notes =
            [
                .. plans.SelectMany(plan => plan.Entities).SelectMany(entity => entity.Notes),
                .. options.Set is { } set ? OwnershipLost(plans, set) : [],
                .. leftovers.Notes,
            ],
        };
    }

    /// <summary>
    /// What lost the mark of its set: somebody replaced all of its custom properties. It looks like something new to the set, but for the
    /// part of the same model that still has the mark.
    /// </summary>
    private static IEnumerable<string> OwnershipLost(RegisteredModelPlan[] plans, string set)
    {
        foreach (RegisteredModelPlan plan in plans)
        {
            bool isModelOwned = plan.Actual is not null && SeedSet.Owns(set, plan.Actual);
            bool isAnyVersionOwned = plan.Versions.Any(version => version.Actual is not null && SeedSet.Owns(set, version.Actual));
            if (plan.Actual is not null && !isModelOwned && isAnyVersionOwned && SeedSet.OwnerOf(plan.Actual) is null)
            {
                yield return $"Ownership lost: the model '{plan.Path}' (id {plan.Id}) no longer has the mark of the set '{set}'. Applying "
                    + "restores it.";
            }

            foreach (ModelVersionPlan version in plan.Versions.Where(
                version => isModelOwned && version.Actual is { } actual && SeedSet.OwnerOf(actual) is null))
            {
                yield return $"Ownership lost: the version '{version.Path}' (id {version.Id}) no longer has the mark of the set '{set}'. "
                    + "Applying restores it.";
            }
        }
    }
}
