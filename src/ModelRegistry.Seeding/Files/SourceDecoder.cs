using System.Buffers;
using System.Globalization;
using System.Text;

namespace ModelRegistry.Seeding.Files;

/// <summary>Turns the bytes of a seed file into text, or says at which place they are not UTF-8 text.</summary>
internal static class SourceDecoder
{
    // YAML forbids these, and YamlDotNet would take a NUL for the end of the file and cut off the rest.
    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Append(127).Select(code => (char)code).Except(['\t', '\n', '\r'])]);

    // YAML 1.1 broke lines at these and 1.2 does not; a parser of either kind would silently change the text.
    private static readonly SearchValues<char> LineSeparators = SearchValues.Create("\u0085\u2028\u2029");

    public static SourceText? Decode(SourceBytes source, SeedErrorList errors, bool lineSeparatorsAllowed = false)
    {
        string name = source.Name;
        ReadOnlySpan<byte> bytes = source.Bytes.Span;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            bytes = bytes[3..];
        }
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            errors.Add(new SeedLocation(name, 1, 1), SeedErrorCodes.NotText, "the file is UTF-16 or UTF-32: save it as UTF-8");
            return null;
        }

        int invalidAt = FindInvalid(bytes);
        if (invalidAt >= 0)
        {
            string before = Encoding.UTF8.GetString(bytes[..invalidAt]);
            errors.Add(
                PlaceOf(name, before, before.Length),
                SeedErrorCodes.NotText,
                string.Create(CultureInfo.InvariantCulture, $"the byte 0x{bytes[invalidAt]:X2} is not UTF-8: save the file as UTF-8"));
            return null;
        }

        string text = Encoding.UTF8.GetString(bytes);
        if (text.AsSpan().IndexOfAny(ControlCharacters) is >= 0 and var control)
        {
            errors.Add(
                PlaceOf(name, text, control),
                SeedErrorCodes.NotText,
                string.Create(CultureInfo.InvariantCulture, $"the control character U+{(int)text[control]:X4} may not stand in a text "
                    + $"file; if a value needs it, write it as an escape in double quotes"));
            return null;
        }

        if (!lineSeparatorsAllowed && text.AsSpan().IndexOfAny(LineSeparators) is >= 0 and var separator)
        {
            errors.Add(
                PlaceOf(name, text, separator),
                SeedErrorCodes.UnsupportedYaml,
                string.Create(CultureInfo.InvariantCulture, $"the line separator U+{(int)text[separator]:X4} means different things in "
                    + $"YAML 1.1 and 1.2: write it as \\u{(int)text[separator]:x4} in double quotes"));
            return null;
        }

        return new SourceText(name, text);
    }

    private static int FindInvalid(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return -1;
        }

        int at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out int length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private static SeedLocation PlaceOf(string name, string text, int index)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, index);
        int line = before.Count('\n') + before.Count('\r') - before.Count("\r\n") + 1;
        return new SeedLocation(name, line, index - before.LastIndexOfAny('\r', '\n'));
    }
}
