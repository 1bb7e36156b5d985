using ModelRegistry.Seeding;
using SeedJob.Running;

namespace SeedJob.Gate;

/// <summary>What policies allow, in the two forms that the gate can check: exact URIs, and beginnings of URIs.</summary>
internal static class VettedPlaces
{
    private const string Everything = "/**";

    /// <summary>Adds what all policies that restrict URIs allow.</summary>
    /// <exception cref="JobException">No policy does, or a pattern is in neither form.</exception>
    public static void AddTo(VettedList list, IReadOnlyList<SeedPolicy> policies)
    {
        string[][] allowed = [.. policies.Select(policy => policy.AllowedArtifactUris).OfType<IReadOnlyList<string>>().Select(Normalized)];
        if (allowed.Length == 0)
        {
            throw new JobException(
                ExitCode.BadInput,
                "--prefixes lists what a policy's artifactUris.allow names, and no policy was found that has it: "
                + "add one to the seed, or give --policy FILE.");
        }

        // All policies count, so what only some allow is not vetted.
        IEnumerable<string> places = allowed.Aggregate((IEnumerable<string>)allowed[0], Common);
        foreach (string place in places)
        {
            if (IsPrefix(place))
            {
                list.AddPrefixes([place[..^2]]);
            }
            else
            {
                list.AddUris(VettedUri.Of(place).Lines);
            }
        }
    }

    private static IEnumerable<string> Common(IEnumerable<string> one, IEnumerable<string> other) =>
        [.. one.Where(place => other.Any(wider => Covers(wider, place))), .. other.Where(place => one.Any(wider => Covers(wider, place)))];

    private static bool Covers(string wider, string place) =>
        wider == place || (IsPrefix(wider) && place.StartsWith(wider[..^2], StringComparison.Ordinal));

    private static bool IsPrefix(string place) => place.EndsWith(Everything, StringComparison.Ordinal);

    private static string[] Normalized(IReadOnlyList<string> patterns) => [.. patterns.Select(Normalized)];

    private static string Normalized(string pattern)
    {
        string fixedPart = IsPrefix(pattern) ? pattern[..^2] : pattern;
        int scheme = fixedPart.IndexOf("://", StringComparison.Ordinal);
        // What has no host or bucket before the slash would be everything of a scheme.
        bool isCheckable = scheme > 0
            && fixedPart.Length > scheme + 3
            && fixedPart[scheme + 3] != '/'
            && !fixedPart.AsSpan().ContainsAny('*', '?', '#')
            && VettedUri.Of(fixedPart).Problem is null;
        return isCheckable
            ? $"{pattern[..scheme].ToLowerInvariant()}{pattern[scheme..]}"
            : throw new JobException(
                ExitCode.BadInput,
                $"artifactUris.allow has '{pattern}', which the gate can't check: it knows whole URIs, such as oci://registry/image:1.0, "
                + "and all below a place, such as s3://bucket/path/**.");
    }
}
