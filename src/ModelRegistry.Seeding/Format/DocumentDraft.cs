using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A document of a seed file while it is being read.</summary>
internal sealed class DocumentDraft(MappingNode node)
{
    public MappingNode Node { get; } = node;

    /// <summary>Gets or sets whether the document's format version is one that can be read.</summary>
    public bool IsRead { get; set; }

    public string? Set { get; set; }

    public string? Source { get; set; }

    public int? PruneLimit { get; set; }

    public SeedDefaults Defaults { get; } = new();

    public PolicyDraft? Policy { get; set; }

    public List<ModelDraft> Models { get; } = [];
}
