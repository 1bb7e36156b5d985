using System.Text;

namespace ModelRegistry.Emulator.Wire;

/// <summary>A query string, read as Go's <c>url.ParseQuery</c> does.</summary>
internal sealed class GoQuery
{
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    public GoQuery(string raw)
    {
        foreach (string part in raw.Split('&'))
        {
            if (part.Length > 0)
            {
                Add(part);
            }
        }
    }

    /// <summary>The first fault; the other parts are read all the same.</summary>
    public string? Fault { get; private set; }

    /// <summary>The pairs in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    /// <summary>The first value of a name; empty when there is none.</summary>
    public string this[string name]
    {
        get
        {
            foreach ((string key, string value) in _pairs)
            {
                if (key == name)
                {
                    return value;
                }
            }

            return "";
        }
    }

    private void Add(string part)
    {
        if (part.Contains(';', StringComparison.Ordinal))
        {
            Fault ??= "invalid semicolon separator in query";
            return;
        }

        int equals = part.IndexOf('=', StringComparison.Ordinal);
        string key = equals < 0 ? part : part[..equals];
        string value = equals < 0 ? "" : part[(equals + 1)..];
        if (Unescape(key, plusIsSpace: true, out string name, out string? fault) && Unescape(
            value, plusIsSpace: true, out string text, out fault))
        {
            _pairs.Add(new(name, text));
            return;
        }

        Fault ??= fault;
    }

    /// <summary>Resolves <c>%XX</c>; on a bad one <paramref name="fault"/> is Go's message.</summary>
    public static bool Unescape(string text, bool plusIsSpace, out string plain, out string? fault)
    {
        fault = null;
        plain = text;
        if (text.AsSpan().IndexOfAny('%', '+') < 0)
        {
            return true;
        }

        var bytes = new List<byte>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char unit = text[i];
            if (unit != '%')
            {
                AppendUtf8(bytes, text, ref i, plusIsSpace && unit == '+' ? ' ' : unit);
                continue;
            }

            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                fault = $"invalid URL escape {GoText.Quote(text.Substring(i, Math.Min(3, text.Length - i)))}";
                return false;
            }

            bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
            i += 2;
        }

        plain = GoText.Decode([.. bytes], keepBytes: true);
        return true;
    }

    private static void AppendUtf8(List<byte> bytes, string text, ref int at, char unit)
    {
        if (unit < 0x80)
        {
            bytes.Add((byte)unit);
            return;
        }

        Span<byte> utf8 = stackalloc byte[4];
        if (!Rune.TryGetRuneAt(text, at, out Rune rune))
        {
            rune = Rune.ReplacementChar;
        }

        bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
        at += rune.Utf16SequenceLength - 1;
    }
}
