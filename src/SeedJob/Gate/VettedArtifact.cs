namespace SeedJob.Gate;

/// <summary>An artifact that is vetted: a model's files, of a version and a model that are both in use.</summary>
internal sealed record VettedArtifact(string Model, string Version, string? Uri);
