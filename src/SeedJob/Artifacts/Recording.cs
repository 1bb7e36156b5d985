using System.Globalization;
using ModelRegistry.Artifacts;
using ModelRegistry.Client;
using SeedJob.Output;

namespace SeedJob.Artifacts;

/// <summary>Keeps what was found on the artifacts of a registry: the next check can tell whether it has changed.</summary>
internal sealed class Recording(ModelRegistryClient registry, AuditLog? audit, bool accept)
{
    private const string BytesProperty = "_artifactBytes";
    private const string ChangedAtProperty = "_artifactChangedAt";

    /// <summary>Writes what was found, unless it is known already or contradicts what was recorded.</summary>
    public async Task<ArtifactFinding> RecordAsync(ArtifactFinding finding, CancellationToken cancellationToken)
    {
        if (finding.Check.Status != ArtifactStatus.Found || (finding.IsMoved && !accept))
        {
            return finding;
        }

        // A property that somebody has written since the list was read is kept; the server replaces all of them at once.
        ModelArtifact artifact = await registry.ModelArtifacts.GetAsync(
            finding.Target.Registered!.Id, cancellationToken).ConfigureAwait(false);
        if (artifact.Uri != finding.Target.Uri)
        {
            return finding with { Note = "not recorded: its URI was changed meanwhile" };
        }

        string? recorded = artifact.CustomProperties.GetString(ArtifactTarget.DigestProperty);
        if (recorded is not null && finding.Check.Digest is { } found && recorded != found && !accept)
        {
            return finding with { Target = finding.Target with { RecordedDigest = recorded } };
        }

        FieldChange[] changes = [.. Wanted(finding.Check)
            .Where(property => artifact.CustomProperties.GetString(property.Name) != property.Value)
            .Select(property => new FieldChange(
                $"customProperties.{property.Name}", artifact.CustomProperties.GetString(property.Name), property.Value))];
        if (changes.Length == 0)
        {
            return finding;
        }

        var properties = artifact.CustomProperties.ToDictionary(
            property => property.Key, property => property.Value, StringComparer.Ordinal);
        foreach ((string name, string value) in Wanted(finding.Check))
        {
            properties[name] = value;
        }

        var update = new ModelArtifactUpdate { CustomProperties = properties };
        await registry.ModelArtifacts.UpdateAsync(artifact.Id, update, cancellationToken).ConfigureAwait(false);
        audit?.Write("updated", EntityKind.Artifact, finding.Target.Path, artifact.Id, changes);
        return finding with { IsAccepted = finding.IsMoved, Note = finding.IsMoved ? $"recorded in the place of {recorded}" : "recorded" };
    }

    private static IEnumerable<(string Name, string Value)> Wanted(ArtifactCheck check)
    {
        if (check.Digest is { } digest)
        {
            yield return (ArtifactTarget.DigestProperty, digest);
        }

        if (check.Bytes is { } bytes)
        {
            // A text: the registry's integers have 32 bits, and models have more bytes.
            yield return (BytesProperty, bytes.ToString(CultureInfo.InvariantCulture));
        }

        if (check.ChangeTime is { } time)
        {
            yield return (ChangedAtProperty, time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
    }
}
