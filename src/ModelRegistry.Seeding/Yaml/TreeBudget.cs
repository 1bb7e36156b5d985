namespace ModelRegistry.Seeding.Yaml;

/// <summary>
/// How many nodes all files together may hold, aliases written out. It bounds memory and the time of everything that follows.
/// </summary>
internal sealed class TreeBudget(long nodes = TreeBudget.MaximumNodes)
{
    public const long MaximumNodes = 3_000_000;
    public const int MaximumDepth = 64;

    private long _left = nodes;

    public bool TrySpend(long nodes) => (_left -= nodes) >= 0;
}
