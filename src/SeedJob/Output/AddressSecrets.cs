using System.Text;
using ModelRegistry.Seeding.Rules;

namespace SeedJob.Output;

/// <summary>
/// Hides the user and password of addresses, which get into messages by an argument in the wrong place, or by others' exceptions.
/// </summary>
internal static class AddressSecrets
{
    public static string Hide(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        int start = 0;
        for (int slash = text.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = text.IndexOf('/', slash + 1))
        {
            // Also behind a single slash, which is what becomes of an address that is taken for a path.
            if (slash == 0 || text[slash - 1] is not ('/' or ':'))
            {
                continue;
            }

            ReadOnlySpan<char> rest = text.AsSpan(slash + 1);
            int end = rest.IndexOfAny("/ \t\r\n");
            int at = (end < 0 ? rest : rest[..end]).LastIndexOf('@');
            if (at >= 0 && !IsContainer(text.AsSpan(0, slash + 1), rest[..at]))
            {
                shown.Append(text, start, slash + 1 - start).Append("***");
                start = slash + 1 + at;
            }
        }

        return shown.Append(text, start, text.Length - start).ToString();
    }

    /// <summary>Whether what stands before the '@' names a container of Azure's and no user; a password is never one.</summary>
    private static bool IsContainer(ReadOnlySpan<char> before, ReadOnlySpan<char> name)
    {
        foreach (string scheme in UriParts.ContainerSchemes)
        {
            if (before.EndsWith($"{scheme}://", StringComparison.OrdinalIgnoreCase))
            {
                return !name.ContainsAny(':', '%');
            }
        }

        return false;
    }
}
