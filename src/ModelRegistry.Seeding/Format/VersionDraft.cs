using ModelRegistry.Client;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A version while it is being read. Its name is empty until it is known to be good.</summary>
internal sealed class VersionDraft(MappingNode node) : ResourceDraft(node)
{
    public ModelVersionSpec Spec { get; set; } = new() { Name = "" };

    public List<ArtifactDraft> Artifacts { get; } = [];

    public ModelVersionSpec ToSpec() => Spec with
    {
        CustomProperties = Properties.IsEmpty ? Spec.CustomProperties : Properties.ToProperties(),
        Artifacts = [.. Artifacts.Select(artifact => artifact.ToSpec())],
    };
}
