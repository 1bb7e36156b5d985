using System.Text;

namespace ModelRegistry.Seeding;

/// <summary>Shows texts from seed files in messages: on one line, without anything that a terminal would obey, and not too long.</summary>
internal static class Quoted
{
    private const int MaximumLength = 80;

    /// <summary>Puts a text into quotes.</summary>
    public static string Of(string text)
    {
        int length = 0;
        int count = 0;
        foreach (Rune character in text.EnumerateRunes())
        {
            if (++count > MaximumLength)
            {
                return $"'{Printable.OneLine(text[..length])}…'";
            }

            length += character.Utf16SequenceLength;
        }

        return $"'{Printable.OneLine(text)}'";
    }
}
