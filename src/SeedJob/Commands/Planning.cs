using ModelRegistry.Seeding;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Makes the plan that several commands begin with.</summary>
internal static class Planning
{
    private const int MaxNamed = 10;

    public static async Task<SeedPlan> PlanAsync(
        JobRun run, RegistrySession session, Seed seed, SeedRunnerOptions options, CancellationToken cancellationToken)
    {
        if (options.Prune && seed.Set is null)
        {
            throw new JobException(
                ExitCode.BadInput, "--prune needs a set: without one nothing tells what the seed owns. Add 'set: NAME' to the seed.");
        }

        SeedPlan plan = await run.ReadRegistryAsync(
            session,
            (client, concurrency, token) => new SeedRunner(client, options with { Concurrency = concurrency }).PlanAsync(seed, token),
            cancellationToken).ConfigureAwait(false);
        WarnOfArchived(run, plan);
        WarnOfStructs(run, plan);
        foreach (string note in plan.Notes)
        {
            run.Log.Information(note);
        }

        if (plan.PruneRefusal is { } refusal)
        {
            run.Log.Error(RefusalText.Of(refusal));
        }

        return plan;
    }

    /// <summary>
    /// What was archived, by hand or by pruning, and is declared again looks as if it were there, and nobody can find it.
    /// </summary>
    private static void WarnOfArchived(JobRun run, SeedPlan plan)
    {
        string[] archived = [.. plan.DeclaredButArchived.Select(entity => entity.Path)];
        if (archived.Length > 0)
        {
            string more = archived.Length > MaxNamed ? $" and {archived.Length - MaxNamed} more" : "";
            run.Log.Warning("Archived in the registry, and left so since the seed declares no state: "
                + $"{string.Join(", ", archived.Take(MaxNamed))}{more}. To bring them back, declare 'state: LIVE' or use restore.");
        }
    }

    /// <summary>The dashboard can neither edit nor archive what holds a struct, and fails without a word that says why.</summary>
    private static void WarnOfStructs(JobRun run, SeedPlan plan)
    {
        string[] locked = [.. PlanReport.LockedByStruct(plan)];
        if (locked.Length > 0)
        {
            string more = locked.Length > MaxNamed ? $" and {locked.Length - MaxNamed} more" : "";
            run.Log.Warning("Locked by a struct among the custom properties, which the seed doesn't declare and so leaves as it is: "
                + $"{string.Join(", ", locked.Take(MaxNamed))}{more}. The dashboard can neither edit nor archive them until the property "
                    + "is declared as a mapping or a string.");
        }
    }
}
