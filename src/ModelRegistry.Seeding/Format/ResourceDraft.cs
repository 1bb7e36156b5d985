using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A model, version or artifact while it is being read.</summary>
internal abstract class ResourceDraft(MappingNode node)
{
    public MappingNode Node { get; } = node;

    public PropertyBag Properties { get; } = new();
}
