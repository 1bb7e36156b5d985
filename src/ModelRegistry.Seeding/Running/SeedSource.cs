using ModelRegistry.Client;
using ModelRegistry.Seeding.Files;

namespace ModelRegistry.Seeding;

/// <summary>Where a seed comes from: files, a stream, or code.</summary>
public sealed class SeedSource
{
    private readonly Func<SeedRunnerOptions, CancellationToken, Task<Seed>> _read;

    private SeedSource(Func<SeedRunnerOptions, CancellationToken, Task<Seed>> read) => _read = read;

    /// <summary>Takes a seed that has been read.</summary>
    /// <param name="seed">The seed.</param>
    public static implicit operator SeedSource(Seed seed) => Of(seed);

    /// <summary>Takes a seed that has been read.</summary>
    /// <param name="seed">The seed.</param>
    /// <returns>The source.</returns>
    public static SeedSource Of(Seed seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        return new SeedSource((_, _) => Task.FromResult(seed));
    }

    /// <summary>Takes models that are described in code.</summary>
    /// <param name="models">What the models must be like; each name once.</param>
    /// <returns>The source. Its models belong to the set of <see cref="SeedRunnerOptions.Set"/>.</returns>
    public static SeedSource Models(params IEnumerable<RegisteredModelSpec> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        return Of(new Seed { Models = [.. models.Select(spec => new SeedModel(spec, SeedLocation.OfFile(""), []))] });
    }

    /// <summary>Reads files.</summary>
    /// <param name="paths">
    /// Files; directories, searched recursively for <c>*.yaml</c>, <c>*.yml</c> and <c>*.json</c>; globs. Relative ones begin at the
    /// current directory.
    /// </param>
    /// <returns>The source; the files are read anew for each plan.</returns>
    public static SeedSource Files(params IReadOnlyList<string> paths) => Reader(new SeedReaderOptions { Paths = paths });

    /// <summary>Reads one file from a stream, for example a resource that is embedded in an assembly.</summary>
    /// <param name="open">Opens the stream; called for each plan, and the stream is closed when it has been read.</param>
    /// <returns>The source; errors call the file <c>-</c>.</returns>
    public static SeedSource Stream(Func<Stream> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return new SeedSource(async (options, cancellationToken) =>
        {
            Stream stream = open();
            await using (stream.ConfigureAwait(false))
            {
                return await ReadAsync(
                    new SeedReaderOptions { Paths = [SeedFileFinder.StandardInput], StandardInput = stream }, options, cancellationToken)
                    .ConfigureAwait(false);
            }
        });
    }

    /// <summary>Reads files as a reader's options say: with variables, secrets and limits of their own.</summary>
    /// <param name="reader">What to read, and how.</param>
    /// <returns>The source; the files are read anew for each plan.</returns>
    public static SeedSource Reader(SeedReaderOptions reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new SeedSource((options, cancellationToken) => ReadAsync(reader, options, cancellationToken));
    }

    internal Task<Seed> ReadAsync(SeedRunnerOptions options, CancellationToken cancellationToken) => _read(options, cancellationToken);

    private static async Task<Seed> ReadAsync(SeedReaderOptions reader, SeedRunnerOptions options, CancellationToken cancellationToken)
    {
        SeedReadResult read = await SeedReader.ReadAsync(
            options.PolicyFile is { } policy ? reader with { PolicyFile = policy } : reader, cancellationToken).ConfigureAwait(false);
        return read.Seed ?? throw new SeedInvalidException(read.Errors);
    }
}
