using System.Buffers;

namespace ModelRegistry.Artifacts.Images;

/// <summary>An image: where it is, and which one there.</summary>
/// <param name="Registry">The registry's host, with its port where it has one.</param>
/// <param name="Repository">The repository within the registry.</param>
/// <param name="Tag">The tag; <see langword="null"/> where there is a digest and no tag.</param>
/// <param name="Digest">The digest; <see langword="null"/> where a tag names the image.</param>
internal sealed record ImageReference(string Registry, string Repository, string? Tag, string? Digest)
{
    private const string Scheme = "oci://";
    private const string DefaultTag = "latest";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Gets what the registry is asked for: the digest counts, where there is one.</summary>
    public string Reference => Digest ?? Tag!;

    /// <summary>Reads <c>oci://registry/repository[:tag][@digest]</c>.</summary>
    /// <returns><see langword="null"/> when it is nothing like that.</returns>
    public static ImageReference? Parse(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string rest = uri[Scheme.Length..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || rest.AsSpan().ContainsAny("?#\\ %"))
        {
            return null;
        }

        (string registry, string image) = (rest[..slash].ToLowerInvariant(), rest[(slash + 1)..].TrimEnd('/'));
        int at = image.IndexOf('@', StringComparison.Ordinal);
        string? digest = at < 0 ? null : image[(at + 1)..];
        string named = at < 0 ? image : image[..at];
        int colon = named.IndexOf(':', named.LastIndexOf('/') + 1);
        string? tag = colon < 0 ? null : named[(colon + 1)..];
        string repository = colon < 0 ? named : named[..colon];
        if (registry.Contains('@', StringComparison.Ordinal)
            || repository.Length == 0
            || tag is { Length: 0 }
            || (digest is not null && !IsDigest(digest))
            || repository.Split('/').Any(segment => segment is "" or "." or ".."))
        {
            return null;
        }

        return new ImageReference(registry, repository, tag ?? (digest is null ? DefaultTag : null), digest);
    }

    /// <summary>Whether a text is a digest that can be checked: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public static bool IsDigest(string text) =>
        text.StartsWith("sha256:", StringComparison.Ordinal)
        && text.Length == "sha256:".Length + 64
        && !text.AsSpan("sha256:".Length).ContainsAnyExcept(HexDigits);

    /// <summary>Gets the addresses of a registry's API, which at Docker's hub is another host than its images name.</summary>
    public (string Host, string Repository) Api() => Registry is "docker.io" or "index.docker.io" or "registry.hub.docker.com"
        ? ("registry-1.docker.io", Repository.Contains('/', StringComparison.Ordinal) ? Repository : $"library/{Repository}")
        : (Registry, Repository);
}
