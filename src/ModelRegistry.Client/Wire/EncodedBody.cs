using System.IO.Compression;

namespace ModelRegistry.Client.Wire;

/// <summary>Reads bodies that something on the way compressed without being asked to.</summary>
internal static class EncodedBody
{
    /// <summary>More than one is nothing that a proxy does.</summary>
    private const int MaxEncodings = 2;

    /// <summary>How many bytes the body will have, where that is known: a compressed one tells only what it takes on the way.</summary>
    public static long? Length(HttpContent content) => IsEncoded(content) ? null : content.Headers.ContentLength;

    /// <summary>Opens the body as it was before it was compressed.</summary>
    /// <exception cref="InvalidDataException">It is encoded in a way that can't be read.</exception>
    public static async ValueTask<Stream> OpenAsync(HttpContent content, CancellationToken cancellationToken)
    {
        Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (!IsEncoded(content))
        {
            return body;
        }

        string[] encodings = [.. content.Headers.ContentEncoding.Reverse()];
        if (encodings.Length > MaxEncodings)
        {
            throw new InvalidDataException("its body is compressed too many times.");
        }

        foreach (string encoding in encodings)
        {
            body = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
                "deflate" => new ZLibStream(body, CompressionMode.Decompress),
                "identity" => body,
                _ => throw new InvalidDataException($"its body has the Content-Encoding '{StrangersText.OneLine(encoding)}'."),
            };
        }

        return body;
    }

    private static bool IsEncoded(HttpContent content) => content.Headers.ContentEncoding.Count > 0;
}
