using System.Text;
using System.Text.RegularExpressions;
using ModelRegistry.Artifacts;
using ModelRegistry.Seeding;
using SeedJob.Commands;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Artifacts;

/// <summary>
/// Writes digests behind the tags of a seed's images. Nothing else in the files changes, not one byte; and a file is written only when,
/// read again, it says what it said before and the digests.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="registered">
/// The versions, by the names of model and version, that are registered: what they are must not change any more.
/// </param>
internal sealed class SeedPinning(JobRun run, IReadOnlySet<(string Model, string Version)> registered)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Pins what can be pinned.</summary>
    /// <returns>The findings, with a note on each that was pinned or had to be left.</returns>
    /// <exception cref="JobException">A file can't be written.</exception>
    public async Task<IReadOnlyList<ArtifactFinding>> PinAsync(IReadOnlyList<ArtifactFinding> findings, CancellationToken cancellationToken)
    {
        ArtifactFinding[] result = [.. findings];
        ILookup<string, int> byFile = Enumerable.Range(0, result.Length).Where(index => result[index].Target.Location is not null)
            .ToLookup(index => result[index].Target.Location!.Value.File, StringComparer.Ordinal);
        foreach (IGrouping<string, int> file in byFile)
        {
            int[] candidates = [.. file.Where(index => IsTagged(result[index]))];
            foreach (int index in candidates.Where(index => IsRegistered(result[index])))
            {
                result[index] = result[index] with
                {
                    Note = $"not pinned, since the version is registered: give {Pinned(result[index])} to a new version",
                };
            }

            int[] wanted = [.. candidates.Where(index => !IsRegistered(result[index]))];
            if (wanted.Length > 0)
            {
                await PinFileAsync(file.Key, wanted, result, cancellationToken).ConfigureAwait(false);
            }
        }

        return result;
    }

    private static bool IsTagged(ArtifactFinding finding) =>
        finding.Check is { Status: ArtifactStatus.Found, Digest: not null }
        && finding.Target.Uri.StartsWith("oci://", StringComparison.OrdinalIgnoreCase)
        && !finding.Target.Uri.Contains('@', StringComparison.Ordinal);

    private bool IsRegistered(ArtifactFinding finding) => registered.Contains((finding.Target.ModelName, finding.Target.VersionName));

    private static string Pinned(ArtifactFinding finding) => $"{finding.Target.Uri}@{finding.Check.Digest}";

    private async Task PinFileAsync(string file, int[] wanted, ArtifactFinding[] result, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new JobException(ExitCode.BadInput, $"{file} can't be pinned, since it is no file: name a file or a directory.");
        }

        string text;
        try
        {
            text = Utf8.GetString(await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new JobException(ExitCode.Failed, $"{file} can't be pinned: {exception.Message}", exception);
        }

        var pinned = new List<int>();
        string changed = text;
        // From the end on, so that places before are still where they were.
        foreach (int index in wanted.OrderByDescending(index => OffsetOf(text, result[index].Target.Location!.Value)))
        {
            int from = OffsetOf(text, result[index].Target.Location!.Value);
            int to = NextArtifact(text, from, file, result);
            if (FindUri(text, from, to, result[index].Target.Uri) is { } end)
            {
                changed = changed.Insert(end, $"@{result[index].Check.Digest}");
                pinned.Add(index);
            }
            else
            {
                result[index] = result[index] with
                {
                    Note = $"not pinned, since its URI is not written out in {file}: write {Pinned(result[index])}",
                };
            }
        }

        if (pinned.Count == 0)
        {
            return;
        }

        await CheckAsync(file, text, changed, pinned, result, cancellationToken).ConfigureAwait(false);
        try
        {
            await OutputFile.WriteAsync(file, changed, run.Environment.Stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobException(ExitCode.Failed, $"The file {file} can't be written: {exception.Message}", exception);
        }

        foreach (int index in pinned)
        {
            result[index] = result[index] with { Note = $"pinned in {file}" };
        }
    }

    /// <summary>Reads the file as it was and as it is to be: all artifacts are the same, but those that were pinned.</summary>
    private async Task CheckAsync(
        string file, string before, string after, List<int> pinned, ArtifactFinding[] result, CancellationToken cancellationToken)
    {
        IReadOnlyList<ArtifactTarget> old = await ReadAsync(before, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ArtifactTarget> changed = await ReadAsync(after, cancellationToken).ConfigureAwait(false);
        var paths = pinned.Select(index => result[index].Target.Path).ToHashSet(StringComparer.Ordinal);
        Dictionary<string, string> digests = pinned.Select(index => result[index]).DistinctBy(
            finding => finding.Target.Uri, StringComparer.Ordinal)
                .ToDictionary(finding => finding.Target.Uri, Pinned, StringComparer.Ordinal);
        IEnumerable<(string, string)> expected = old.Select(target =>
            (target.Path, paths.Contains(target.Path) && digests.TryGetValue(target.Uri, out string? uri) ? uri : target.Uri));
        if (!expected.SequenceEqual(changed.Select(target => (target.Path, target.Uri))))
        {
            throw new JobException(
                ExitCode.Failed,
                $"{file} was not pinned: what stands where its URIs should is not what they are read from. Write them by hand: "
                + string.Join(", ", pinned.Select(index => Pinned(result[index]))));
        }
    }

    private async Task<IReadOnlyList<ArtifactTarget>> ReadAsync(string text, CancellationToken cancellationToken)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));
        SeedReadResult read = await SeedReader.ReadAsync(
            new SeedReaderOptions { Paths = ["-"], StandardInput = input, Variables = run.Environment.Variable },
            cancellationToken).ConfigureAwait(false);
        return read.Seed is { } seed ? ArtifactTarget.Of(seed) : [];
    }

    /// <summary>Finds where a URI ends that is written as a value of <c>uri</c>.</summary>
    private static int? FindUri(string text, int from, int to, string uri)
    {
        Match found = new Regex(
            $@"^[^#\n]*?\buri[""']?\s*:\s*[""']?(?<uri>{Regex.Escape(uri)})(?=[""'\s,}}\]]|$)",
            RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(5)).Match(text[from..to]);
        return found.Success ? from + found.Groups["uri"].Index + uri.Length : null;
    }

    private static int NextArtifact(string text, int from, string file, ArtifactFinding[] result) => result
        .Where(finding => finding.Target.Location?.File == file)
        .Select(finding => OffsetOf(text, finding.Target.Location!.Value))
        .Where(offset => offset > from)
        .DefaultIfEmpty(text.Length)
        .Min();

    private static int OffsetOf(string text, SeedLocation location)
    {
        int at = 0;
        for (int line = 1; line < location.Line; line++)
        {
            at = text.IndexOf('\n', at) + 1;
        }

        return Math.Min(at + location.Column - 1, text.Length);
    }
}
