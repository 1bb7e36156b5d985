using System.Globalization;
using System.Net;

namespace ModelRegistry.Client.Notebooks;

/// <summary>A table in HTML. What is in its cells is text, whatever it looks like.</summary>
/// <param name="columns">The headings of the columns.</param>
/// <param name="rows">The cells of each row.</param>
/// <param name="left">How many more rows there would be.</param>
internal sealed class HtmlTable(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, int left = 0)
{
    /// <summary>Writes the table.</summary>
    public void WriteTo(TextWriter writer)
    {
        if (rows.Count == 0)
        {
            writer.Write("<p><i>none</i></p>");
            return;
        }

        writer.Write("<table><thead>");
        WriteRow(writer, "th", columns);
        writer.Write("</thead><tbody>");
        foreach (IReadOnlyList<string> row in rows)
        {
            WriteRow(writer, "td", row);
        }

        writer.Write("</tbody></table>");
        if (left > 0)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"<p><i>and {left} more</i></p>"));
        }
    }

    // Each text by itself, so that one that is written from right to left turns nothing else round.
    private static void WriteRow(TextWriter writer, string cell, IReadOnlyList<string> texts)
    {
        writer.Write("<tr>");
        foreach (string text in texts)
        {
            writer.Write($"<{cell} style=\"text-align:left;overflow-wrap:anywhere\"><bdi>{WebUtility.HtmlEncode(text)}</bdi></{cell}>");
        }

        writer.Write("</tr>");
    }
}
