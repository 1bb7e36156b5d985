using ModelRegistry.Seeding.Exporting;

namespace SeedJob.Output;

/// <summary>Text of a registry or a seed in a table of a page.</summary>
internal static class Markdown
{
    public static string Cell(string text, Terminal terminal) => MarkdownText.Escape(Excerpt.Of(text, terminal));
}
