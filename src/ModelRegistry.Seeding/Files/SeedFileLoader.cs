using System.Globalization;

namespace ModelRegistry.Seeding.Files;

/// <summary>Reads files up to a limit each and together, whatever their length claims to be.</summary>
internal sealed class SeedFileLoader(Stream? standardInput, SeedErrorList errors)
{
    public const int MaximumFileBytes = 16 * 1024 * 1024;
    public const long MaximumTotalBytes = 64L * 1024 * 1024;

    private const int SmallestBuffer = 16 * 1024;

    private long _totalBytes;

    public async Task<SourceText?> LoadAsync(string path, CancellationToken cancellationToken)
    {
        bool isStandardInput = string.Equals(path, SeedFileFinder.StandardInput, StringComparison.Ordinal);
        string name = isStandardInput ? SeedFileFinder.StandardInputName : path;
        var start = new SeedLocation(name, 1, 1);
        try
        {
            Stream stream = isStandardInput
                ? standardInput ?? Console.OpenStandardInput()
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, useAsync: true);
            ReadOnlyMemory<byte>? read;
            try
            {
                read = await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (!isStandardInput)
                {
                    await stream.DisposeAsync().ConfigureAwait(false);
                }
            }

            if (read is not { } bytes)
            {
                errors.Add(start, SeedErrorCodes.TooLarge, string.Create(CultureInfo.InvariantCulture, $"the file is larger than {MaximumFileBytes >> 20} MiB: split it"));
                return null;
            }

            _totalBytes += bytes.Length;
            if (_totalBytes > MaximumTotalBytes)
            {
                errors.Add(start, SeedErrorCodes.TooLarge, string.Create(CultureInfo.InvariantCulture, $"with this file the seed is larger than {MaximumTotalBytes >> 20} MiB: split it into several runs"));
                return null;
            }

            return SourceDecoder.Decode(name, bytes.Span, errors);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add(start, SeedErrorCodes.NotFound, "there is no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            errors.Add(start, SeedErrorCodes.Unreadable, $"the file cannot be read: {exception.Message}");
        }

        return null;
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        // One byte more than the file says it has shows its end without making room for more.
        var buffer = new byte[Math.Max(SmallestBuffer, stream.CanSeek ? (int)Math.Min(stream.Length, MaximumFileBytes) + 1 : 0)];
        int length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
        {
            length += read;
            if (length > MaximumFileBytes)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(length * 2, MaximumFileBytes + 1));
            }
        }

        return buffer.AsMemory(0, length);
    }
}
