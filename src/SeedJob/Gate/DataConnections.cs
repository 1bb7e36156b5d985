using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Gate;

/// <summary>
/// Where data connections lead to: a deployment can name one and a path in it instead of a URI, and what its Secret holds no policy
/// can see.
/// </summary>
internal static partial class DataConnections
{
    /// <summary>A file of this size has some ten thousand lines.</summary>
    private const int MaxBytes = 1 << 20;

    /// <summary>Reads the lines of a file, sorted.</summary>
    /// <exception cref="JobException">The file can't be read, or a line of it is none.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(string path, Terminal terminal, CancellationToken cancellationToken)
    {
        string[] lines = (await ReadTextAsync(path, cancellationToken).ConfigureAwait(false)).Split('\n');
        var connections = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (!Line().IsMatch(line))
            {
                string shown = Excerpt.Quoted(line, terminal);
                throw Bad(path, i, $"{shown} is not of the form 'NAMESPACE/CONNECTION s3://bucket/', where the URI ends in '/'");
            }

            string name = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            if (connections.TryGetValue(name, out string? other) && other != line)
            {
                throw Bad(path, i, $"the connection {name} is there twice and leads to two places: keep the line that is right");
            }

            connections[name] = line;
        }

        return [.. connections.Values];
    }

    private static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            await using (stream.ConfigureAwait(false))
            {
                byte[] buffer = new byte[MaxBytes + 1];
                int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
                return length <= MaxBytes
                    ? Encoding.UTF8.GetString(buffer, 0, length)
                    : throw new JobException(ExitCode.BadInput, $"--connections {path} has more than 1 MiB: these are no connections.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobException(ExitCode.BadInput, $"--connections {path} can't be read: {exception.Message}", exception);
        }
    }

    private static JobException Bad(string path, int index, string problem) =>
        new(ExitCode.BadInput, string.Create(CultureInfo.InvariantCulture, $"{path}:{index + 1}: {problem}."));

    [GeneratedRegex(
        "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])? s3://[!-\"$->@-~]+/\\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
