using ModelRegistry.Client;

namespace SeedJob.Gate;

/// <summary>How the list spells the URI of a vetted artifact, so that it is what a deployment says.</summary>
/// <param name="Lines">The lines of the list; none when there is a problem.</param>
/// <param name="IsSlashAdded">Whether the URI lacks the slash that keeps what merely begins with it out.</param>
/// <param name="Problem">What keeps the URI out of the list.</param>
internal sealed record VettedUri(IReadOnlyList<string> Lines, bool IsSlashAdded, string? Problem)
{
    private const string S3 = "s3://";

    /// <summary>Spells a URI.</summary>
    public static VettedUri Of(string? uri) =>
        ProblemWith(uri) is { } problem ? new VettedUri([], false, problem)
        : uri!.StartsWith(S3, StringComparison.Ordinal) ? OfS3(uri)
        : new VettedUri(OfImage(uri), false, null);

    /// <summary>
    /// KServe takes an S3 URI for a prefix of names and drops its query, where the dashboard keeps the endpoint: without a slash at its
    /// end, <c>s3://bucket/granite</c> would load <c>granite-other/</c> too.
    /// </summary>
    private static VettedUri OfS3(string uri)
    {
        int end = uri.AsSpan().IndexOfAny('?', '#');
        string place = end < 0 ? uri : uri[..end];
        return place.EndsWith('/') ? new VettedUri([place], false, null) : new VettedUri([$"{place}/"], true, null);
    }

    /// <summary>
    /// What is pulled by a digest is the same with and without a tag, so the list has both forms of <c>oci://host/image:tag@sha256:…</c>.
    /// A tag alone never stands for a digest.
    /// </summary>
    private static string[] OfImage(string uri)
    {
        string untagged = ImageUri.WithoutTagBeforeDigest(uri);
        return untagged == uri ? [uri] : [uri, untagged];
    }

    private static string? ProblemWith(string? uri)
    {
        if (string.IsNullOrEmpty(uri))
        {
            return "has no URI";
        }

        // Each line of the list is a URI of its own: one with a line break would bring another in.
        if (uri.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return "has a URI with blanks, line breaks or other characters that no URI has";
        }

        int scheme = uri.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 1)
        {
            return "has a URI without a scheme";
        }

        ReadOnlySpan<char> rest = uri.AsSpan(scheme + 3);
        int end = rest.IndexOfAny('/', '?', '#');
        ReadOnlySpan<char> authority = end < 0 ? rest : rest[..end];
        int at = authority.LastIndexOf('@');
        return at >= 0 && (authority[..at].Contains(':') || uri.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            ? "has a URI with a user name or password in it, which the list would show to many"
            : null;
    }
}
