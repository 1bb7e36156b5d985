using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests.Simulation;

/// <summary>A job that plans and applies a seed, as the seed job does, beside others.</summary>
internal sealed record RacingJob(int Number, string Set, IReadOnlyList<RegisteredModelSpec> Seed, bool Prune, bool TakeOver)
{
    public List<EntityResult> Told { get; } = [];

    /// <summary>Gets what the registry carried out for the job: the kind and id of the entity, and whether it was created.</summary>
    public List<(EntityKind Kind, string Id, bool IsNew)> CarriedOut { get; } = [];

    public SeedResult? Result { get; private set; }

    /// <summary>Gets or sets the path of the job's last request, when that read an entity which was nobody's or its own.</summary>
    public string? JustRead { get; set; }

    /// <summary>Gets the paths of the entities that the job has read as nobody's or its own, or has written.</summary>
    public HashSet<string> SeenAsOwn { get; } = new(StringComparer.Ordinal);

    public async Task RunAsync(ModelRegistryClient registry, CancellationToken cancellationToken)
    {
        SeedPlan plan = await new SeedPlanner(registry).PlanAsync(
            Seed, new SeedRunnerOptions
            {
                Concurrency = 1,
                Set = Set,
                Prune = Prune,
                TakeOver = TakeOver,
                PruneLimit = PruneLimit.None,
                AllowUriChange = true,
            }, cancellationToken);
        Result = await new SeedRunner(registry, new SeedRunnerOptions { Concurrency = 1 })
            .ApplyAsync(plan, new EntityProgress(Told.Add), cancellationToken);
    }

    public override string ToString() => $"job {Number} of {Set}{(Prune ? ", prunes" : "")}{(TakeOver ? ", takes over" : "")}: "
        + string.Join(' ', Seed.Select(model => $"{model.Name}({string.Join(',', model.Versions.Select(version => version.Name))})"));
}
