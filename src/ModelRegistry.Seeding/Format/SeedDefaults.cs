namespace ModelRegistry.Seeding.Format;

/// <summary>The defaults of a document.</summary>
internal sealed class SeedDefaults
{
    public IReadOnlyList<DefaultValue<ModelDraft>> Model { get; set; } = [];

    public IReadOnlyList<DefaultValue<VersionDraft>> Version { get; set; } = [];

    public IReadOnlyList<DefaultValue<ArtifactDraft>> Artifact { get; set; } = [];
}
