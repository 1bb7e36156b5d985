using System.Globalization;

namespace ModelRegistry.Seeding.Files;

/// <summary>Reads files up to a limit each and together, whatever their length claims to be.</summary>
/// <param name="standardInput">What <c>-</c> reads; <see langword="null"/> for the process's own.</param>
/// <param name="once">What can be read only once, the standard input and pipes, and has been read.</param>
/// <param name="errors">Where to say what is wrong.</param>
internal sealed class SeedFileLoader(Stream? standardInput, Dictionary<string, ReadOnlyMemory<byte>?> once, SeedErrorList errors)
{
    public const int MaximumFileBytes = 16 * 1024 * 1024;
    public const long MaximumTotalBytes = 64L * 1024 * 1024;

    private const int SmallestBuffer = 16 * 1024;

    private long _totalBytes;

    /// <summary>Reads a file.</summary>
    /// <returns>Its content; <see langword="null"/> when it can't be read, or when those before it were too much already.</returns>
    public async Task<SourceBytes?> LoadAsync(SeedFile file, CancellationToken cancellationToken)
    {
        if (_totalBytes > MaximumTotalBytes)
        {
            return null;
        }

        var whole = SeedLocation.OfFile(file.Name);
        try
        {
            ReadOnlyMemory<byte>? read = await ReadAsync(file, cancellationToken).ConfigureAwait(false);
            if (read is not { } bytes)
            {
                errors.Add(
                    whole,
                    SeedErrorCodes.TooLarge,
                    string.Create(CultureInfo.InvariantCulture, $"the file is larger than {MaximumFileBytes >> 20} MiB: split it"));
                return null;
            }

            _totalBytes += bytes.Length;
            if (_totalBytes > MaximumTotalBytes)
            {
                errors.Add(whole, SeedErrorCodes.TooLarge, string.Create(
                    CultureInfo.InvariantCulture,
                    $"with this file the seed is larger than {MaximumTotalBytes >> 20} MiB: split it into several runs"));
                return null;
            }

            return new SourceBytes(file.Name, bytes);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add(whole, SeedErrorCodes.NotFound, "there is no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            errors.Add(whole, SeedErrorCodes.Unreadable, $"the file cannot be read: {FileProblem.ReasonOf(exception)}");
        }

        return null;
    }

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(SeedFile file, CancellationToken cancellationToken)
    {
        if (once.TryGetValue(file.RealPath, out ReadOnlyMemory<byte>? known))
        {
            return known;
        }

        ReadOnlyMemory<byte>? read;
        if (file.IsStandardInput)
        {
            read = await ReadAsync(standardInput ?? Console.OpenStandardInput(), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var stream = new FileStream(
                file.RealPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
            await using (stream.ConfigureAwait(false))
            {
                read = await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
            }
        }

        if (file.IsStandardInput || SpecialFile.KindOf(file.RealPath) is not null)
        {
            once.Add(file.RealPath, read);
        }

        return read;
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
