using System.Buffers;
using System.Globalization;
using System.Text;

namespace ModelRegistry.Emulator.Wire;

/// <summary>
/// Writes JSON with the escapes of Go's <c>encoding/json</c>: <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> and the two Unicode line separators
/// are escaped, other text is raw UTF-8.
/// </summary>
internal sealed class JsonOutput
{
    private static readonly SearchValues<byte> NeedsEscape = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(static i => (byte)i), (byte)'"', (byte)'\\', (byte)'<', (byte)'>', (byte)'&', 0xE2]);

    private byte[] _buffer;
    private int _length;
    private bool _separate;

    public JsonOutput(int capacity = 512) => _buffer = new byte[capacity];

    /// <summary>What has been written so far.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>A copy of what has been written.</summary>
    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    public void BeginObject() => Begin((byte)'{');

    public void EndObject() => End((byte)'}');

    public void BeginArray() => Begin((byte)'[');

    public void EndArray() => End((byte)']');

    /// <summary>Writes a member's name; its value must follow.</summary>
    public void Name(string name)
    {
        Separate();
        Quoted(name);
        Byte((byte)':');
        _separate = false;
    }

    public void Text(string name, string value)
    {
        Name(name);
        Text(value);
    }

    public void Text(string value)
    {
        Separate();
        Quoted(value);
        _separate = true;
    }

    public void Number(string name, double value)
    {
        Name(name);
        Number(value);
    }

    public void Number(double value)
    {
        Separate();
        Ascii(GoNumber.FormatDouble(value));
        _separate = true;
    }

    public void Number(string name, long value)
    {
        Name(name);
        Separate();
        Reserve(20);
        value.TryFormat(_buffer.AsSpan(_length), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
        _separate = true;
    }

    /// <summary>Writes an integer as a JSON string, as ids and times are.</summary>
    public void NumberText(string name, long value)
    {
        Name(name);
        Byte((byte)'"');
        Reserve(20);
        value.TryFormat(_buffer.AsSpan(_length), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
        Byte((byte)'"');
        _separate = true;
    }

    public void Boolean(string name, bool value)
    {
        Name(name);
        Boolean(value);
    }

    public void Boolean(bool value)
    {
        Separate();
        Raw(value ? "true"u8 : "false"u8);
        _separate = true;
    }

    public void Null()
    {
        Separate();
        Raw("null"u8);
        _separate = true;
    }

    /// <summary>Writes a value that is JSON already.</summary>
    public void Json(ReadOnlySpan<byte> value)
    {
        Separate();
        Raw(value);
        _separate = true;
    }

    /// <summary>Ends the document with the line feed that the server sends.</summary>
    public void EndLine() => Byte((byte)'\n');

    private void Begin(byte bracket)
    {
        Separate();
        Byte(bracket);
        _separate = false;
    }

    private void End(byte bracket)
    {
        Byte(bracket);
        _separate = true;
    }

    private void Separate()
    {
        if (_separate)
        {
            Byte((byte)',');
        }
    }

    private void Quoted(string text)
    {
        Byte((byte)'"');
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        int start = _length;
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(start));
        if (_buffer.AsSpan(start, _length - start).IndexOfAny(NeedsEscape) >= 0)
        {
            byte[] plain = _buffer.AsSpan(start, _length - start).ToArray();
            _length = start;
            Escaped(plain);
        }

        Byte((byte)'"');
    }

    private void Escaped(ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            int special = utf8.IndexOfAny(NeedsEscape);
            Raw(special < 0 ? utf8 : utf8[..special]);
            if (special < 0)
            {
                return;
            }

            utf8 = utf8[special..];
            utf8 = utf8[EscapeFirst(utf8)..];
        }
    }

    // Returns how many bytes of the input have been dealt with.
    private int EscapeFirst(ReadOnlySpan<byte> utf8)
    {
        byte first = utf8[0];
        if (first == 0xE2)
        {
            bool separator = utf8.Length > 2 && utf8[1] == 0x80 && utf8[2] is 0xA8 or 0xA9;
            if (!separator)
            {
                Byte(first);
                return 1;
            }

            Raw(utf8[2] == 0xA8 ? "\\u2028"u8 : "\\u2029"u8);
            return 3;
        }

        switch (first)
        {
            case (byte)'"':
                Raw("\\\""u8);
                break;
            case (byte)'\\':
                Raw("\\\\"u8);
                break;
            case (byte)'\n':
                Raw("\\n"u8);
                break;
            case (byte)'\r':
                Raw("\\r"u8);
                break;
            case (byte)'\t':
                Raw("\\t"u8);
                break;
            case (byte)'\b':
                Raw("\\b"u8);
                break;
            case (byte)'\f':
                Raw("\\f"u8);
                break;
            default:
                Ascii(string.Create(CultureInfo.InvariantCulture, $"\\u{first:x4}"));
                break;
        }

        return 1;
    }

    private void Ascii(string text)
    {
        Reserve(text.Length);
        _length += Encoding.ASCII.GetBytes(text, _buffer.AsSpan(_length));
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Byte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }
    }
}
