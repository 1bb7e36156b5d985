using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Planning;

/// <summary>
/// The checks that every plan for a seed goes through, whether it is made at the start or on the way: what another set or another source
/// owns is refused, and so is the change of what a live version consists of.
/// </summary>
internal sealed record PlanReview(string? Set, string? Source, bool TakeOver, bool AllowUriChange)
{
    private const string Option = $"{nameof(SeedRunnerOptions)}.{nameof(SeedRunnerOptions.TakeOver)}";

    /// <summary>Makes the checks that belong to the options of a plan.</summary>
    public static PlanReview For(SeedRunnerOptions options) => new(options.Set, options.Source, options.TakeOver, options.AllowUriChange);

    /// <summary>Says why an entity of a plan is refused. Pure.</summary>
    /// <returns><see langword="null"/> when it is not.</returns>
    public RegistrationRefusal? Judge(EntityPlan entity, EntityPlan? parent) => entity switch
    {
        RegisteredModelPlan model => Foreign(model.Path, model.Actual),
        ModelVersionPlan version => Foreign(version.Path, version.Actual),
        ArtifactPlan artifact when !AllowUriChange && IsLive(parent) => Moved(artifact),
        _ => null,
    };

    private static bool IsLive(EntityPlan? parent) =>
        parent is ModelVersionPlan { Actual: { State: var state } } && state != ModelVersionState.Archived;

    private static RegistrationRefusal? Moved(ArtifactPlan plan)
    {
        FieldChange? change = plan.Action == PlannedAction.Update
            ? plan.Changes.FirstOrDefault(change => change is { Field: "uri", Before: not null })
            : null;
        return change is null
            ? null
            : new RegistrationRefusal(
                SeedRefusalKinds.UriChange,
                plan.Path,
                $"its version is live, and what was vetted is the version with the URI '{change.Before}', not with '{change.After}'",
                "Make a new version for the new URI.");
    }

    private RegistrationRefusal? Foreign(string path, RegistryResource? actual)
    {
        if (Set is null || TakeOver || actual is null || SeedSet.OwnerOf(actual) is not { } owner)
        {
            return null;
        }

        if (!string.Equals(owner, Set, StringComparison.Ordinal))
        {
            return new RegistrationRefusal(
                SeedRefusalKinds.OtherSet,
                path,
                $"it belongs to the set '{owner}', which would take it back",
                $"Let one set alone declare it, and take it over ({Option}) when that is to be '{Set}'.");
        }

        return Source is not null
            && actual.CustomProperties.GetString(SeedSet.SourcePropertyName) is { } source
            && !string.Equals(source, Source, StringComparison.Ordinal)
            ? new RegistrationRefusal(
                SeedRefusalKinds.OtherSource,
                path,
                $"it belongs to a set '{owner}' from the source '{source}', not from '{Source}': two seeds of one name would archive each "
                    + "other's models",
                $"Rename one of the sets, and take it over ({Option}) when the seed has moved.")
            : null;
    }
}
