using System.Globalization;
using System.Text;

namespace SeedJob.Output;

/// <summary>Text of a registry or a seed inside a page: it shows as it is, and becomes no markup.</summary>
internal static class Markdown
{
    public static string Cell(string text, Terminal terminal)
    {
        var cell = new StringBuilder();
        foreach (char c in Excerpt.Of(text, terminal))
        {
            _ = c switch
            {
                '<' => cell.Append("&lt;"),
                '>' => cell.Append("&gt;"),
                '&' => cell.Append("&amp;"),
                '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '#' or '~' => cell.Append(CultureInfo.InvariantCulture, $"\\{c}"),
                _ => cell.Append(c),
            };
        }

        return cell.ToString();
    }
}
