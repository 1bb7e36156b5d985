using ModelRegistry.Client;
using ModelRegistry.Seeding;

namespace SeedJob.Artifacts;

/// <summary>A model artifact to ask about.</summary>
/// <param name="Path">Which one it is: <c>model/version/name</c>, without the name where a seed gives none.</param>
/// <param name="Uri">Where it should be.</param>
/// <param name="Format">Its format, where that is declared.</param>
/// <param name="RecordedDigest">The digest that was found earlier, where it was recorded.</param>
internal sealed record ArtifactTarget(string Path, string Uri, string? Format, string? RecordedDigest)
{
    public const string DigestProperty = "_artifactDigest";

    /// <summary>Gets the artifact as it is registered, when it is one of a registry.</summary>
    public ModelArtifact? Registered { get; init; }

    /// <summary>Gets where a seed declares it.</summary>
    public SeedLocation? Location { get; init; }

    /// <summary>Gets the name of the model that it is an artifact of.</summary>
    public string ModelName { get; init; } = "";

    /// <summary>Gets the name of the version that it is an artifact of.</summary>
    public string VersionName { get; init; } = "";

    /// <summary>Lists the model artifacts of a seed.</summary>
    public static IReadOnlyList<ArtifactTarget> Of(Seed seed) =>
    [
        .. from model in seed.Models
           from version in model.Spec.Versions.Zip(model.VersionLocations)
           from declared in version.First.Artifacts.Zip(version.Second.ArtifactLocations)
           let artifact = declared.First as ModelArtifactCreate
           where artifact?.Uri is { Length: > 0 }
           select new ArtifactTarget(
               $"{model.Spec.Name}/{version.First.Name}{(artifact.Name is { } name ? $"/{name}" : "")}",
               artifact.Uri!,
               artifact.ModelFormatName,
               artifact.CustomProperties.GetString(DigestProperty))
           {
               Location = declared.Second,
               ModelName = model.Spec.Name,
               VersionName = version.First.Name,
           },
    ];

    /// <summary>Makes the target of an artifact of a registry.</summary>
    public static ArtifactTarget Of(RegisteredModel model, ModelVersion version, ModelArtifact artifact) =>
        new(
            $"{model.Name}/{version.Name}/{artifact.Name}",
            artifact.Uri!,
            artifact.ModelFormatName,
            artifact.CustomProperties.GetString(DigestProperty))
        {
            Registered = artifact,
            ModelName = model.Name,
            VersionName = version.Name,
        };
}
