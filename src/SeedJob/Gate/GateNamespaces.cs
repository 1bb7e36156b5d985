using System.Text.RegularExpressions;
using SeedJob.Commands;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Gate;

/// <summary>Names of namespaces that options give.</summary>
internal static partial class GateNamespaces
{
    public static string? Read(JobRun run, JobOption option) => run.Text(option) is { } name ? Checked(run, option, name) : null;

    public static IReadOnlyList<string> ReadAll(JobRun run, JobOption option) =>
        [.. run.Texts(option).Select(name => Checked(run, option, name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Checked(JobRun run, JobOption option, string name) => Label().IsMatch(name)
        ? name
        : throw new JobException(
            ExitCode.BadInput,
            $"{run.PlaceOf(option)} is {Excerpt.Quoted(name, run.Terminal)}, which no namespace is called: "
            + "give lower-case letters, digits and dashes.");

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Label();
}
