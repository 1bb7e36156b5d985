using ModelRegistry.Client;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>An artifact while it is being read. It is a model artifact unless its type says otherwise.</summary>
internal sealed class ArtifactDraft(MappingNode node) : ResourceDraft(node)
{
    public ArtifactCreate Spec { get; set; } = new ModelArtifactCreate();

    public ArtifactCreate ToSpec() => Properties.IsEmpty ? Spec : Spec with { CustomProperties = Properties.ToProperties() };
}
