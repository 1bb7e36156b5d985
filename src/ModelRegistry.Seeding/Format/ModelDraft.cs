using ModelRegistry.Client;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A model while it is being read. Its name is empty until it is known to be good.</summary>
internal sealed class ModelDraft(MappingNode node) : ResourceDraft(node)
{
    public RegisteredModelSpec Spec { get; set; } = new() { Name = "" };

    public List<VersionDraft> Versions { get; } = [];

    public SeedModel ToModel() => new(
        Spec with
        {
            CustomProperties = Properties.IsEmpty ? Spec.CustomProperties : Properties.ToProperties(),
            Versions = [.. Versions.Select(version => version.ToSpec())],
        },
        Node.Location,
        [.. Versions.Select(
            version => new SeedVersionLocation(version.Node.Location, [.. version.Artifacts.Select(artifact => artifact.Node.Location)]))]);
}
