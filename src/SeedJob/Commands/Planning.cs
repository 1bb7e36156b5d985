using ModelRegistry.Seeding;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Makes the plan that several commands begin with.</summary>
internal static class Planning
{
    public static Task<SeedPlan> PlanAsync(JobRun run, RegistrySession session, Seed seed, CancellationToken cancellationToken)
    {
        var options = new SeedPlanOptions { Concurrency = run.Concurrency, Set = seed.Set, Prune = run.IsSet(JobOptions.Prune) };
        if (options is { Prune: true, Set: null })
        {
            throw new JobException(ExitCode.BadInput, "--prune needs a set: without one nothing tells what the seed owns. Add 'set: NAME' to the seed.");
        }

        return run.ReadRegistryAsync(
            session,
            (client, token) => new SeedPlanner(client).PlanAsync(seed.Models.Select(model => model.Spec), options, token),
            cancellationToken);
    }
}
