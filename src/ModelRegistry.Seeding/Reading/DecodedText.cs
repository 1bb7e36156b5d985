using System.Globalization;
using System.Text;

namespace ModelRegistry.Seeding;

/// <summary>
/// A text with its escapes undone, which knows where each of its characters was. Encoders differ in what they escape, and whether in upper
/// or lower case; undoing escapes is the same for all of them. What only looks like an escape is left as it is.
/// </summary>
internal sealed class DecodedText
{
    private readonly char[] _characters;
    private readonly int[] _places;

    private DecodedText(char[] characters, int[] places) => (_characters, _places) = (characters, places);

    public ReadOnlySpan<char> Characters => _characters;

    /// <summary>
    /// The text as it stands, then without the escapes of JSON, of JSON within JSON, and of URLs, as far as it can have them.
    /// </summary>
    public static IEnumerable<DecodedText> ReadingsOf(string text)
    {
        var characters = new char[text.Length];
        Normalize(text, characters);
        var plain = new DecodedText(characters, [.. Enumerable.Range(0, text.Length + 1)]);
        yield return plain;
        if (text.Contains('\\', StringComparison.Ordinal))
        {
            DecodedText once = plain.Decode(ReadJsonEscape);
            yield return once;
            yield return once.Decode(ReadJsonEscape);
        }

        if (text.Contains('%', StringComparison.Ordinal))
        {
            yield return plain.Decode(ReadUrlEscape);
        }
    }

    /// <summary>Messages of servers come without their control characters, so these count as spaces wherever they stand.</summary>
    public static void Normalize(ReadOnlySpan<char> text, Span<char> characters)
    {
        for (int i = 0; i < text.Length; i++)
        {
            characters[i] = Normalize(text[i]);
        }
    }

    /// <summary>Where a part of the characters stands in the text as it was.</summary>
    public Range PlaceOf(int from, int to) => _places[from].._places[to];

    private static char Normalize(char c) => char.IsControl(c) ? ' ' : c;

    private DecodedText Decode(ReadEscape read)
    {
        var characters = new List<char>(_characters.Length);
        var places = new List<int>(_characters.Length + 1);
        Span<char> decoded = stackalloc char[2];
        for (int at = 0; at < _characters.Length;)
        {
            (int length, int count) = read(_characters.AsSpan(at), decoded);
            if (length == 0)
            {
                (length, count, decoded[0]) = (1, 1, _characters[at]);
            }

            foreach (char c in decoded[..count])
            {
                characters.Add(Normalize(c));
                places.Add(_places[at]);
            }

            at += length;
        }

        places.Add(_places[^1]);
        return new DecodedText([.. characters], [.. places]);
    }

    private static (int Length, int Count) ReadJsonEscape(ReadOnlySpan<char> text, Span<char> decoded)
    {
        if (text is ['\\', 'u', ..] && text.Length >= 6 && ushort.TryParse(
            text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            decoded[0] = (char)code;
            return (6, 1);
        }

        if (text is not ['\\', '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't', ..])
        {
            return (0, 0);
        }

        // The letters stand for control characters.
        decoded[0] = char.IsAsciiLetter(text[1]) ? ' ' : text[1];
        return (2, 1);
    }

    private static (int Length, int Count) ReadUrlEscape(ReadOnlySpan<char> text, Span<char> decoded)
    {
        Span<byte> bytes = stackalloc byte[4];
        int read = 0;
        while (read < bytes.Length
            && text[(3 * read)..] is ['%', _, _, ..] escape
            && byte.TryParse(escape[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[read]))
        {
            read++;
        }

        return Rune.DecodeFromUtf8(bytes[..read], out Rune character, out int consumed) == System.Buffers.OperationStatus.Done
            ? (3 * consumed, character.EncodeToUtf16(decoded))
            : (0, 0);
    }

    /// <summary>Reads the escape at the beginning of a text.</summary>
    /// <returns>How long it is, 0 when there is none, and how many characters it stands for.</returns>
    private delegate (int Length, int Count) ReadEscape(ReadOnlySpan<char> text, Span<char> decoded);
}
