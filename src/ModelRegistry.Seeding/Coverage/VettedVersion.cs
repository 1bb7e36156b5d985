using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Coverage;

/// <summary>A registered version and the locations of its model artifacts.</summary>
internal sealed class VettedVersion(RegisteredModel model, ModelVersion version, IReadOnlyList<Artifact> artifacts)
{
    private static readonly HashSet<ArtifactState> Gone = [ArtifactState.MarkedForDeletion, ArtifactState.Deleted, ArtifactState.Abandoned];

    public RegisteredModel Model { get; } = model;

    public ModelVersion Version { get; } = version;

    public string Path { get; } = $"{model.Name}/{version.Name}";

    public IReadOnlyList<VettedArtifact> Artifacts { get; } =
        [.. artifacts.OfType<ModelArtifact>().Where(artifact => artifact.Uri is { Length: > 0 }).Select(
            artifact => new VettedArtifact(artifact, ModelLocation.Parse(artifact.Uri!)))];

    public bool IsLive => Archived is null;

    /// <summary>
    /// Gets what keeps the version from being live: <c>the model is archived</c>; <see langword="null"/> when nothing does.
    /// </summary>
    public string? Archived { get; } =
        model.State == RegisteredModelState.Archived ? "the model is archived"
        : version.State == ModelVersionState.Archived ? "the version is archived"
        : null;

    public VettedArtifact? Find(ModelLocation location) => Artifacts.FirstOrDefault(artifact => artifact.Location.IsSame(location));

    /// <summary>One of its artifacts, and where that is.</summary>
    public sealed record VettedArtifact(ModelArtifact Artifact, ModelLocation Location)
    {
        public string? Archived => Artifact.State is { } state && Gone.Contains(state) ? $"its artifact is {state}" : null;
    }
}
