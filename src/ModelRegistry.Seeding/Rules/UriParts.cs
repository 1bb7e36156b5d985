using System.Buffers;

namespace ModelRegistry.Seeding.Rules;

/// <summary>
/// An absolute URI in its parts (RFC 3986). <see cref="Uri"/> is not used: it rewrites what it reads, and a policy has to judge what the
/// reader of the URI will get to see.
/// </summary>
internal readonly record struct UriParts(string Scheme, string? Authority, string Path, string Query)
{
    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>
    /// Azure's schemes of a file system, which name a container of the account before its host, where others have a user's name.
    /// </summary>
    public static IReadOnlyList<string> ContainerSchemes { get; } = ["abfs", "abfss", "wasb", "wasbs"];

    /// <summary>
    /// Gets the container of <c>abfss://container@account.dfs.core.windows.net/path</c>; <see langword="null"/> when there is none.
    /// </summary>
    public string? Container { get; private init; }

    /// <summary>Gets the host in lower case, without port and trailing dot.</summary>
    public string Host
    {
        get
        {
            string authority = Authority ?? "";
            int colon = authority.LastIndexOf(':');
            bool hasPort = colon >= 0 && !authority.EndsWith(']');
            return (hasPort ? authority[..colon] : authority).TrimEnd('.').ToLowerInvariant();
        }
    }

    /// <summary>Takes a URI apart.</summary>
    /// <returns><see langword="null"/> when it has no scheme. The scheme comes in lower case; a fragment is dropped.</returns>
    public static UriParts? Split(string uri)
    {
        int colon = uri.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !char.IsAsciiLetter(uri[0]) || uri.AsSpan(0, colon).ContainsAnyExcept(SchemeCharacters))
        {
            return null;
        }

        string scheme = uri[..colon].ToLowerInvariant();
        string rest = uri[(colon + 1)..];
        int fragment = rest.IndexOf('#', StringComparison.Ordinal);
        rest = fragment >= 0 ? rest[..fragment] : rest;
        int question = rest.IndexOf('?', StringComparison.Ordinal);
        string query = question >= 0 ? rest[question..] : "";
        rest = question >= 0 ? rest[..question] : rest;
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            return new UriParts(scheme, null, rest, query);
        }

        int slash = rest.IndexOf('/', 2);
        (string authority, string path) = slash < 0 ? (rest[2..], "") : (rest[2..slash], rest[slash..]);
        int at = ContainerSchemes.Contains(scheme, StringComparer.Ordinal) ? authority.IndexOf('@', StringComparison.Ordinal) : -1;
        return new UriParts(scheme, authority[(at + 1)..], path, query) { Container = at < 0 ? null : authority[..at] };
    }
}
