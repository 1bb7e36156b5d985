using System.Text;

namespace SeedJob.Output;

/// <summary>A writer that belongs to somebody else, and is not closed with what uses it.</summary>
internal sealed class UnownedWriter(TextWriter writer) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => writer.Write(value);

    public override void Write(string? value) => writer.Write(value);

    public override void WriteLine(string? value) => writer.WriteLine(value);

    public override void Flush() => writer.Flush();
}
