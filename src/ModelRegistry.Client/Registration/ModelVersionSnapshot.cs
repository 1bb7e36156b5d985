namespace ModelRegistry.Client;

/// <summary>A model version as it was found, with its artifacts.</summary>
/// <param name="Version">The version.</param>
/// <param name="Artifacts">Its artifacts; they may be left out when the version's specification mentions none.</param>
public sealed record ModelVersionSnapshot(ModelVersion Version, IReadOnlyList<Artifact> Artifacts);
