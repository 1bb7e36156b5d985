namespace ModelRegistry.Seeding.Files;

/// <summary>A seed file's content, and the name by which its places are reported.</summary>
internal sealed record SourceBytes(string Name, ReadOnlyMemory<byte> Bytes);
