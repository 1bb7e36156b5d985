using System.CommandLine;
using ModelRegistry.Seeding;
using SeedJob.Commands;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Gate;

/// <summary>Prints the admission policies that look into the list.</summary>
internal sealed class GatePolicyCommand : JobCommand
{
    private const int MaxHelp = 300;

    public override string Name => "gate policy";

    public override string Description =>
        "Prints the admission policies that let only what is on the list be deployed, their bindings, and the guard of the list.";

    public override IReadOnlyList<JobOption> Options =>
        [JobOptions.Mode, JobOptions.Exempt, JobOptions.HelpUrl, JobOptions.Namespace, JobOptions.File, JobOptions.LogFormat];

    protected override IEnumerable<Argument> Arguments => [];

    protected override bool WritesResult(JobRun run) => run.Text(JobOptions.File) is null;

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var policies = new GatePolicies
        {
            Mode = run.Value<GateMode>(JobOptions.Mode, default, TryParseMode, "give audit, warn or deny"),
            Exempt = GateNamespaces.ReadAll(run, JobOptions.Exempt),
            Help = Help(run),
            Namespace = GateNamespaces.Read(run, JobOptions.Namespace) ?? VettedList.DefaultNamespace,
        };
        await ExportCommand.WriteAsync(run, policies.ToYaml()).ConfigureAwait(false);
        return ExitCode.Success;
    }

    // The API server drops a message with a line break in it, and one over 5 KiB.
    private static string? Help(JobRun run) => run.Text(JobOptions.HelpUrl)?.Trim() is { } help
        ? help.Length <= MaxHelp && !help.Contains('\uFFFD', StringComparison.Ordinal) && help.EnumerateRunes().All(Printable.IsHarmless)
            ? help
            : throw new JobException(
                ExitCode.BadInput,
                $"{run.PlaceOf(JobOptions.HelpUrl)} is {Excerpt.Quoted(help, run.Terminal)}: "
                + $"give one line of at most {MaxHelp} characters, none of them invisible.")
        : null;

    private static bool TryParseMode(string text, out GateMode mode)
    {
        mode = text switch { "audit" => GateMode.Audit, "deny" => GateMode.Deny, _ => GateMode.Warn };
        return text is "audit" or "warn" or "deny";
    }
}
