using System.Collections.Immutable;
using System.Globalization;

namespace ModelRegistry.Client;

/// <summary>
/// Makes what a registry holds of an entry of a catalog. It is what the dashboard's "Register model" makes, so that the two can be used
/// side by side; where that loses what policies and reports need, it adds to it and contradicts nothing.
/// </summary>
public static class CatalogPromotion
{
    /// <summary>
    /// The custom property of an artifact that holds the checksum of what the catalog said when it was registered. The dashboard hides such
    /// names.
    /// </summary>
    public const string DigestProperty = "_registeredFromDigest";

    /// <summary>The custom property of an artifact that holds its address in the catalog, where the registered one is another.</summary>
    public const string UriProperty = "_registeredFromUri";

    private const string LicenseProperty = "License";
    private const string ProviderProperty = "Provider";

    internal static RegisteredModelSpec Specify(CatalogModel model, CatalogModelArtifact artifact, CatalogPromotionOptions options)
    {
        if (string.IsNullOrEmpty(model.SourceId))
        {
            throw new ArgumentException($"The model '{model.Name}' does not say which source it is from.", nameof(model));
        }

        if (string.IsNullOrEmpty(artifact.Uri))
        {
            throw new ArgumentException($"The artifact of the model '{model.Name}' does not say where it is.", nameof(artifact));
        }

        var spec = new RegisteredModelSpec
        {
            Name = options.Name ?? RegisteredName(model.Name),
            Description = NullIfEmpty(model.Description),
            Owner = options.Owner,
            CustomProperties = new(Properties(model, ofVersion: false), StringComparer.Ordinal),
            Versions =
            [
                new ModelVersionSpec
                {
                    Name = options.VersionName,
                    Author = options.Owner,
                    CustomProperties = new(Properties(model, ofVersion: true), StringComparer.Ordinal),
                    Artifacts = [Specify(model, artifact, options.VersionName, options)],
                },
            ],
        };
        return options.AsDashboard ? spec : spec with
        {
            Provider = NullIfEmpty(model.Provider),
            License = NullIfEmpty(model.License) is { } license ? CatalogLicense.ToSpdx(license) : null,
            LicenseLink = NullIfEmpty(model.LicenseLink),
            Language = NullIfEmpty(model.Language),
            Tasks = NullIfEmpty(model.Tasks),
            LibraryName = NullIfEmpty(model.LibraryName),
            Maturity = NullIfEmpty(model.Maturity),
            Readme = options.IncludeDocumentation ? NullIfEmpty(model.Readme) : null,
            Logo = options.IncludeDocumentation ? NullIfEmpty(model.Logo) : null,
        };
    }

    /// <summary>What the dashboard suggests: the name without what stands before its first slash.</summary>
    internal static string RegisteredName(string catalogName) =>
        catalogName[(catalogName.IndexOf('/', StringComparison.Ordinal) + 1)..] is { Length: > 0 } name ? name : catalogName;

    private const string Choose = $"Choose one ({nameof(CatalogPromotionOptions)}.{nameof(CatalogPromotionOptions.ArtifactUri)}).";

    /// <summary>Chooses the artifact of a model to register: the only one, or of several the one that a pattern fits.</summary>
    /// <param name="model">The model.</param>
    /// <param name="artifacts">Its model artifacts, in any order.</param>
    /// <param name="pattern">The URI of the artifact to take of several, in which <c>*</c> stands for any text.</param>
    /// <returns>The artifact.</returns>
    /// <exception cref="RegistrationRefusedException">There is none, or it is not clear which: the message lists all.</exception>
    public static CatalogModelArtifact ChooseArtifact(
        CatalogModel model, IReadOnlyList<CatalogModelArtifact> artifacts, string? pattern = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(artifacts);

        // Catalogs have shown the images of other models beside the right one, and in changing order: the first is no choice.
        if (artifacts.Count > 1 && pattern is not null)
        {
            CatalogModelArtifact[] matching = [.. artifacts.Where(artifact => Fits(pattern, artifact.Uri ?? ""))];
            return matching.Select(static artifact => artifact.Uri).Distinct(StringComparer.Ordinal).Count() == 1
                ? matching[0]
                : throw Refused(
                    $"has {artifacts.Count} artifacts, and '{pattern}' fits {matching.Length} of them: {Listed(artifacts)}", Choose);
        }

        return artifacts switch
        {
            [{ Uri.Length: > 0 } only] => only,
            [] or [_] => throw Refused("has no artifact that says where its files are, so there is nothing to register", "Leave it out."),
            _ => throw Refused(
                $"has {artifacts.Count} artifacts, so that somebody has to say which one is meant: {Listed(artifacts)}",
                Choose),
        };

        RegistrationRefusedException Refused(string what, string hint) => new(
            [new RegistrationRefusal(RefusalKind.UnclearArtifact, model.Name, $"the model of the source '{model.SourceId}' {what}", hint)]);
    }

    /// <summary>
    /// Fits a specification to the model that a registry holds already: an address that has changed becomes a new version, and a model of
    /// another origin is left alone.
    /// </summary>
    /// <exception cref="RegistrationRefusedException">The name is taken by a model of another origin.</exception>
    internal static RegisteredModelSpec Fit(RegisteredModelSpec spec, IReadOnlyList<(string Name, ModelArtifactCreate? Artifact)> held)
    {
        ModelVersionSpec version = spec.Versions[0];
        var artifact = (ModelArtifactCreate)version.Artifacts[0];
        CatalogOrigin origin = CatalogOrigin.Of(artifact);
        (string Name, ModelArtifactCreate? Artifact)[] same =
        [
            .. held.Where(entry => entry.Artifact is { } its && IsSame(CatalogOrigin.Of(its), origin)),
        ];
        if (same.Length == 0)
        {
            string others = string.Join(", ", held.Select(
                entry => entry.Artifact is { } its ? CatalogOrigin.Of(its).ToString() : "by hand").Distinct(StringComparer.Ordinal));
            string from = others.Length == 0 ? "nowhere (it has no version)" : others;
            throw new RegistrationRefusedException(
            [
                new RegistrationRefusal(
                    RefusalKind.OtherOrigin,
                    spec.Name,
                    $"the registry has a model of that name already, and it is not from there: it is from {from}, and this one is "
                        + $"from {origin}",
                    "Register it under another name."),
            ]);
        }

        (string name, ModelArtifactCreate? current) = same[^1];
        string versionName = ImageUri.AreSame(current!.Uri, artifact.Uri) ? name : NextVersionName(held.Select(static entry => entry.Name));
        return spec with
        {
            Versions =
            [
                version with
                {
                    Name = versionName,
                    Artifacts = [artifact with { Name = current.Uri == artifact.Uri ? current.Name ?? versionName : versionName }],
                },
            ],
        };
    }

    /// <summary>
    /// Whether two artifacts are from the same entry. A 2.x dashboard named the source by another name, and the model without it.
    /// </summary>
    internal static bool IsSame(CatalogOrigin left, CatalogOrigin right) =>
        left.Kind == right.Kind && left.Class == right.Class && left.Name == right.Name;

    /// <summary>Names the version that follows others: <c>Version 3</c> after two.</summary>
    /// <param name="names">The names of the versions that are there.</param>
    /// <returns>The name, which none of them has.</returns>
    public static string NextVersionName(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        const string Prefix = "Version ";
        int last = 0;
        int count = 0;
        foreach (string name in names)
        {
            count++;
            if (name.StartsWith(Prefix, StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                last = Math.Max(last, number);
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Math.Max(last, count) + 1}");
    }

    /// <summary>
    /// Computes the checksum of what a registry relies on in an entry of a catalog, as <see cref="DigestProperty"/> holds it.
    /// </summary>
    /// <param name="model">The entry.</param>
    /// <param name="artifact">The artifact of it that is registered.</param>
    /// <returns>
    /// The checksum, for example <c>sha256:2c26…</c>. It does not depend on ids, times, the description, the readme and the logo.
    /// </returns>
    public static string ComputeDigest(CatalogModel model, CatalogModelArtifact artifact)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(artifact);
        return CatalogFingerprint.Of(model, artifact);
    }

    /// <summary>Whether a text fits a pattern, in which <c>*</c> stands for any text.</summary>
    internal static bool Fits(string pattern, string text)
    {
        string[] parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return pattern == text;
        }

        if (!text.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        int at = parts[0].Length;
        foreach (string part in parts[1..^1])
        {
            int found = text.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return text.Length - at >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }

    /// <summary>Writes an address as the registry must have it.</summary>
    internal static string Rewrite(string uri, IReadOnlyDictionary<string, string> rewrites)
    {
        string? longest = null;
        foreach (string beginning in rewrites.Keys)
        {
            if (uri.StartsWith(beginning, StringComparison.Ordinal) && beginning.Length > (longest?.Length ?? -1))
            {
                longest = beginning;
            }
        }

        return longest is null ? uri : string.Concat(rewrites[longest], uri.AsSpan(longest.Length));
    }

    private static ModelArtifactCreate Specify(
        CatalogModel model, CatalogModelArtifact artifact, string name, CatalogPromotionOptions options)
    {
        string uri = Rewrite(artifact.Uri!, options.Rewrites);
        ImmutableSortedDictionary<string, MetadataValue> properties =
            ImmutableSortedDictionary.Create<string, MetadataValue>(StringComparer.Ordinal);
        if (!options.AsDashboard)
        {
            properties = properties.Add(DigestProperty, CatalogFingerprint.Of(model, artifact));
            properties = uri == artifact.Uri ? properties : properties.Add(UriProperty, artifact.Uri!);
        }

        return new ModelArtifactCreate
        {
            Name = name,
            Uri = uri,
            State = ArtifactState.Live,
            ModelSourceKind = CatalogOrigin.CatalogKind,
            ModelSourceClass = model.SourceId,
            ModelSourceName = model.Name,
            CustomProperties = new(properties, StringComparer.Ordinal),
        };
    }

    /// <summary>A model gets its labels, a version all that the catalog shows; what comes later wins.</summary>
    private static ImmutableSortedDictionary<string, MetadataValue> Properties(CatalogModel model, bool ofVersion)
    {
        var properties = ImmutableSortedDictionary.CreateBuilder<string, MetadataValue>(StringComparer.Ordinal);
        foreach ((string name, MetadataValue value) in model.CustomProperties)
        {
            if (ofVersion || value is MetadataStringValue { Value: "" })
            {
                properties[name] = value;
            }
        }

        if (ofVersion)
        {
            properties[LicenseProperty] = model.LicenseLink ?? "";
            properties[ProviderProperty] = model.Provider ?? "";
        }

        foreach (string task in model.Tasks ?? [])
        {
            properties[task] = "";
        }

        CheckNames(model, properties.Keys);
        return properties.ToImmutable();
    }

    private static void CheckNames(CatalogModel model, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
        {
            if (!seen.Add(name) && seen.TryGetValue(name, out string? first))
            {
                throw new RegistrationRefusedException(
                [
                    new RegistrationRefusal(
                        RefusalKind.SimilarProperties,
                        model.Name,
                        $"the model of the source '{model.SourceId}' has the properties '{first}' and '{name}', which a registry takes "
                            + "for the same",
                        "Rename one of them in the catalog."),
                ]);
            }
        }
    }

    private static string Listed(IEnumerable<CatalogModelArtifact> artifacts) =>
        string.Join(", ", artifacts.Select(static artifact => artifact.Uri).Order(StringComparer.Ordinal));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string>? texts) => texts is { Count: > 0 } ? texts : null;
}
