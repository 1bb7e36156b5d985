namespace SeedJob.Output;

/// <summary>A column of a table.</summary>
/// <param name="Head">What stands above it.</param>
/// <param name="Cell">What it has of a row.</param>
/// <param name="Rank">How soon it is left out of a terminal that is too narrow: the highest goes first; 0 stays.</param>
internal sealed record TableColumn<T>(string Head, Func<T, string> Cell, int Rank = 0);
