using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>How ownership by a set is written down.</summary>
public static class SeedSet
{
    /// <summary>The custom property of models and versions that names the set which owns them: <c>_seedSet</c>.</summary>
    public const string PropertyName = "_seedSet";

    /// <summary>Marks a model and its versions as owned by a set.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="set">The name of the set, or <see langword="null"/> for none: then nothing is marked.</param>
    /// <returns>The marked model.</returns>
    public static RegisteredModelSpec Mark(RegisteredModelSpec spec, string? set)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return set is null
            ? spec
            : spec.WithProperty(PropertyName, set) with { Versions = [.. spec.Versions.Select(version => version.WithProperty(PropertyName, set))] };
    }

    /// <summary>
    /// The check that every plan for a set goes through, whether it is made at the start or on the way: what another set owns is refused.
    /// </summary>
    /// <returns><see langword="null"/> when everything may be written.</returns>
    internal static Func<RegisteredModelPlan, RegisteredModelPlan>? Review(string? set, bool takeOver) =>
        set is null || takeOver ? null : plan => RefuseForeign(plan, set);

    /// <summary>Refuses what of a plan another set owns.</summary>
    private static RegisteredModelPlan RefuseForeign(RegisteredModelPlan plan, string set)
    {
        plan = plan with { Versions = [.. plan.Versions.Select(version => (ModelVersionPlan)RefuseForeign(version, version.Actual, set))] };
        return (RegisteredModelPlan)RefuseForeign(plan, plan.Actual, set);
    }

    private static EntityPlan RefuseForeign(EntityPlan plan, RegistryResource? actual, string set) =>
        actual is null || OwnerOf(actual) is not { } owner || string.Equals(owner, set, StringComparison.Ordinal)
            ? plan
            : plan with
            {
                Action = PlannedAction.Refused,
                Refusal = $"it belongs to the set '{owner}', which would take it back. Let one set alone declare it, and take it over (--take-over) when that is to be '{set}'.",
            };

    /// <summary>The set that owns an entity, or <see langword="null"/> when none does.</summary>
    internal static string? OwnerOf(RegistryResource entity) =>
        entity.CustomProperties.TryGetValue(PropertyName, out MetadataValue? value) && value is MetadataStringValue { Value: var owner } ? owner : null;

    /// <summary>Whether an entity is owned by a set.</summary>
    internal static bool Owns(string set, RegistryResource entity) => string.Equals(OwnerOf(entity), set, StringComparison.Ordinal);
}
