using System.Buffers;
using System.Net;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Resilience;

/// <summary>
/// The whole body of a response, in a buffer of the pool. <see cref="HttpClient"/> reads bodies outside its handlers; reading them within
/// an attempt is what lets the attempt's limit and the retries cover them.
/// </summary>
internal sealed class ResponseContent : HttpContent
{
    private const int FirstGuess = 4096;

    /// <summary>How much is made room for on the word of the server alone.</summary>
    private const int MaxFirstGuess = 1024 * 1024;

    /// <summary>
    /// The largest response that is read: far above a page of 1,000 models with long readmes, but never more than a quarter of the memory
    /// that the process may use, so that a hostile response in a small container is refused before it ends the process.
    /// </summary>
    private static readonly int MaxBytes =
        (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, 8 * 1024 * 1024, 256 * 1024 * 1024);

    private byte[]? _buffer;
    private readonly int _length;

    private ResponseContent(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Gets or sets the call that ends when the body has been read.</summary>
    public OperationCall? Call { get; set; }

    /// <summary>Reads the JSON, and ends the call.</summary>
    /// <exception cref="ModelRegistryException">The body is not the JSON that belongs to the operation.</exception>
    public T Read<T>(JsonTypeInfo<T> type) => Call!.Read(Bytes, type);

    /// <summary>Reads the body, unless that was done before, and puts the buffer in its place.</summary>
    public static async ValueTask<ResponseContent> LoadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content is ResponseContent loaded)
        {
            return loaded;
        }

        HttpContent content = response.Content;
        long? announced = EncodedBody.Length(content);
        if (announced > MaxBytes)
        {
            throw TooLong();
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(announced ?? FirstGuess, MaxFirstGuess));
        int length = 0;
        try
        {
            using Stream body = await EncodedBody.OpenAsync(content, cancellationToken).ConfigureAwait(false);
            while (length != announced)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                int read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                length += read;
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        var loadedBody = new ResponseContent(buffer, length);
        response.Content = loadedBody;
        content.Dispose();
        return loadedBody;
    }

    // Refit buffers every response before it is read. This one is a buffer already: a copy of it would only cost.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        base.Dispose(disposing);
    }

    private static byte[] Grow(byte[] buffer)
    {
        if (buffer.Length >= MaxBytes)
        {
            throw TooLong();
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static HttpRequestException TooLong() =>
        new(HttpRequestError.ConfigurationLimitExceeded, $"the response is longer than {MaxBytes} bytes.");
}
