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
            ArchiveDeployed = run.IsSet(JobOptions.ArchiveDeployed),
            AllowUriChange = run.IsSet(JobOptions.AllowUriChange),
            Source = run.Text(JobOptions.Source),
            PruneLimit = run.Value<PruneLimit>(JobOptions.PruneLimit, default, PruneLimit.TryParse, "give a number, a percentage such as 30%, or none"),
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
        foreach (string note in plan.Notes)
        {
            run.Log.Information(note);
        }

        if (plan.PruneRefusal is { } refusal)
        {
            run.Log.Error($"{refusal} Nothing is written. If that is meant, allow it: --prune-limit, or 'pruneLimit' beside 'set' in the seed.");
        }

        return plan;
    }

    /// <summary>What was archived, by hand or by pruning, and is declared again looks as if it were there, and nobody can find it.</summary>
    private static void WarnOfArchived(JobRun run, SeedPlan plan)
    {
        string[] archived = [.. plan.DeclaredButArchived.Select(entity => entity.Path)];
        if (archived.Length > 0)
        {
            string more = archived.Length > MaxNamed ? $" and {archived.Length - MaxNamed} more" : "";
            run.Log.Warning($"Archived in the registry, and left so since the seed declares no state: {string.Join(", ", archived.Take(MaxNamed))}{more}. To bring them back, declare 'state: LIVE' or use restore.");
        }
    }
}
