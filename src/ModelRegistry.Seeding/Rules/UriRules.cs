using System.Buffers;
using System.Globalization;
using System.Text;

namespace ModelRegistry.Seeding.Rules;

/// <summary>What URIs have to be like, so that what reads them later cannot take them for something else.</summary>
internal static class UriRules
{
    /// <summary>
    /// PostgreSQL keeps the URIs of artifacts in an index, whose rows have 2,704 bytes. That leaves about 2,690 for the URI, more only when
    /// it can be compressed; what is well below fits whatever its characters are.
    /// </summary>
    public const int MaximumArtifactBytes = 2_000;

    /// <summary>MariaDB keeps other addresses in a TEXT column, counted in bytes.</summary>
    private const int MaximumLinkBytes = 65_535;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\\<>\"`{}|^");
    private static readonly SearchValues<char> AuthorityCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:[]@+");

    private static readonly SearchValues<char> ContainerCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._$");

    public static TextProblem? CheckArtifactUri(string uri)
    {
        if (CheckForm(uri, MaximumArtifactBytes, "the index of a registry on PostgreSQL keeps", out UriParts parts) is { } problem)
        {
            return problem;
        }

        return parts.Scheme switch
        {
            "s3" or "gs" or "gcs" when parts.Authority is null or "" => Bad($"names no bucket: write {parts.Scheme}://bucket/path"),
            "oci" or "docker" when parts.Host.Length == 0 || parts.Path.Length < 2 =>
                Bad($"names no image: write {parts.Scheme}://registry/repository:tag"),
            "http" or "https" or "hdfs" or "webhdfs" or "az" or "abfs" or "abfss" or "wasb" or "wasbs" when parts.Host.Length == 0 =>
                Bad($"names no host: write {parts.Scheme}://host/path"),
            "pvc" when parts.Authority is null or "" => Bad("names no volume claim: write pvc://claim/path"),
            "file" when parts.Path.Length < 2 => Bad("names no file: write file:///path"),
            { Length: 1 } => Bad("looks like a Windows path: write an absolute URI with a scheme, for example s3://bucket/path"),
            _ when parts.Authority is null or "" && parts.Path.Trim('/').Length == 0 => Bad("has nothing behind its scheme"),
            _ => null,
        };
    }

    public static TextProblem? CheckWebLink(string uri)
    {
        if (CheckForm(uri, MaximumLinkBytes, "the server keeps", out UriParts parts) is { } problem)
        {
            return problem;
        }

        return parts.Scheme is "http" or "https" && parts.Host.Length > 0 ? null : Bad("is not a web address: write https://host/path");
    }

    public static TextProblem? CheckPicture(string uri)
    {
        if (!uri.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return CheckWebLink(uri) is { Code: SeedErrorCodes.BadUri } problem && UriParts.Split(uri) is not { Scheme: "http" or "https" }
                ? Bad("is neither a web address nor a data URL: write https://host/path or data:image/…")
                : CheckWebLink(uri);
        }

        if (TextRules.CheckText(uri) is { } badText)
        {
            return badText;
        }

        return !uri.Contains(',', StringComparison.Ordinal)
            || uri.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))
                ? Bad("is not a data URL: write data:image/svg+xml;base64,…")
                : null;
    }

    /// <summary>Undoes percent escapes until there are none, as a program that passes the URI on might.</summary>
    public static string Decode(string text)
    {
        const int Rounds = 4;
        for (int i = 0; i < Rounds && text.Contains('%', StringComparison.Ordinal); i++)
        {
            string decoded = System.Uri.UnescapeDataString(text);
            if (string.Equals(decoded, text, StringComparison.Ordinal))
            {
                break;
            }

            text = decoded;
        }

        return text;
    }

    private static TextProblem? CheckForm(string uri, int maximumBytes, string limit, out UriParts parts)
    {
        parts = default;
        if (TextRules.CheckText(uri) is { } badText)
        {
            return badText;
        }

        if (uri.Length == 0)
        {
            return Bad("is empty: leave the field out when there is none");
        }

        if (Encoding.UTF8.GetByteCount(uri) is var bytes && bytes > maximumBytes)
        {
            return new TextProblem(
                SeedErrorCodes.TooLong, string.Create(
                    CultureInfo.InvariantCulture, $"has {bytes} bytes, and {limit} {maximumBytes}: shorten it"));
        }

        if (Template.HintFor(uri) is { Length: > 0 } hint)
        {
            return Bad($"has braces, which no URI has{hint}");
        }

        if (uri.AsSpan().ContainsAnyExceptInRange('!', '~')
            && uri.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
        {
            return Bad("has a space or control character: write a space as %20");
        }

        if (uri.AsSpan().IndexOfAny(Forbidden) is >= 0 and var forbidden)
        {
            return Bad(string.Create(
                CultureInfo.InvariantCulture, $"has a '{uri[forbidden]}', which no URI has: write it as %{(int)uri[forbidden]:X2}"));
        }

        if (UriParts.Split(uri) is not { } split)
        {
            return Bad("has no scheme: write an absolute URI, for example s3://bucket/path");
        }

        parts = split;
        if (HasBrokenEscape(uri))
        {
            return Bad("has a '%' that is not followed by two hexadecimal digits: write % itself as %25");
        }

        if (split.Container is { } container && (container.Length == 0 || container.AsSpan().ContainsAnyExcept(ContainerCharacters)))
        {
            return Bad($"names no container before its '@': write {split.Scheme}://container@account.dfs.core.windows.net/path, without "
                + "any password");
        }

        string authority = split.Authority ?? "";
        if (authority.Contains('@', StringComparison.Ordinal) || Decode(authority).Contains('@', StringComparison.Ordinal))
        {
            return Bad("has a user name or password before its host: credentials don't belong in a registry, and they hide the host");
        }

        if (authority.AsSpan().ContainsAnyExcept(AuthorityCharacters))
        {
            return Bad("has a host or bucket with characters that names have not; write an international domain name in its xn-- form");
        }

        return HasDotSegment(Decode(split.Path)) ? Bad("has a '.' or '..' segment: write the path that is meant") : null;
    }

    private static bool HasDotSegment(ReadOnlySpan<char> path)
    {
        foreach (Range segment in path.SplitAny('/', '\\'))
        {
            if (path[segment] is "." or "..")
            {
                return true;
            }
        }

        return false;
    }

    private static TextProblem Bad(string message) => new(SeedErrorCodes.BadUri, message);

    private static bool HasBrokenEscape(string uri)
    {
        for (int at = uri.IndexOf('%', StringComparison.Ordinal); at >= 0; at = at + 1 < uri.Length ? uri.IndexOf('%', at + 1) : -1)
        {
            if (at + 2 >= uri.Length || !char.IsAsciiHexDigit(uri[at + 1]) || !char.IsAsciiHexDigit(uri[at + 2]))
            {
                return true;
            }
        }

        return false;
    }
}
