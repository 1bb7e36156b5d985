using System.Globalization;
using System.Text;

namespace ModelRegistry.Emulator.Wire;

/// <summary>Reads JSON whose syntax <see cref="GoJsonScanner"/> has already checked.</summary>
internal ref struct GoJsonReader(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _at = 0;

    /// <summary>The first byte of the next value.</summary>
    public byte Peek()
    {
        SkipSeparators();
        return _json[_at];
    }

    /// <summary>What Go calls the next value in an error message.</summary>
    public string PeekKind() => Peek() switch
    {
        (byte)'"' => "string",
        (byte)'t' or (byte)'f' => "bool",
        (byte)'{' => "object",
        (byte)'[' => "array",
        (byte)'n' => "null",
        _ => "number",
    };

    /// <summary>Steps into the object or array that comes next.</summary>
    public void Enter()
    {
        SkipSeparators();
        _at++;
    }

    /// <summary>Whether the current object or array has another member; steps out of it when there is none.</summary>
    public bool HasNext()
    {
        SkipSeparators();
        if (_json[_at] is (byte)'}' or (byte)']')
        {
            _at++;
            return false;
        }

        return true;
    }

    /// <summary>Reads a string or an object key.</summary>
    public string ReadString()
    {
        SkipSeparators();
        int start = ++_at;
        bool plain = true;
        while (_json[_at] != '"')
        {
            if (_json[_at] == '\\')
            {
                plain = false;
                _at++;
            }

            _at++;
        }

        ReadOnlySpan<byte> content = _json[start.._at++];
        return plain ? GoText.Decode(content) : Unescape(content);
    }

    /// <summary>Skips the next value and returns its bytes.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        SkipSeparators();
        int start = _at;
        int depth = 0;
        do
        {
            switch (_json[_at])
            {
                case (byte)'{' or (byte)'[':
                    depth++;
                    _at++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    _at++;
                    break;
                case (byte)'"':
                    SkipString();
                    break;
                case (byte)',' or (byte)':' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    _at++;
                    break;
                default:
                    SkipScalar();
                    break;
            }
        }
        while (depth > 0);

        return _json[start.._at];
    }

    private void SkipString()
    {
        _at++;
        while (_json[_at] != '"')
        {
            _at += _json[_at] == '\\' ? 2 : 1;
        }

        _at++;
    }

    private void SkipScalar()
    {
        while (_at < _json.Length
            && _json[_at] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
        {
            _at++;
        }
    }

    private void SkipSeparators()
    {
        while (_json[_at] is (byte)',' or (byte)':' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }
    }

    private static string Unescape(ReadOnlySpan<byte> content)
    {
        var text = new StringBuilder(content.Length);
        int at = 0;
        while (at < content.Length)
        {
            int plain = content[at..].IndexOf((byte)'\\');
            if (plain != 0)
            {
                int length = plain < 0 ? content.Length - at : plain;
                text.Append(GoText.Decode(content.Slice(at, length)));
                at += length;
                continue;
            }

            byte escape = content[at + 1];
            at += 2;
            if (escape != 'u')
            {
                text.Append(escape switch
                {
                    (byte)'b' => '\b',
                    (byte)'f' => '\f',
                    (byte)'n' => '\n',
                    (byte)'r' => '\r',
                    (byte)'t' => '\t',
                    _ => (char)escape,
                });
                continue;
            }

            char unit = ReadHex(content.Slice(at, 4));
            at += 4;
            AppendUnit(text, unit, content, ref at);
        }

        return text.ToString();
    }

    // A surrogate without its other half becomes U+FFFD.
    private static void AppendUnit(StringBuilder text, char unit, ReadOnlySpan<byte> content, ref int at)
    {
        if (!char.IsSurrogate(unit))
        {
            text.Append(unit);
            return;
        }

        if (char.IsHighSurrogate(unit) && content[at..].StartsWith("\\u"u8) && content.Length >= at + 6)
        {
            char low = ReadHex(content.Slice(at + 2, 4));
            if (char.IsLowSurrogate(low))
            {
                text.Append(unit).Append(low);
                at += 6;
                return;
            }
        }

        text.Append('\uFFFD');
    }

    private static char ReadHex(ReadOnlySpan<byte> digits)
    {
        bool parsed = ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit);
        return parsed ? (char)unit : '\uFFFD';
    }
}
