using System.Globalization;
using System.Text;

namespace SeedJob.Output;

/// <summary>Writes each text in one piece, so that a line is there as a whole or not at all.</summary>
internal sealed class UnbufferedWriter(Stream stream) : TextWriter(CultureInfo.InvariantCulture)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public override Encoding Encoding => Utf8;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        var bytes = new byte[Utf8.GetByteCount(buffer)];
        stream.Write(bytes.AsSpan(0, Utf8.GetBytes(buffer, bytes)));
    }
}
