using System.Globalization;
using System.Net;
using System.Text;

namespace ModelRegistry.Seeding.Reporting;

/// <summary>
/// Writes a page as one HTML file: no script, no link, nothing that is loaded from anywhere, so that a name can do no more than be read. It
/// prints with its tables' heads on every page, and is read by a screen reader as tables with captions and heads.
/// </summary>
internal static class HtmlReport
{
    // Even if a text became markup by some mistake, a browser would run and load nothing.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private const string Style = """
        :root { color-scheme: light; }
        body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
        h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; }
        h2 { margin-top: 2.5rem; border-bottom: 2px solid #555; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { position: static; }
        :focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; }
        caption { text-align: left; font-weight: 600; padding: .5rem 0; }
        th, td { border: 1px solid #767676; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        thead th { background: #ececec; overflow-wrap: normal; }
        tbody th { font-weight: 600; }
        @media print {
          body { margin: 0; max-width: none; font-size: 9pt; }
          .skip { display: none; }
          .table { overflow: visible; }
          table { font-size: 8pt; }
          thead { display: table-header-group; }
          tr, caption { break-inside: avoid; }
          h2, h3 { break-after: avoid; }
        }
        @page { size: A4 landscape; margin: 12mm; }
        """;

    public static string Write(ReportPage page)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n");
        html.Append(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Text(page.Title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        html.Append("<a class=\"skip\" href=\"#content\">Skip to the content</a>\n<main id=\"content\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Text(page.Title)}</h1>\n");
        int tables = 0;
        foreach (ReportPage.Block block in page.Blocks)
        {
            switch (block)
            {
                case ReportPage.HeadingBlock heading:
                    html.Append(CultureInfo.InvariantCulture, $"<h{heading.Level}>{Text(heading.Text)}</h{heading.Level}>\n");
                    break;
                case ReportPage.ParagraphBlock paragraph:
                    html.Append(CultureInfo.InvariantCulture, $"<p>{Text(paragraph.Text)}</p>\n");
                    break;
                case ReportPage.TableBlock table:
                    Table(html, table, ++tables);
                    break;
            }
        }

        html.Append("</main>\n");
        if (page.Record is { } record)
        {
            html.Append("<!-- ").Append(record).Append(" -->\n");
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void Table(StringBuilder html, ReportPage.TableBlock table, int number)
    {
        // What is wider than the screen is scrolled within the region, which the keyboard reaches.
        html.Append(
            CultureInfo.InvariantCulture, $"<div class=\"table\" role=\"region\" aria-labelledby=\"table-{number}\" tabindex=\"0\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<table>\n<caption id=\"table-{number}\">{Text(table.Caption)}</caption>\n<thead><tr>");
        foreach (string column in table.Columns)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Text(column)}</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<IReadOnlyList<string>> row in table.Rows)
        {
            html.Append("<tr>");
            for (int i = 0; i < row.Count; i++)
            {
                string content = string.Join("<br>", row[i].Select(Text));
                html.Append(i == 0 ? $"<th scope=\"row\">{content}</th>" : $"<td>{content}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n</div>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(Printable.OneLine(text.ReplaceLineEndings(" ").Replace('\t', ' ')));
}
