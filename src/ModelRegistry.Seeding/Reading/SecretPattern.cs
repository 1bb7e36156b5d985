using System.Buffers;
using System.Globalization;
using System.Text;

namespace ModelRegistry.Seeding;

/// <summary>
/// Finds a secret in a text, however its characters are written there. Each encoder escapes others, some in upper case and some in lower,
/// so the text is decoded while it is compared, instead of the secret being encoded in all ways that somebody thought of.
/// </summary>
internal sealed class SecretPattern
{
    /// <summary>A part of a secret, a line or what is left where a message was cut off, is hidden from this length on. Shorter ones are too common.</summary>
    public const int ShortestPart = 8;

    /// <summary>JSON within the texts of JSON.</summary>
    private const int DeepestJson = 2;

    private readonly string _secret;
    private readonly byte[] _utf8;
    private readonly SearchValues<char> _beginnings;

    public SecretPattern(string secret)
    {
        _secret = secret;
        _utf8 = Encoding.UTF8.GetBytes(secret);
        _beginnings = SearchValues.Create([secret[0], '\\', '%', .. char.IsControl(secret[0]) ? " \ufffd" : "", .. secret[0] == ' ' ? "+" : ""]);
    }

    public IEnumerable<Range> FindIn(string text)
    {
        int deepest = text.Contains('\\', StringComparison.Ordinal) ? DeepestJson : 0;
        for (int start = text.AsSpan().IndexOfAny(_beginnings); start >= 0; start = NextBeginning(text, start + 1))
        {
            int end = EndInUrl(text, start);
            for (int depth = 0; depth <= deepest; depth++)
            {
                end = Math.Max(end, EndInJson(text, start, depth));
            }

            if (end > start)
            {
                yield return start..end;
            }
        }
    }

    private int NextBeginning(string text, int from) => text.AsSpan(from).IndexOfAny(_beginnings) is >= 0 and int at ? from + at : -1;

    /// <summary>Where the secret ends that begins at a place, or -1 when it does not begin there.</summary>
    private int EndInJson(string text, int start, int depth)
    {
        int at = start;
        for (int i = 0; i < _secret.Length; i++)
        {
            char written = '\0';
            int next = at;
            if (at < text.Length)
            {
                (written, next) = ReadJson(text, at, depth);
            }

            if (next == at || !IsSame(_secret[i], written))
            {
                bool isCutOff = next == at || written == '…';
                return isCutOff && i >= ShortestPart ? at : -1;
            }

            at = next;
        }

        return at;
    }

    // Messages of servers come without their control characters.
    private static bool IsSame(char secret, char written) => secret == written || (written is ' ' or '\ufffd' && char.IsControl(secret));

    /// <summary>Reads a character that is written as an escape of JSON, at a depth of 2 as an escape of such an escape; what is none stands for itself.</summary>
    private static (char Character, int Next) ReadJson(string text, int at, int depth)
    {
        if (depth == 0)
        {
            return (text[at], at + 1);
        }

        (char first, int next) = ReadJson(text, at, depth - 1);
        if (first != '\\' || next == text.Length)
        {
            return (first, next);
        }

        (char kind, int after) = ReadJson(text, next, depth - 1);
        return kind switch
        {
            '"' or '\\' or '/' => (kind, after),
            'b' => ('\b', after),
            'f' => ('\f', after),
            'n' => ('\n', after),
            'r' => ('\r', after),
            't' => ('\t', after),
            'u' when after + 4 <= text.Length && ushort.TryParse(text.AsSpan(after, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code) => ((char)code, after + 4),
            _ => (first, next),
        };
    }

    private int EndInUrl(string text, int start)
    {
        Span<byte> written = stackalloc byte[4];
        int at = start;
        for (int i = 0; i < _utf8.Length;)
        {
            int length = 1;
            if (at == text.Length)
            {
                return -1;
            }

            if (text[at] == '%' && at + 3 <= text.Length && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out written[0]))
            {
                at += 3;
            }
            else if (text[at] == '+' && _utf8[i] == ' ')
            {
                written[0] = (byte)' ';
                at++;
            }
            else
            {
                Rune.DecodeFromUtf16(text.AsSpan(at), out Rune character, out int characters);
                length = character.EncodeToUtf8(written);
                at += characters;
            }

            if (!_utf8.AsSpan(i).StartsWith(written[..length]))
            {
                return -1;
            }

            i += length;
        }

        return at;
    }
}
