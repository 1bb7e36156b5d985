using ModelRegistry.Client;
using ModelRegistry.Seeding;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Makes the plan that several commands begin with.</summary>
internal static class Planning
{
    private const int MaxNamed = 10;

    public static async Task<SeedPlan> PlanAsync(JobRun run, RegistrySession session, Seed seed, CancellationToken cancellationToken)
    {
        var options = new SeedPlanOptions
        {
            Prune = run.IsSet(JobOptions.Prune),
            TakeOver = run.IsSet(JobOptions.TakeOver),
        };
        if (options.Prune && seed.Set is null)
        {
            throw new JobException(ExitCode.BadInput, "--prune needs a set: without one nothing tells what the seed owns. Add 'set: NAME' to the seed.");
        }

        SeedPlan plan = await run.ReadRegistryAsync(
            session,
            (client, concurrency, token) => new SeedPlanner(client).PlanAsync(seed, options with { Concurrency = concurrency }, token),
            cancellationToken).ConfigureAwait(false);
        WarnOfArchived(run, plan);
        return plan;
    }

    /// <summary>What was archived, by hand or by pruning, and is declared again looks as if it were there, and nobody can find it.</summary>
    private static void WarnOfArchived(JobRun run, SeedPlan plan)
    {
        string[] archived = [.. plan.Models.SelectMany(Archived)];
        if (archived.Length > 0)
        {
            string more = archived.Length > MaxNamed ? $" and {archived.Length - MaxNamed} more" : "";
            run.Log.Warning($"Archived in the registry, and left so since the seed declares no state: {string.Join(", ", archived.Take(MaxNamed))}{more}. To bring them back, declare 'state: LIVE' or use restore.");
        }
    }

    private static IEnumerable<string> Archived(RegisteredModelPlan model)
    {
        if (model.Spec.State is null && model.Actual?.State == RegisteredModelState.Archived)
        {
            yield return model.Path;
        }

        foreach (ModelVersionPlan version in model.Versions.Where(version => version.Spec.State is null && version.Actual?.State == ModelVersionState.Archived))
        {
            yield return version.Path;
        }
    }
}
