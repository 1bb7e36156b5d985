using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>An origin of a policy while it is being read.</summary>
internal sealed class OriginDraft(MappingNode node)
{
    public MappingNode Node { get; } = node;

    public SeedOrigin Origin { get; set; } = new("", null, null);
}
