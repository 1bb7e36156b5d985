using ModelRegistry.Client;
using ModelRegistry.Seeding.Format;

namespace ModelRegistry.Seeding.Rules;

/// <summary>Holds models to all policies, and refuses public model hubs unless a policy names them.</summary>
internal sealed class PolicyRules
{
    private readonly FormatReader _reader;
    private readonly IReadOnlyList<SeedPolicy> _policies;
    private readonly IReadOnlyList<(SeedPolicy Policy, IReadOnlyList<UriPattern> Patterns)> _uriPolicies;

    public PolicyRules(IReadOnlyList<SeedPolicy> policies, FormatReader reader)
    {
        _reader = reader;
        _policies = policies;
        _uriPolicies =
        [
            .. policies
                .Where(policy => policy.AllowedArtifactUris is not null)
                .Select(policy => (policy, (IReadOnlyList<UriPattern>)[.. policy.AllowedArtifactUris!.Select(UriPattern.Parse)])),
        ];
    }

    public void Check(IReadOnlyList<ModelDraft> models)
    {
        foreach (ModelDraft model in models)
        {
            foreach (SeedPolicy policy in _policies)
            {
                CheckLicense(model, policy);
                CheckLabels(model, policy);
                CheckProperties(model, "model", policy.RequiredModelProperties, policy);
            }

            foreach (VersionDraft version in model.Versions)
            {
                foreach (SeedPolicy policy in _policies)
                {
                    CheckProperties(version, "version", policy.RequiredVersionProperties, policy);
                }

                foreach (ArtifactDraft artifact in version.Artifacts)
                {
                    CheckUri(artifact);
                    foreach (SeedPolicy policy in _policies)
                    {
                        CheckOrigin(artifact, policy);
                        CheckPin(artifact, policy);
                    }
                }
            }
        }
    }

    private void CheckUri(ArtifactDraft artifact)
    {
        if (ArtifactUri.Of(artifact.Spec) is not { } uri || UriParts.Split(uri) is not { } parts)
        {
            return;
        }

        SeedLocation location = artifact.Node.PlaceOf("uri");
        if (PublicHubs.Find(parts) is { } hub
            && !_uriPolicies.Any(policy => policy.Patterns.Any(pattern => pattern.NamesHub && pattern.Allows(parts))))
        {
            _reader.Report(
                location,
                SeedErrorCodes.PublicHub,
                $"the URI {_reader.Show(uri)} points to the public model hub {hub}, where what is approved today can be changed or gone "
                    + "tomorrow: copy the model to storage of your own, or name the hub in the policy's artifactUris.allow");
            return;
        }

        foreach ((SeedPolicy policy, IReadOnlyList<UriPattern> patterns) in _uriPolicies)
        {
            if (!patterns.Any(pattern => pattern.Allows(parts)))
            {
                _reader.Report(
                    location,
                    SeedErrorCodes.UriNotAllowed,
                    $"the policy at {policy.Location} does not allow the URI {_reader.Show(uri)}: {Choice(policy.AllowedArtifactUris!)}");
            }
        }
    }

    private void CheckOrigin(ArtifactDraft artifact, SeedPolicy policy)
    {
        if (policy.AllowedOrigins is not { } allowed || artifact.Spec is not ModelArtifactCreate files)
        {
            return;
        }

        CatalogOrigin origin = CatalogOrigin.Of(files);
        if (string.IsNullOrEmpty(origin.Kind))
        {
            _reader.Report(
                artifact.Node.PlaceOf("modelSourceKind"),
                SeedErrorCodes.OriginMissing,
                $"the model artifact does not say where it is from, which the policy at {policy.Location} demands: {Origins(allowed)}");
        }
        else if (!OriginRules.Allows(allowed, origin))
        {
            _reader.Report(
                artifact.Node.PlaceOf("modelSourceClass"),
                SeedErrorCodes.OriginNotAllowed,
                $"the policy at {policy.Location} does not allow the origin {_reader.Show(origin.ToString())}: {Origins(allowed)}");
        }
    }

    private void CheckPin(ArtifactDraft artifact, SeedPolicy policy)
    {
        if (policy.PinnedArtifactUris && ArtifactUri.Of(artifact.Spec) is { } uri && OriginRules.IsMutable(uri))
        {
            _reader.Report(
                artifact.Node.PlaceOf("uri"),
                SeedErrorCodes.MutableTag,
                $"the URI {_reader.Show(uri)} names an image by a tag, and the policy at {policy.Location} demands a digest: write "
                    + "@sha256: and the digest behind the name");
        }
    }

    private string Origins(IReadOnlyList<SeedOrigin> allowed) => Choice([.. allowed.Select(static origin => origin.ToString())]);

    private void CheckLicense(ModelDraft model, SeedPolicy policy)
    {
        if (policy.AllowedLicenses is not { } allowed || allowed.Any(license => CatalogLicense.AreSame(license, model.Spec.License)))
        {
            return;
        }

        // What could not be read was reported, and says nothing about the policy.
        if (model.Spec.License is null && model.Node.TryGet("license", out _))
        {
            return;
        }

        _reader.Report(
            model.Node.PlaceOf("license"),
            SeedErrorCodes.LicenseNotAllowed,
            model.Spec.License is { } license
                ? $"the policy at {policy.Location} does not allow the licence {_reader.Show(license)}: {Choice(allowed)}"
                : $"the model has no 'license', which the policy at {policy.Location} demands: {Choice(allowed)}");
    }

    private void CheckLabels(ModelDraft model, SeedPolicy policy)
    {
        foreach (string label in policy.RequiredLabels)
        {
            if (!(model.Properties.TryGet(label, out MetadataValue? value) && value is MetadataStringValue { Value: "" }))
            {
                _reader.Report(
                    model.Node.PlaceOf("labels"),
                    SeedErrorCodes.RequiredLabelMissing,
                    $"the model has no label {_reader.Show(label)}, which the policy at {policy.Location} demands: add it");
            }
        }
    }

    private void CheckProperties(ResourceDraft draft, string what, IReadOnlyList<string> required, SeedPolicy policy)
    {
        foreach (string name in required)
        {
            if (!draft.Properties.TryGet(name, out MetadataValue? value) || value is MetadataStringValue { Value: "" })
            {
                _reader.Report(
                    draft.Node.PlaceOf("customProperties"),
                    SeedErrorCodes.RequiredPropertyMissing,
                    $"the {what} has no custom property {_reader.Show(name)}, which the policy at {policy.Location} demands: add it");
            }
        }
    }

    private string Choice(IReadOnlyList<string> values) =>
        values.Count == 0 ? "it allows none" : $"use one of {string.Join(", ", values.Select(_reader.Show))}";
}
