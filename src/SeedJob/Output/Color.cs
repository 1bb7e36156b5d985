namespace SeedJob.Output;

/// <summary>Colours of a terminal, by their ANSI numbers.</summary>
internal static class Color
{
    public const int Red = 31;
    public const int Green = 32;
    public const int Yellow = 33;
    public const int Magenta = 35;
    public const int Gray = 90;

    /// <summary>Colours a text, where that is wanted.</summary>
    public static string Paint(string text, int color, Terminal terminal) => terminal.UseColor ? $"\u001b[{color}m{text}\u001b[0m" : text;
}
