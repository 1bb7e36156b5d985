using System.Globalization;
using ModelRegistry.Client;
using ModelRegistry.Seeding;

namespace ModelRegistry.Aspire.Hosting.Emulator;

/// <summary>The seeds of an emulator, read and found right.</summary>
internal sealed class Seeds
{
    private readonly Seed _seed;

    private Seeds(Seed seed) => _seed = seed;

    /// <summary>Reads seed files; <see langword="null"/> where there are none to read.</summary>
    /// <exception cref="SeedsFailedException">There is an error in them.</exception>
    public static async Task<Seeds?> ReadAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
        {
            return null;
        }

        // They are read before there is a registry, so that errors are reported at once.
        SeedReadResult read = await SeedReader.ReadAsync(new SeedReaderOptions { Paths = paths }, cancellationToken).ConfigureAwait(false);
        return read.Seed is { } seed
            ? new Seeds(seed)
            : throw new SeedsFailedException(
                $"Nothing was written to the registry: {Counted(read.Errors.Count, "error")} in the seeds.",
                [.. read.Errors.Select(error => error.ToString())]);
    }

    /// <summary>Makes the registry hold what the seeds declare.</summary>
    /// <returns>What was done, in words.</returns>
    /// <exception cref="SeedsFailedException">The registry refused something.</exception>
    public async Task<string> ApplyAsync(Uri address, CancellationToken cancellationToken)
    {
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = address });
        try
        {
            SeedResult result = await new SeedRunner(registry).RunAsync(_seed, null, cancellationToken).ConfigureAwait(false);
            if (result.Failures is [_, ..] failures)
            {
                throw new SeedsFailedException(
                    $"The seeds were not applied: {Counted(failures.Count, "model")} failed.",
                    [.. failures.Select(failure => _seed.Secrets.Hide(failure.ToString()))]);
            }

            return string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Count(AppliedAction.Created)} created, {result.Count(AppliedAction.Updated)} updated, "
                    + $"{result.Count(AppliedAction.Unchanged)} unchanged");
        }
        catch (ModelRegistryException exception)
        {
            throw new SeedsFailedException("The seeds were not applied.", [_seed.Secrets.Hide(exception.Message)]);
        }
    }

    private static string Counted(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
