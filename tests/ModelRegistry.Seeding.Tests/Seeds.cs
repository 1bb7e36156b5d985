using System.Text;

namespace ModelRegistry.Seeding.Tests;

/// <summary>Reads seeds from text, as standard input.</summary>
internal static class Seeds
{
    public static string Repository { get; } = FindRepository();

    public static Task<SeedReadResult> ReadAsync(string yaml, Func<SeedReaderOptions, SeedReaderOptions>? change = null) =>
        ReadBytesAsync(Encoding.UTF8.GetBytes(yaml), change);

    public static Task<SeedReadResult> ReadBytesAsync(byte[] bytes, Func<SeedReaderOptions, SeedReaderOptions>? change = null)
    {
        var options = new SeedReaderOptions { Paths = ["-"], StandardInput = new MemoryStream(bytes), Variables = _ => null };
        return SeedReader.ReadAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }

    /// <summary>Reads a seed that must be good.</summary>
    public static async Task<Seed> ReadGoodAsync(string yaml, Func<SeedReaderOptions, SeedReaderOptions>? change = null)
    {
        SeedReadResult result = await ReadAsync(yaml, change);
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        return result.Seed!;
    }

    /// <summary>Reads a seed that must be bad.</summary>
    /// <returns>Its errors as <c>line:column code</c>.</returns>
    public static async Task<IReadOnlyList<string>> ReadBadAsync(string yaml, Func<SeedReaderOptions, SeedReaderOptions>? change = null)
    {
        SeedReadResult result = await ReadAsync(yaml, change);
        Assert.Null(result.Seed);
        return [.. result.Errors.Select(error => $"{error.Location.Line}:{error.Location.Column} {error.Code}")];
    }

    /// <summary>Puts lines below the first model of a document.</summary>
    public static string Model(string lines) => "formatVersion: 1\nmodels:\n  - name: m\n" + Indented(lines, 4);

    /// <summary>Puts lines below the first version of the first model.</summary>
    public static string Version(string lines) => Model("versions:\n  - name: v\n" + Indented(lines, 4));

    /// <summary>Puts lines below the first artifact of the first version of the first model.</summary>
    public static string Artifact(string lines) => Version("artifacts:\n  - name: a\n" + Indented(lines, 4));

    private static string Indented(string lines, int by) =>
        string.Concat(lines.TrimEnd('\n').Split('\n').Select(line => new string(' ', by) + line + "\n"));

    private static string FindRepository()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "ModelRegistry.Sdk.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return directory;
    }
}
