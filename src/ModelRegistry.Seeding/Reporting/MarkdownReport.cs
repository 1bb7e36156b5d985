using System.Text;
using ModelRegistry.Seeding.Exporting;

namespace ModelRegistry.Seeding.Reporting;

/// <summary>Writes a page in Markdown, as GitHub reads it.</summary>
internal static class MarkdownReport
{
    public static string Write(ReportPage page)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(MarkdownText.Escape(page.Title)).Append('\n');
        foreach (ReportPage.Block block in page.Blocks)
        {
            text.Append('\n');
            switch (block)
            {
                case ReportPage.HeadingBlock heading:
                    text.Append('#', heading.Level).Append(' ').Append(Cell(heading.Text)).Append('\n');
                    break;
                case ReportPage.ParagraphBlock paragraph:
                    text.Append(MarkdownText.Paragraph(OneLine(paragraph.Text))).Append('\n');
                    break;
                case ReportPage.TableBlock table:
                    Row(text, table.Columns);
                    text.Append('|').Insert(text.Length, "---|", table.Columns.Count).Append('\n');
                    foreach (IReadOnlyList<IReadOnlyList<string>> row in table.Rows)
                    {
                        Row(text, row.Select(cell => string.Join("<br>", cell.Select(Cell))));
                    }

                    break;
            }
        }

        if (page.Record is { } record)
        {
            text.Append("\n<!-- ").Append(record).Append(" -->\n");
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Cell(string text) => MarkdownText.Escape(OneLine(text));

    // Several lines were meant to be read on.
    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
}
