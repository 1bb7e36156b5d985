namespace SeedJob.Output;

/// <summary>
/// A table for people. On a terminal it keeps to the width: columns of little weight are left out first, then the widest of the others are
/// cut. In a pipe nothing is left out or cut.
/// </summary>
internal static class Table
{
    private const string Gap = "   ";

    /// <summary>What a column is not cut below.</summary>
    private const int Least = 12;

    public static void Write<T>(IReadOnlyList<TableColumn<T>> columns, IReadOnlyList<T> rows, Terminal terminal)
    {
        if (rows.Count == 0)
        {
            return;
        }

        string[][] cells =
        [
            [.. columns.Select(column => column.Head)],
            .. rows.Select(row => columns.Select(column => terminal.Width is null ? Excerpt.Whole(column.Cell(row), terminal) : Excerpt.Of(
                column.Cell(row), terminal)).ToArray()),
        ];
        int[] widths = [.. columns.Select((_, column) => cells.Max(row => row[column].Length))];
        if (terminal.Width is { } width)
        {
            Fit(widths, [.. columns.Select(column => column.Rank)], width);
        }

        int last = Array.FindLastIndex(widths, own => own > 0);
        foreach (string[] row in cells)
        {
            IEnumerable<string> shown = row
                .Select((cell, column) => (Text: Cut(cell, widths[column]), column))
                .Where(cell => widths[cell.column] > 0)
                .Select(cell => cell.column == last ? cell.Text : cell.Text.PadRight(widths[cell.column]));
            terminal.WriteResult(string.Join(Gap, shown).TrimEnd());
        }
    }

    private static void Fit(int[] widths, int[] ranks, int width)
    {
        int Excess() => widths.Where(own => own > 0).Sum(own => own + Gap.Length) - Gap.Length - width;

        while (Excess() > 0 && Enumerable.Range(0, widths.Length).Where(column => widths[column] > 0 && ranks[column] > 0)
            .ToArray() is { Length: > 0 } left)
        {
            widths[left.MaxBy(column => ranks[column])] = 0;
        }

        while (Excess() > 0 && widths.Max() is > Least and var widest)
        {
            int column = Array.IndexOf(widths, widest);
            widths[column] = Math.Max(Least, widest - Excess());
        }
    }

    private static string Cut(string cell, int width)
    {
        if (cell.Length <= width || width == 0)
        {
            return cell;
        }

        int length = width - 1;
        return $"{cell.AsSpan(0, char.IsHighSurrogate(cell[length - 1]) ? length - 1 : length)}…";
    }
}
