using ModelRegistry.Client;
using ModelRegistry.Seeding.Files;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Catalog;

/// <summary>Reads the files of a catalog, each whole and within limits.</summary>
internal sealed class CatalogFileReader(PinnedLinks links)
{
    private const string YamlType = "yaml";
    private const string PathProperty = "yamlCatalogPath";

    private static readonly string[] SourceFields =
        ["id", "name", "type", "enabled", "labels", "includedModels", "excludedModels", "properties", "assetType", "status", "error"];

    private static readonly string[] DocumentFields =
    [
        "model_catalogs",
        "catalogs",
        "mcp_catalogs",
        "agent_catalogs",
        "skill_catalogs",
        "labels",
        "namedQueries",
    ];

    /// <summary>Reads what files say of sources, later ones over earlier ones.</summary>
    /// <exception cref="CatalogFileException">A file can't be used.</exception>
    public async Task<IReadOnlyList<CatalogFileSource>> ReadSourcesAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var merged = new Dictionary<string, CatalogFileSource>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            var errors = new SeedErrorList();
            var sources = new List<CatalogFileSource>();
            if (await LoadAsync(new SeedFile(path, links.ResolveFile(path)), errors, cancellationToken)
                .ConfigureAwait(false) is { } document)
            {
                ReadSources(document, path, sources, errors);
            }

            if (!errors.IsEmpty)
            {
                throw new CatalogFileException(
                    string.Join('\n', errors.Sorted(SecretMask.None).Select(error => $"{error.Location}: {error.Message}")));
            }

            foreach (CatalogFileSource source in sources)
            {
                merged[source.Id] = merged.TryGetValue(source.Id, out CatalogFileSource? earlier) ? earlier.OverriddenBy(source) : source;
            }
        }

        return [.. merged.Values];
    }

    /// <summary>Reads the models of a source, if it is switched on and can be read.</summary>
    public static async Task<(CatalogSource Source, IReadOnlyList<CatalogFileModel> Models)> ReadModelsAsync(
        CatalogFileSource source, CancellationToken cancellationToken)
    {
        var told = new CatalogSource
        {
            Id = source.Id,
            Name = source.Name ?? "",
            Enabled = source.Enabled ?? true,
            Labels = source.Labels ?? [],
            IncludedModels = source.IncludedModels,
            ExcludedModels = source.ExcludedModels,
            Status = CatalogSourceStatus.Available,
        };
        if (source.Enabled == false)
        {
            return (told with { Status = CatalogSourceStatus.Disabled }, []);
        }

        string? problem = (source.Type, source.Properties?.RealPath) switch
        {
            (null or "", _) => "source has no type defined",
            (not YamlType, _) => $"catalog type \"{Printable.OneLine(source.Type)}\" can only be read by the service",
            (_, null) => $"missing {PathProperty} string property",
            (_, var path) when Directory.Exists(path) =>
                $"failed to read {PathProperty} file: read {source.Properties!.File}: is a directory",
            (_, var path) when !Path.Exists(path) =>
                $"failed to read {PathProperty} file: open {source.Properties!.File}: no such file or directory",
            (_, var path) when SpecialFile.KindOf(path) is { } kind =>
                $"failed to read {PathProperty} file: {source.Properties!.File} is {kind}",
            _ => null,
        };
        if (problem is not null)
        {
            return (told with { Status = CatalogSourceStatus.Error, Error = problem }, []);
        }

        var errors = new SeedErrorList();
        var file = new SeedFile(source.Properties!.File!, source.Properties.RealPath!);
        IReadOnlyList<CatalogFileModel>? models = await LoadAsync(file, errors, cancellationToken).ConfigureAwait(false) is { } document
            ? new CatalogModelsParser(source, errors).Read(document)
            : null;
        return models is null || !errors.IsEmpty
            ? (told with { Status = CatalogSourceStatus.Error, Error = $"failed to parse {PathProperty} file: {First(errors)}" }, [])
            : (told, models);
    }

    private static string First(SeedErrorList errors)
    {
        IReadOnlyList<SeedError> all = errors.Sorted(SecretMask.None);
        return $"{all[0].Location}: {all[0].Message}{(all.Count > 1 ? $" (and {all.Count - 1} more)" : "")}";
    }

    private static async Task<MappingNode?> LoadAsync(SeedFile file, SeedErrorList errors, CancellationToken cancellationToken)
    {
        var loader = new SeedFileLoader(null, new Dictionary<string, ReadOnlyMemory<byte>?>(StringComparer.Ordinal), errors);
        var documents = new List<SeedNode>();
        if (await loader.LoadAsync(file, cancellationToken).ConfigureAwait(false) is not { } bytes
            || SourceDecoder.Decode(bytes, errors, lineSeparatorsAllowed: true) is not { } text
            || !SeedTreeReader.TryRead(text, new TreeBudget(), null, errors, documents, cancellationToken)
            || documents.Count == 0)
        {
            return null;
        }

        // The service reads the first document and no other.
        if (documents[0] is MappingNode mapping)
        {
            return mapping;
        }

        errors.Add(documents[0].Location, SeedErrorCodes.WrongType, $"a catalog's file holds a mapping, not {documents[0].Kind}");
        return null;
    }

    private void ReadSources(MappingNode document, string path, List<CatalogFileSource> into, SeedErrorList errors)
    {
        if (document.TryGet("models", out SeedNode? models))
        {
            errors.Add(
                models.Location,
                SeedErrorCodes.UnknownField,
                "this is a file of models: name the file with the sources (sources.yaml), which gives them their source");
            return;
        }

        var fields = new CatalogNodes(errors);
        fields.CheckFields(document, DocumentFields);
        HashSet<string> ids = new(StringComparer.Ordinal);
        bool isNewer = false;
        foreach (string list in (string[])["model_catalogs", "catalogs"])
        {
            foreach (SeedNode node in fields.Items(document, list))
            {
                if (fields.Mapping(node, "a source") is not { } mapping)
                {
                    continue;
                }

                fields.CheckFields(mapping, SourceFields);
                if (fields.Text(mapping, "id") is not { Length: > 0 } id)
                {
                    errors.Add(mapping.Location, SeedErrorCodes.MissingField, "a source needs an 'id'");
                    continue;
                }

                if (!ids.Add(id))
                {
                    // 'catalogs' is the older name of 'model_catalogs', which takes precedence.
                    if (list == "model_catalogs" || !isNewer)
                    {
                        errors.Add(mapping.PlaceOf("id"), SeedErrorCodes.DuplicateKey, $"duplicate model catalog id: {Quoted.Of(id)}");
                    }

                    continue;
                }

                into.Add(ReadSource(mapping, id, path, fields));
            }

            isNewer = into.Count > 0;
        }
    }

    private CatalogFileSource ReadSource(MappingNode mapping, string id, string path, CatalogNodes fields)
    {
        CatalogFileProperties? properties = null;
        if (mapping.TryGet("properties", out SeedNode? node) && fields.Mapping(node, "properties") is { } given)
        {
            string? file = given.TryGet(PathProperty, out SeedNode? named)
                && named is ScalarNode { Type: ScalarKind.Text, Text.Length: > 0 } text
                    ? Path.Combine(Path.GetDirectoryName(path) ?? "", text.Text)
                    : null;
            properties = new CatalogFileProperties(
                file, file is null ? null : links.ResolveFile(file), fields.Texts(given, "excludedModels") ?? []);
        }

        return new CatalogFileSource(id)
        {
            Name = fields.Text(mapping, "name"),
            Type = fields.Text(mapping, "type"),
            Enabled = fields.Flag(mapping, "enabled"),
            Labels = fields.Texts(mapping, "labels"),
            IncludedModels = Patterns("includedModels"),
            ExcludedModels = Patterns("excludedModels"),
            Properties = properties,
        };

        IReadOnlyList<string>? Patterns(string name)
        {
            IReadOnlyList<string>? patterns = fields.Texts(mapping, name);
            if (patterns?.Any(string.IsNullOrWhiteSpace) == true)
            {
                fields.Report(mapping.PlaceOf(name), SeedErrorCodes.BadText, $"{name}: pattern cannot be empty");
            }

            return patterns;
        }
    }
}
