using System.Globalization;
using System.Text;

namespace ModelRegistry.Client.Filtering;

/// <summary>Writes names and values so that the server's filter reads them back as they were.</summary>
internal static class FilterText
{
    private static readonly string[] TypeSuffixes = [".string_value", ".int_value", ".double_value", ".bool_value", ".array_value"];

    /// <summary>Writes a text.</summary>
    /// <exception cref="ArgumentException">There is no form that the server reads back as this text.</exception>
    public static string Literal(string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A filter can't hold the character U+0000: the server refuses it.", nameof(value));
        }

        string escaped = value.Replace("\\", @"\\", StringComparison.Ordinal);
        foreach (string literal in (string[])[
            $"\"{escaped.Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
            $"'{escaped.Replace("'", "\\'", StringComparison.Ordinal)}'",
        ])
        {
            // Servers until 2026 take all quotes off both ends, later ones the outermost pair.
            if (Unescape(literal.Trim('\'', '"')) == value && Unescape(literal[1..^1]) == value)
            {
                return literal;
            }
        }

        throw new ArgumentException(
            $"A filter can't compare with the string {value}: the server takes quotation marks off both of its ends. Use Like with _ in "
                + "their place, or filter on the client.",
            nameof(value));
    }

    /// <summary>Writes a name: as it is when it is an identifier, otherwise between back ticks.</summary>
    /// <exception cref="ArgumentException">There is no form that the server reads back as this name.</exception>
    public static string Identifier(string name)
    {
        if (Array.Exists(TypeSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal)))
        {
            throw new ArgumentException(
                $"A filter can't name the property '{name}': the server takes the last part of the name for a type.", nameof(name));
        }

        if (!char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return name;
        }

        string escaped = name.Replace("\\", @"\\", StringComparison.Ordinal);
        string read = escaped.Replace("\\.", ".", StringComparison.Ordinal).Replace(@"\\", "\\", StringComparison.Ordinal);
        return read == name && !name.AsSpan().ContainsAny('`', '\0')
            ? $"`{escaped}`"
            : throw new ArgumentException(
                $"A filter can't name the property '{name}': the server's filter has no form for its characters.", nameof(name));
    }

    /// <summary>Writes a number that is no integer of 32 bits.</summary>
    public static string Literal(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    public static string Literal(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Escapes what a LIKE pattern would take for a wildcard.</summary>
    public static string EscapeLike(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            if (c is '%' or '_' or '\\')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static string Unescape(string text) => text
        .Replace("\\\"", "\"", StringComparison.Ordinal)
        .Replace("\\'", "'", StringComparison.Ordinal)
        .Replace(@"\\", "\\", StringComparison.Ordinal);
}
