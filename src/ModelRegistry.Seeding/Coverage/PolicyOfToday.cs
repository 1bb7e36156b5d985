using ModelRegistry.Client;
using ModelRegistry.Seeding.Rules;

namespace ModelRegistry.Seeding.Coverage;

/// <summary>Checks what is registered already against the policies of today, with the rules that seeds are checked against.</summary>
internal sealed class PolicyOfToday(IReadOnlyList<SeedPolicy> policies)
{
    private readonly UriPattern[][] _uris =
        [.. policies.Select(policy => policy.AllowedArtifactUris).OfType<IReadOnlyList<string>>().Select(
            patterns => patterns.Select(UriPattern.Parse).ToArray())];

    /// <summary>Finds the public model hub that a URI leads to, unless a policy names it.</summary>
    public string? HubOf(string uri) =>
        UriParts.Split(uri) is { } parts
        && PublicHubs.Find(parts) is { } hub
        && !_uris.Any(patterns => patterns.Any(pattern => pattern.NamesHub && pattern.Allows(parts)))
            ? hub
            : null;

    /// <summary>Says what a version breaks, one clause each.</summary>
    /// <param name="version">The version.</param>
    /// <param name="uri">What is loaded of it; <see langword="null"/> when that is not known.</param>
    public IEnumerable<string> BrokenBy(VettedVersion version, string? uri)
    {
        if (uri is not null && UriParts.Split(uri) is { } parts && _uris.Any(patterns => !patterns.Any(pattern => pattern.Allows(parts))))
        {
            yield return "its place is not allowed";
        }

        foreach (SeedPolicy policy in policies)
        {
            if (policy.PinnedArtifactUris && uri is not null && OriginRules.IsMutable(uri))
            {
                yield return "its image is named by a tag";
            }

            if (policy.AllowedLicenses is { } licenses && !licenses.Any(license => CatalogLicense.AreSame(license, version.Model.License)))
            {
                yield return version.Model.License is { Length: > 0 } license
                    ? $"its licence {Quoted.Of(license)} is not allowed"
                    : "it has no licence";
            }

            foreach (string label in policy.RequiredLabels.Where(label => TextOf(version.Model, label) is not ""))
            {
                yield return $"it has no label {Quoted.Of(label)}";
            }

            foreach (string name in policy.RequiredModelProperties.Where(name => TextOf(version.Model, name) is null or ""))
            {
                yield return $"the model has no property {Quoted.Of(name)}";
            }

            foreach (string name in policy.RequiredVersionProperties.Where(name => TextOf(version.Version, name) is null or ""))
            {
                yield return $"the version has no property {Quoted.Of(name)}";
            }
        }
    }

    private static string? TextOf(RegistryResource resource, string property) =>
        resource.CustomProperties.TryGetValue(property, out MetadataValue? value) ? value.ToString() : null;
}
