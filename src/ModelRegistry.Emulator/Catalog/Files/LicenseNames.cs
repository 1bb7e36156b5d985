namespace ModelRegistry.Emulator.Catalog;

/// <summary>The names that the service shows instead of licence ids.</summary>
internal static class LicenseNames
{
    private static readonly Dictionary<string, string> Names = Load();

    /// <summary>The name of a licence; an id without one stays as it is.</summary>
    public static string Of(string license)
    {
        string id = license.Trim();
        return Names.TryGetValue(id, out string? name) ? name : id;
    }

    private static Dictionary<string, string> Load()
    {
        using Stream resource = typeof(LicenseNames).Assembly.GetManifestResourceStream("licenses.tsv")!;
        using var reader = new StreamReader(resource);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            names.Add(line[..tab], line[(tab + 1)..]);
        }

        return names;
    }
}
