namespace ModelRegistry.Seeding.Reporting;

/// <summary>A page without any markup yet: what stands on it is text, wherever it comes from.</summary>
internal sealed class ReportPage(string title)
{
    private readonly List<Block> _blocks = [];

    public string Title => title;

    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>
    /// Gets or sets what a later report reads back, which nobody gets to see: letters, digits, and what else is in base 64.
    /// </summary>
    public string? Record { get; set; }

    public void Heading(int level, string text) => _blocks.Add(new HeadingBlock(level, text));

    public void Paragraph(string text) => _blocks.Add(new ParagraphBlock(text));

    /// <summary>Adds a table; where it has no rows, the sentence that says so.</summary>
    /// <param name="caption">What it is a table of.</param>
    /// <param name="columns">The names of the columns; the first one names the row.</param>
    /// <param name="rows">The rows, each with a cell for each column, each with any number of lines.</param>
    /// <param name="none">The sentence that stands for no rows.</param>
    public void Table(
        string caption, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> rows, string none = "None.")
    {
        if (rows.Count == 0)
        {
            Paragraph(none);
        }
        else
        {
            _blocks.Add(new TableBlock(caption, columns, rows));
        }
    }

    internal abstract record Block;

    internal sealed record HeadingBlock(int Level, string Text) : Block;

    internal sealed record ParagraphBlock(string Text) : Block;

    internal sealed record TableBlock(
        string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> Rows)
        : Block;
}
