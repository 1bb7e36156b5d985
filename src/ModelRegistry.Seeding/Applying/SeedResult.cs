using System.Globalization;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>What was done so that the registry is as the seed says.</summary>
public sealed record SeedResult
{
    internal SeedResult(
        SeedPlan plan,
        IReadOnlyList<RegistrationResult> models,
        IReadOnlyList<EntityResult> archives,
        IReadOnlyList<SeedFailure> failures,
        bool isStopped = false,
        bool isDryRun = false) =>
        (Plan, Models, Archives, Failures, IsStopped, IsDryRun) = (plan, models, archives, failures, isStopped, isDryRun);

    /// <summary>Gets the plan that was carried out.</summary>
    public SeedPlan Plan { get; }

    /// <summary>Gets what was done about each model of the plan, in its order.</summary>
    public IReadOnlyList<RegistrationResult> Models { get; }

    /// <summary>
    /// Gets what was done about each entity that was to be archived, in the order of the plan. <see cref="AppliedAction.Unchanged"/> says
    /// that somebody else had archived it, or another set owns it by now.
    /// </summary>
    public IReadOnlyList<EntityResult> Archives { get; }

    /// <summary>Gets what failed.</summary>
    public IReadOnlyList<SeedFailure> Failures { get; }

    /// <summary>Gets a value indicating whether the work was stopped before its end; applying again goes on.</summary>
    public bool IsStopped { get; }

    /// <summary>Gets a value indicating whether nothing was to be written, and nothing was.</summary>
    public bool IsDryRun { get; }

    /// <summary>Gets all entities: those of the models in their order, and what was to be archived.</summary>
    public IEnumerable<EntityResult> Entities => Models.SelectMany(model => model.Entities).Concat(Archives);

    /// <summary>Gets a value indicating whether the registry is as the seed says now, or in a dry run whether it can be made so.</summary>
    public bool IsSuccess => IsDryRun
        ? !Plan.IsRefused
        : Failures.Count == 0 && Models.All(model => model.IsComplete) && Archives.All(archive => IsDealtWith(archive));

    /// <summary>Gets the models that neither failed nor came to their end: the work was stopped, or another one failed.</summary>
    public IEnumerable<RegisteredModelPlan> NotReached
    {
        get
        {
            HashSet<string> failed = [.. Failures.Select(failure => failure.Path)];
            return Plan.Models.Zip(Models).Where(pair => !pair.Second.IsComplete && !failed.Contains(pair.First.Path))
                .Select(pair => pair.First);
        }
    }

    /// <summary>Gets what was to be archived and is not.</summary>
    public IEnumerable<EntityResult> NotArchived => Archives.Where(archive => !IsDealtWith(archive));

    /// <summary>Counts the entities about which the same was done.</summary>
    /// <param name="action">What was done.</param>
    /// <returns>The number of entities.</returns>
    public int Count(AppliedAction action) => Entities.Count(entity => entity.Action == action);

    /// <summary>Checks that all was done that the seed says.</summary>
    /// <exception cref="SeedFailedException">Something failed, is refused, or was not reached: the message says what.</exception>
    public void EnsureSucceeded()
    {
        if (!IsSuccess)
        {
            throw new SeedFailedException(this);
        }
    }

    /// <summary>Shows how much was done.</summary>
    /// <returns>For example <c>3 created, 0 updated, 0 archived, 9 unchanged, 1 failed</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count(AppliedAction.Created) + Count(AppliedAction.Adopted)} created, {Count(AppliedAction.Updated)} updated, "
        + $"{Count(AppliedAction.Archived)} archived, {Count(AppliedAction.Unchanged)} unchanged"
        + $"{Counted(AppliedAction.Unconfirmed, "unconfirmed")}{Counted(AppliedAction.NotReached, "not reached")}"
        + $"{(Failures.Count > 0 ? $", {Failures.Count} failed" : "")}");

    /// <summary>Makes the result of doing nothing.</summary>
    internal static SeedResult OfDryRun(SeedPlan plan) => new(
        plan,
        [.. plan.Models.Select(Untouched)],
        [.. plan.Archives.Select(Untouched)],
        plan.IsRefused ? Refusals(plan) : [],
        isDryRun: true);

    /// <summary>Makes the result of a plan that was refused as a whole.</summary>
    internal static SeedResult OfRefusal(SeedPlan plan, RegistrationRefusal refusal) => new(
        plan,
        [.. plan.Models.Select(Untouched)],
        [.. plan.Archives.Select(Untouched)],
        [new SeedFailure(refusal.Path, new RegistrationRefusedException([refusal]))]);

    internal static RegistrationResult Untouched(RegisteredModelPlan model) => new(
        model.Id ?? "",
        [.. model.Entities.Select(entity => new EntityResult(entity.Kind, entity.Path, AppliedAction.NotReached, entity.Id ?? "", []))]);

    internal static EntityResult Untouched(ArchivePlan archive) =>
        new(archive.Kind, archive.Path, AppliedAction.NotReached, archive.Entity.Id, []);

    private static bool IsDealtWith(EntityResult archive) => archive.Action is AppliedAction.Archived or AppliedAction.Unchanged;

    private static SeedFailure[] Refusals(SeedPlan plan) =>
        [.. plan.Refusals.Select(refusal => new SeedFailure(refusal.Path, new RegistrationRefusedException([refusal])))];

    private string Counted(AppliedAction action, string words) =>
        Count(action) is > 0 and var count ? string.Create(CultureInfo.InvariantCulture, $", {count} {words}") : "";
}
