using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Resilience;

/// <summary>Keeps the beginning of an error's body and lets go of the rest, however long it is.</summary>
internal static class ErrorContent
{
    public static async Task LimitAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        HttpContent content = response.Content;
        byte[] beginning = new byte[ErrorAnswer.MaxBytes];
        int length = 0;
        try
        {
            Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            length = await body.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // A body that breaks off must not hide the status, which is the error that counts.
        }

        var kept = new ByteArrayContent(beginning, 0, length);
        kept.Headers.ContentType = content.Headers.ContentType;
        response.Content = kept;
        content.Dispose();
    }
}
