using System.Collections.Concurrent;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Planning;

/// <summary>
/// Refuses external ids that another entity of the registry has: the registry would refuse them while they are written. Models, versions,
/// experiments and runs share one space of ids, artifacts another.
/// </summary>
internal sealed class ExternalIds(IModelRegistryClient registry, int concurrency)
{
    private readonly ConcurrentDictionary<string, (string Kind, RegistryResource Entity)> _holders = new(StringComparer.Ordinal);

    /// <summary>Looks up the external ids that the plans would write anew.</summary>
    /// <returns>The plans; what would write an id that is taken is refused.</returns>
    public async Task<RegisteredModelPlan[]> RefuseTakenAsync(RegisteredModelPlan[] plans, CancellationToken cancellationToken)
    {
        string[] ids =
        [
            .. plans.SelectMany(plan =>
                (IEnumerable<string?>)[Written(plan, plan.Spec), .. plan.Versions.Select(version => Written(version, version.Spec))])
                .OfType<string>(),
        ];
        string[] artifactIds =
        [
            .. plans.SelectMany(plan => plan.Versions).SelectMany(version => version.Artifacts).Select(WrittenArtifact).OfType<string>(),
        ];
        if (ids.Length == 0 && artifactIds.Length == 0)
        {
            return plans;
        }

        var lists = new List<Func<CancellationToken, Task>>();
        foreach (string[] chunk in InFilter.Chunks(ids.Where(InFilter.CanSpell)))
        {
            lists.Add(token => ReadAsync("model", registry.RegisteredModels.ListAsync(Asking<RegisteredModel>(chunk), token), "", token));
            lists.Add(token => ReadAsync("version", registry.ModelVersions.ListAsync(Asking<ModelVersion>(chunk), token), "", token));
            lists.Add(token => ReadExperimentsAsync(
                () => ReadAsync("experiment", registry.Experiments.ListAsync(Asking<Experiment>(chunk), token), "", token)));
            lists.Add(token => ReadExperimentsAsync(
                () => ReadAsync("experiment run", registry.ExperimentRuns.ListAsync(Asking<ExperimentRun>(chunk), token), "", token)));
        }

        foreach (string[] chunk in InFilter.Chunks(artifactIds.Where(InFilter.CanSpell)))
        {
            lists.Add(token => ReadAsync(
                "artifact",
                registry.Artifacts.ListAsync(
                    new ArtifactListOptions { Filter = InFilter.Strings("externalId", chunk), PageSize = BulkReader.PageSize }, token),
                "artifact ",
                token));
        }

        await Parallel.ForEachAsync(
            lists,
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken },
            async (list, token) => await list(token).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. plans.Select(plan => plan.Refuse(Judge))];
    }

    /// <summary>The id that would be written, unless it is derived from the place of an artifact and can be nobody else's.</summary>
    private static string? Written(EntityPlan plan, ResourceCreate spec) =>
        plan.Action == PlannedAction.Create
            || (plan.Action == PlannedAction.Update && plan.Changes.Any(change => change.Field == "externalId"))
                ? spec.ExternalId
                : null;

    private static string? WrittenArtifact(ArtifactPlan plan) =>
        Written(plan, plan.Spec) is { } id && !id.StartsWith("artifact-", StringComparison.Ordinal) ? id : null;

    /// <summary>API v1 has no experiments.</summary>
    private static async Task ReadExperimentsAsync(Func<Task> readAsync)
    {
        try
        {
            await readAsync().ConfigureAwait(false);
        }
        catch (NotSupportedException)
        {
            // Nothing was sent: what can't be asked here can't be foreseen.
        }
    }

    private async Task ReadAsync<T>(string kind, AsyncPageable<T> list, string space, CancellationToken cancellationToken)
        where T : RegistryResource
    {
        await foreach (T entity in list.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (entity.ExternalId is { } id)
            {
                _holders.TryAdd(space + EntityNames.Fold(id), (kind, entity));
            }
        }
    }

    private RegistrationRefusal? Judge(EntityPlan entity, EntityPlan? parent) => entity switch
    {
        RegisteredModelPlan model => Taken(model, model.Spec, ""),
        ModelVersionPlan version => Taken(version, version.Spec, ""),
        ArtifactPlan artifact => Taken(artifact, artifact.Spec, "artifact "),
        _ => null,
    };

    private RegistrationRefusal? Taken(EntityPlan plan, ResourceCreate spec, string space)
    {
        if (Written(plan, spec) is not { } id
            || !_holders.TryGetValue(space + EntityNames.Fold(id), out (string Kind, RegistryResource Entity) holder)
            || string.Equals(holder.Entity.Id, plan.Id, StringComparison.Ordinal))
        {
            return null;
        }

        return new RegistrationRefusal(
            SeedRefusalKinds.TakenExternalId,
            plan.Path,
            $"its externalId '{id}' is that of another entity: {holder.Kind} {holder.Entity}",
            "Use another externalId, or remove it.");
    }

    private static ListOptions<T> Asking<T>(string[] ids) => BulkReader.Options<T>(InFilter.Strings("externalId", ids));
}
