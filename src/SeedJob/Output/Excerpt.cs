using System.Globalization;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>The beginning of a text, on one line, without secrets.</summary>
internal static class Excerpt
{
    private const int MaxShown = 200;

    // Secrets go before anything is escaped or cut off, or a part of one could be left.
    public static string Of(string text, Terminal terminal) => Shorten(Printable.OneLine(terminal.Masked(text)), text.Length);

    /// <summary>All of a text on one line, without secrets.</summary>
    public static string Whole(string text, Terminal terminal) => Printable.OneLine(terminal.Masked(text));

    /// <summary>Puts the text into quotes, so that what is escaped reads in one way only.</summary>
    public static string Quoted(string text, Terminal terminal)
    {
        string escaped = terminal.Masked(text).Replace("\\", @"\\", StringComparison.Ordinal).Replace(
            "\"", "\\\"", StringComparison.Ordinal);
        return $"\"{Shorten(Printable.OneLine(escaped), text.Length)}\"";
    }

    private static string Shorten(string whole, int characters)
    {
        if (whole.Length <= MaxShown)
        {
            return whole;
        }

        int length = char.IsHighSurrogate(whole[MaxShown - 1]) ? MaxShown - 1 : MaxShown;
        return string.Create(CultureInfo.InvariantCulture, $"{whole.AsSpan(0, length)}… ({characters} characters)");
    }
}
