namespace ModelRegistry.Client;

/// <summary>When the URIs of two artifacts are the same although an image is named in two ways.</summary>
/// <remarks>
/// A registry of images that is given a digest does not look at the tag before it: <c>oci://host/repository:1.0@sha256:…</c> is
/// <c>oci://host/repository@sha256:…</c>. A tag alone is never the same as a digest, since tags move.
/// </remarks>
public static class ImageUri
{
    private const string Scheme = "oci://";

    /// <summary>Takes out the tag that stands before a digest in the URI of an image.</summary>
    /// <param name="uri">The URI of an artifact.</param>
    /// <returns>The URI without that tag; any other URI as it is.</returns>
    public static string WithoutTagBeforeDigest(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        int at = uri.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || !uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return uri;
        }

        // Before the last slash, or where there is none behind the host, a colon stands before a port.
        int slash = uri.LastIndexOf('/', at);
        int colon = uri.IndexOf(':', slash, at - slash);
        return slash < Scheme.Length || colon < 0 ? uri : string.Concat(uri.AsSpan(0, colon), uri.AsSpan(at));
    }

    /// <summary>Compares two URIs of artifacts: letter by letter, but for tags before digests.</summary>
    /// <param name="left">A URI.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they name the same; two that are not given are the same too.</returns>
    public static bool AreSame(string? left, string? right) =>
        string.Equals(left, right, StringComparison.Ordinal)
        || (left is not null && right is not null
            && string.Equals(WithoutTagBeforeDigest(left), WithoutTagBeforeDigest(right), StringComparison.Ordinal));
}
