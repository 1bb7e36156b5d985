using ModelRegistry.Client;
using ModelRegistry.Seeding;
using SeedJob.Commands;

namespace SeedJob.Output;

/// <summary>Words what is refused for somebody at a command line: which options help, and what to write in a seed.</summary>
internal static class RefusalText
{
    /// <summary>Says why something is refused, and how to mend it.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="set">The set of the seed, if it names one.</param>
    public static string Of(RegistrationRefusal refusal, string? set = null) => $"{refusal.Reason}. {HintOf(refusal, set)}";

    /// <summary>Says what went wrong.</summary>
    public static string ErrorOf(SeedFailure failure, SeedPlan plan) =>
        failure.Error is RegistrationRefusedException { Refusals: [_, ..] refusals }
        ? string.Join(' ', refusals.Select(refusal => Describe(refusal, plan.Set)))
        : failure.Error.Message;

    /// <summary>Says what failed and why, each path once.</summary>
    public static string Of(SeedFailure failure, SeedPlan plan) => failure.Describe(ErrorOf(failure, plan));

    private static string Describe(RegistrationRefusal refusal, string? set) =>
        // What is not archived has a line of its own already, or the warning says that nothing is written.
        refusal.Kind == SeedRefusalKinds.Deployed ? $"{refusal.Reason}: it is not archived."
        : refusal.Kind == SeedRefusalKinds.PruneLimit ? $"{refusal.Reason}."
        : $"{refusal.Path}: {Of(refusal, set)}";

    private static string HintOf(RegistrationRefusal refusal, string? set) =>
        refusal.Kind == SeedRefusalKinds.OtherSet
            ? $"Let one set alone declare it, and take it over ({JobOptions.TakeOver.Name}) when that is to be '{set}'."
        : refusal.Kind == SeedRefusalKinds.OtherSource
            ? $"Rename one of the sets, and take it over ({JobOptions.TakeOver.Name}) when the seed has moved."
        : refusal.Kind == SeedRefusalKinds.PruneLimit
            ? $"Nothing is written. If that is meant, allow it: {JobOptions.PruneLimit.Name}, or 'pruneLimit' beside 'set' in the seed."
        : refusal.Kind == SeedRefusalKinds.Deployed
            ? $"Undeploy it first, or insist with {JobOptions.ArchiveDeployed.Name}."
        : refusal.Kind == RefusalKind.ArchivedModel ? "Say that it is live again (state: LIVE), or leave the version out."
        : refusal.Kind == RefusalKind.UnclearArtifact ? $"Choose one ({JobOptions.Artifact.Name}), or leave the model out."
        : refusal.Hint;
}
