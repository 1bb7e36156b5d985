using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests.Simulation;

/// <summary>A job that plans and applies a seed, as the seed job does, beside others.</summary>
internal sealed record RacingJob(int Number, string Set, IReadOnlyList<RegisteredModelSpec> Seed, bool Prune, bool TakeOver)
{
    public List<SeedEntityResult> Told { get; } = [];

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
            Seed, new SeedPlanOptions { Concurrency = 1, Set = Set, Prune = Prune, TakeOver = TakeOver, PruneLimit = PruneLimit.None, AllowUriChange = true }, cancellationToken);
        Result = await new SeedApplier(registry).ApplyAsync(
            plan, new SeedApplyOptions { Concurrency = 1, OnEntity = Told.Add }, cancellationToken);
    }

    public override string ToString() => $"job {Number} of {Set}{(Prune ? ", prunes" : "")}{(TakeOver ? ", takes over" : "")}: "
        + string.Join(' ', Seed.Select(model => $"{model.Name}({string.Join(',', model.Versions.Select(version => version.Name))})"));
}
