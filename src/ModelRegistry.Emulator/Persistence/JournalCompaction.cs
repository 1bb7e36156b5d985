namespace ModelRegistry.Emulator.Persistence;

/// <summary>When a data file is worth writing anew.</summary>
/// <param name="MinimumBytes">Smaller files are left alone.</param>
/// <param name="Growth">How many times more lines than there are entities the file must have.</param>
internal sealed record JournalCompaction(long MinimumBytes = 4 * 1024 * 1024, int Growth = 4)
{
    /// <summary>Whether a file that stands for so many entities is worth writing anew.</summary>
    public bool IsWorthwhile(JournalFile file, int entities) => file.Length >= MinimumBytes && file.Records / Growth > entities;
}
