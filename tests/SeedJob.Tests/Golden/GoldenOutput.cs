using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ModelRegistry.Tests.Shared;

namespace SeedJob.Tests.Golden;

/// <summary>
/// What the commands of a scenario wrote, a file for each kind of command, with all that differs from run to run replaced.
/// </summary>
internal sealed partial class GoldenOutput(TemporaryFolder folder, Func<string> registry)
{
    private readonly SortedDictionary<string, StringBuilder> _files = new(StringComparer.Ordinal);

    /// <summary>Notes what a command wrote.</summary>
    public void Add(string file, IEnumerable<string> arguments, Job job, params IEnumerable<(string Name, string Text)> written)
    {
        StringBuilder output = OutputOf(file);
        IEnumerable<string> quoted = arguments.Select(argument => argument.Contains(' ') ? $"'{argument}'" : argument);
        output.Append("$ seed-job ").AppendJoin(' ', quoted).Append('\n');
        Append(output, null, job.Out);
        Append(output, "stderr", job.Error);
        foreach ((string name, string text) in written)
        {
            Append(output, name, text);
        }

        output.Append(CultureInfo.InvariantCulture, $"[exit {job.ExitCode}]\n\n");
    }

    /// <summary>Notes a file that the commands wrote.</summary>
    public void Add(string file, string text) => OutputOf(file).Append(text);

    /// <summary>Compares all with the committed files; with <c>UPDATE_GOLDEN=1</c> in the environment they are written instead.</summary>
    public void Verify()
    {
        string golden = Path.Combine(SourceTree.FolderOf("SeedJob.Tests.csproj"), "Golden");
        var differences = new StringBuilder();
        foreach ((string name, StringBuilder output) in _files)
        {
            string path = Path.Combine(golden, $"{name}.txt");
            string actual = Normalize(output.ToString());
            if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            {
                File.WriteAllText(path, actual);
            }

            string expected = File.Exists(path) ? File.ReadAllText(path) : "";
            if (!string.Equals(expected, actual, StringComparison.Ordinal))
            {
                differences.Append(name).Append(".txt:\n")
                    .AppendJoin('\n', expected.Split('\n').Except(actual.Split('\n')).Select(line => $"- {line}")).Append('\n')
                    .AppendJoin('\n', actual.Split('\n').Except(expected.Split('\n')).Select(line => $"+ {line}")).Append('\n');
            }
        }

        Assert.True(differences.Length == 0, $"If that is meant, run the test with UPDATE_GOLDEN=1 and commit the files.\n{differences}");
    }

    private static void Append(StringBuilder output, string? name, string text)
    {
        if (name is not null && text.Length > 0)
        {
            output.Append($"[{name}]\n");
        }

        output.Append(text).Append(text.Length == 0 || text.EndsWith('\n') ? "" : "\n");
    }

    private StringBuilder OutputOf(string file)
    {
        if (!_files.TryGetValue(file, out StringBuilder? output))
        {
            _files[file] = output = new StringBuilder();
        }

        return output;
    }

    private string Normalize(string text)
    {
        text = text.Replace(registry(), "http://registry", StringComparison.Ordinal);
        text = text.Replace(folder.Path, "/seeds", StringComparison.Ordinal);
        text = Port().Replace(text, "127.0.0.1:0");
        text = CatalogFolder().Replace(text, "/catalog");
        text = Pause().Replace(text, "follows in 0.25 s");
        text = Milliseconds().Replace(text, "1700000000000");
        text = Embedded().Replace(text, "seed-job-report-1 …");
        text = Time().Replace(text, "2026-05-04T03:00:00+00:00");
        return Version().Replace(text, "0.0.0");
    }

    [GeneratedRegex(@"127\.0\.0\.1:[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Port();

    [GeneratedRegex(@"/tmp/catalog-[A-Za-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex CatalogFolder();

    // The same content is compressed into other bytes by another version of zlib.
    [GeneratedRegex("seed-job-report-1 [A-Za-z0-9+/=]+", RegexOptions.None, 1000)]
    private static partial Regex Embedded();

    [GeneratedRegex(@"20[0-9-]{8}T[0-9:]{8}\.[0-9]+\+00:00", RegexOptions.None, 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"follows in [0-9.]+ s", RegexOptions.None, 1000)]
    private static partial Regex Pause();

    [GeneratedRegex(@"\b1[6-9][0-9]{11}\b", RegexOptions.None, 1000)]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"\b[0-9]+\.[0-9]+\.[0-9]+(?:-[a-z0-9.]+)?\+[0-9a-f]{40}\b|(?<=\$ seed-job version\n)[^\n]+", RegexOptions.None, 1000)]
    private static partial Regex Version();
}
