using System.Globalization;
using System.Text;

namespace ModelRegistry.Emulator.Wire;

/// <summary>A request path, read as Go's <c>net/url</c> and the server's router do.</summary>
internal static class GoPath
{
    /// <summary>The path that routes are matched against; <see langword="null"/> when it holds a bad escape.</summary>
    public static string? ForRouting(string raw)
    {
        if (!raw.Contains('%', StringComparison.Ordinal))
        {
            return raw;
        }

        // The decoded form counts only when encoding it again gives what was sent, so an encoded slash does not split.
        return !GoQuery.Unescape(raw, plusIsSpace: false, out string plain, out _) ? null : Escape(plain) == raw ? plain : raw;
    }

    private static string Escape(string path)
    {
        var escaped = new StringBuilder(path.Length);
        foreach (byte value in GoText.Encode(path))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || "-_.~$&+,/:;=@".Contains((char)value, StringComparison.Ordinal))
            {
                escaped.Append((char)value);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }

        return escaped.ToString();
    }
}
