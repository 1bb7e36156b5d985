using System.Globalization;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Planning;

/// <summary>
/// Brings back what a set archived because it was no longer declared, and declares again: a reverted commit restores what it was before.
/// Only what nobody has touched since comes back; what somebody archived, or changed, by hand stays as it is.
/// </summary>
internal static class Restoration
{
    /// <summary>How long after the mark, which is in whole seconds and older than its write, a change can still be that write.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    /// <summary>Gets the mark of what is archived at a time.</summary>
    public static MetadataValue Mark(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Says what a model must be like when those parts of it are live again that its set archived.</summary>
    public static RegisteredModelSpec Restore(RegisteredModelPlan plan, string? set)
    {
        RegisteredModelSpec spec = plan.Spec;
        Dictionary<string, ModelVersionPlan> versions = plan.Versions.ToDictionary(version => version.Spec.Name, StringComparer.Ordinal);
        if (spec.Versions.Any(version => IsToRestore(versions.GetValueOrDefault(version.Name))))
        {
            spec = spec with
            {
                Versions =
                [
                    .. spec.Versions.Select(version => IsToRestore(versions.GetValueOrDefault(version.Name))
                        ? version with { State = ModelVersionState.Live, AbsentProperties = [SeedSet.ArchivedPropertyName] }
                        : version),
                ],
            };
        }

        return spec.State is null && plan.Actual is { } model && model.State == RegisteredModelState.Archived && IsUntouched(model, set)
            ? spec with { State = RegisteredModelState.Live, AbsentProperties = [SeedSet.ArchivedPropertyName] }
            : spec;

        bool IsToRestore(ModelVersionPlan? version) =>
            version is { Spec.State: null, Actual: { } actual } && actual.State == ModelVersionState.Archived && IsUntouched(actual, set);
    }

    private static bool IsUntouched(RegistryResource entity, string? set) =>
        set is not null
        && SeedSet.Owns(set, entity)
        && long.TryParse(
            entity.CustomProperties.GetString(SeedSet.ArchivedPropertyName), NumberStyles.None, CultureInfo.InvariantCulture, out long mark)
        && entity.LastUpdateTime is { } changed
        && changed.ToUnixTimeMilliseconds() - Tolerance.TotalMilliseconds <= mark;
}
