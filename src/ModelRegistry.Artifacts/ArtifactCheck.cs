using System.Globalization;

namespace ModelRegistry.Artifacts;

/// <summary>What a server says of an artifact.</summary>
public sealed record ArtifactCheck
{
    /// <summary>Gets the URI that was asked about.</summary>
    public required string Uri { get; init; }

    /// <summary>Gets what came of it.</summary>
    public required ArtifactStatus Status { get; init; }

    /// <summary>Gets why, where the artifact was not found; no credentials, no line breaks.</summary>
    public string? Message { get; init; }

    /// <summary>
    /// Gets what identifies the content: of an image the digest of its manifest, <c>sha256:…</c>; of objects <c>listing-sha256:…</c>, made
    /// of their names, sizes and ETags.
    /// </summary>
    /// <value><see langword="null"/> where the server gives nothing to identify the content by.</value>
    public string? Digest { get; init; }

    /// <summary>
    /// Gets the size in bytes: of all layers of an image (of that for linux/amd64, or else the first), or of all objects.
    /// </summary>
    public long? Bytes { get; init; }

    /// <summary>Gets the media type: that of an image's manifest, or what a web server says.</summary>
    public string? MediaType { get; init; }

    /// <summary>
    /// Gets when the content last changed: the newest object, a web server's <c>Last-Modified</c>, or an image's date of creation.
    /// </summary>
    public DateTimeOffset? ChangeTime { get; init; }

    /// <summary>Gets the number of objects.</summary>
    /// <value><see langword="null"/> for what is no object store.</value>
    public int? Objects { get; init; }

    /// <summary>Shows the check on one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Status} {Uri}{(Message is null ? "" : $": {Message}")}");
}
