namespace ModelRegistry.Tests.Shared;

/// <summary>A folder with the files of a catalog, gone in the end.</summary>
internal sealed class CatalogFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("catalog-");

    /// <summary>Gets the path of the folder.</summary>
    public string Root => _directory.FullName;

    /// <summary>Gets the path of the file with the sources.</summary>
    public string Sources => Path.Combine(_directory.FullName, "sources.yaml");

    public CatalogFolder With(string name, string content)
    {
        string path = Path.Combine(_directory.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return this;
    }

    /// <summary>Writes one source, <c>lab</c>, with models in the form of the service.</summary>
    public CatalogFolder WithModels(string models, string id = "lab") =>
        With("sources.yaml", $$$"""
            catalogs:
              - {id: {{{id}}}, name: Lab models, type: yaml, enabled: true, labels: [Lab], properties: {yamlCatalogPath: models.yaml}}
            """).With("models.yaml", models);

    public void Dispose() => _directory.Delete(recursive: true);
}
