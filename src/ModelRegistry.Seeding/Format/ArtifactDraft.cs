using ModelRegistry.Client;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>An artifact while it is being read.</summary>
internal sealed class ArtifactDraft(MappingNode node) : ResourceDraft(node)
{
    public ArtifactSpec Spec { get; set; } = new();

    public ArtifactSpec ToSpec() => Properties.IsEmpty ? Spec : Spec with { CustomProperties = Properties.ToProperties() };
}
