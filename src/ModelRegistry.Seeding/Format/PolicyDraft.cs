using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A policy while it is being read.</summary>
internal sealed class PolicyDraft(SeedNode node)
{
    public SeedPolicy Policy { get; set; } = new() { Location = node.Location };
}
