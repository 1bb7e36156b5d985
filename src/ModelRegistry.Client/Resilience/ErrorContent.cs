using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Resilience;

/// <summary>The beginning of an error's body; the rest is let go, however long it is.</summary>
internal sealed class ErrorContent : ByteArrayContent
{
    private ErrorContent(byte[] bytes, int length)
        : base(bytes, 0, length) => Beginning = bytes.AsMemory(0, length);

    /// <summary>Gets the bytes that were kept.</summary>
    public ReadOnlyMemory<byte> Beginning { get; }

    /// <summary>Reads the beginning of an error's body, unless that was done before, and puts it in the body's place.</summary>
    public static async Task<ErrorContent> LimitAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content is ErrorContent limited)
        {
            return limited;
        }

        HttpContent content = response.Content;
        byte[] beginning = new byte[ErrorResponse.MaxBytes];
        int length = 0;
        try
        {
            using Stream body = await EncodedBody.OpenAsync(content, cancellationToken).ConfigureAwait(false);
            int read;
            while (length < beginning.Length
                && (read = await body.ReadAsync(beginning.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            // A body that breaks off must not hide the status, which is the error that counts.
        }

        var kept = new ErrorContent(beginning, length);
        kept.Headers.ContentType = content.Headers.ContentType;
        response.Content = kept;
        content.Dispose();
        return kept;
    }
}
