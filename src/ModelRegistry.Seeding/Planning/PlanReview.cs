using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Planning;

/// <summary>
/// The checks that every plan for a seed goes through, whether it is made at the start or on the way: what another set or another source
/// owns is refused, and so is the change of what a live version consists of.
/// </summary>
internal sealed record PlanReview(string? Set, string? Source, bool TakeOver, bool AllowUriChange)
{
    /// <summary>Makes the checks that belong to the options of a plan.</summary>
    public static PlanReview For(SeedPlanOptions options) => new(options.Set, options.Source, options.TakeOver, options.AllowUriChange);

    /// <summary>Looks a plan over. Pure.</summary>
    /// <returns>The plan, or a copy in which some entities are refused.</returns>
    public RegisteredModelPlan Review(RegisteredModelPlan plan)
    {
        plan = plan with { Versions = [.. plan.Versions.Select(Review)] };
        return Refuse(plan, Foreign(plan.Actual)) is { } refused ? refused with { Versions = [] } : plan;
    }

    private ModelVersionPlan Review(ModelVersionPlan plan)
    {
        if (Refuse(plan, Foreign(plan.Actual)) is { } refused)
        {
            return refused with { Artifacts = [] };
        }

        bool isLive = plan.Actual is { State: var state } && state != ModelVersionState.Archived;
        return AllowUriChange || !isLive ? plan : plan with { Artifacts = [.. plan.Artifacts.Select(Review)] };
    }

    private static ArtifactPlan Review(ArtifactPlan plan)
    {
        FieldChange? change = plan.Action == PlannedAction.Update
            ? plan.Changes.FirstOrDefault(change => change is { Field: "uri", Before: not null })
            : null;
        return Refuse(
            plan,
            change is null ? null
                : $"its version is live, and what was vetted is the version with the URI '{change.Before}', not with '{change.After}'. Make a new version for the new URI.") ?? plan;
    }

    private string? Foreign(RegistryResource? actual)
    {
        if (Set is null || TakeOver || actual is null || SeedSet.OwnerOf(actual) is not { } owner)
        {
            return null;
        }

        if (!string.Equals(owner, Set, StringComparison.Ordinal))
        {
            return $"it belongs to the set '{owner}', which would take it back. Let one set alone declare it, and take it over (--take-over) when that is to be '{Set}'.";
        }

        return Source is not null && actual.CustomProperties.GetString(SeedSet.SourcePropertyName) is { } source && !string.Equals(source, Source, StringComparison.Ordinal)
            ? $"it belongs to a set '{owner}' from the source '{source}', not from '{Source}': two seeds of one name would archive each other's models. Rename one of the sets, and take it over (--take-over) when the seed has moved."
            : null;
    }

    private static T? Refuse<T>(T plan, string? refusal)
        where T : EntityPlan =>
        refusal is null ? null : (T)((EntityPlan)plan with { Action = PlannedAction.Refused, Refusal = refusal });
}
