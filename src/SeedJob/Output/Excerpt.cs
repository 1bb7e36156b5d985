using System.Globalization;

namespace SeedJob.Output;

/// <summary>The beginning of a text, on one line, without secrets.</summary>
internal static class Excerpt
{
    private const int MaxShown = 200;

    public static string Of(string text, Terminal terminal)
    {
        // Secrets go before anything is cut off, or a part of one could be left.
        string whole = Printable.OneLine(terminal.Masked(text));
        if (whole.Length <= MaxShown)
        {
            return whole;
        }

        int length = char.IsHighSurrogate(whole[MaxShown - 1]) ? MaxShown - 1 : MaxShown;
        return string.Create(CultureInfo.InvariantCulture, $"{whole.AsSpan(0, length)}… ({text.Length} characters)");
    }
}
