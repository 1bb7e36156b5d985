using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>previewCatalogSource: says which models a source would show, without adding it.</summary>
internal static class SourcePreview
{
    /// <summary>Responds to a request for a preview.</summary>
    public static Response Of(ApiRequest request, string workingDirectory)
    {
        MultipartForm form = MultipartForm.Read(request.ContentType, request.Body)
            ?? throw RegistryException.Plain("request Content-Type isn't multipart/form-data");
        GoQuery query = request.Query;
        byte[] config = form["config"] ?? throw RegistryException.Plain(
            "required file field 'config' is missing from the request. "
            + "Check that the field name is spelled correctly in your multipart form data.");
        _ = CatalogPaging.ReadSize(query["pageSize"], "invalid pageSize");
        string status = query["filterStatus"].ToLowerInvariant();
        if (status is not ("" or "all" or "included" or "excluded"))
        {
            throw RegistryException.Plain("invalid filterStatus: must be 'all', 'included', or 'excluded'");
        }

        (GoShape source, NameFilter filter) = ReadConfig(config);
        (string Name, bool Included)[] models;
        try
        {
            models = [.. LoadNames(source, form["catalogData"], workingDirectory).Select(name => (name, filter.Allows(name)))];
        }
        catch (CatalogFileException fault)
        {
            throw RegistryException.Plain(422, $"failed to load models: {fault.Message}");
        }

        int included = models.Count(static model => model.Included);
        (string Name, bool Included)[] shown = [.. models.Where(model => status switch
        {
            "included" => model.Included,
            "excluded" => !model.Included,
            _ => true,
        })];
        return MemoryPaging.ReadPage(query).Of(shown, static model => ("", model.Name)).ToResponse(
            static (output, model) =>
            {
                output.BeginObject();
                output.Boolean("included", model.Included);
                output.Text("name", model.Name);
                output.EndObject();
            },
            output =>
            {
                output.Name("summary");
                output.BeginObject();
                output.Number("excludedModels", models.Length - included);
                output.Number("includedModels", included);
                output.Number("totalModels", models.Length);
                output.EndObject();
            });
    }

    private static (GoShape Source, NameFilter Filter) ReadConfig(byte[] config)
    {
        try
        {
            GoShape source;
            try
            {
                source = GoShape.Read(config, "PreviewConfig", "modelcatalog.PreviewConfig");
                _ = (source.Text("type"), source.Object("properties"), source.Texts("includedModels"), source.Texts("excludedModels"));
            }
            catch (CatalogFileException fault)
            {
                throw fault.Behind("failed to parse config: ");
            }

            return source.Text("type") is { Length: > 0 }
                ? (source, new NameFilter(source.Texts("includedModels") ?? [], source.Texts("excludedModels") ?? []))
                : throw new CatalogFileException("missing required field: type");
        }
        catch (CatalogFileException fault)
        {
            throw RegistryException.Plain(422, $"invalid config: {fault.Message}");
        }
    }

    private static IReadOnlyList<string> LoadNames(GoShape source, byte[]? data, string workingDirectory)
    {
        string type = source.Text("type")!;
        if (type != "yaml")
        {
            throw new CatalogFileException($"unsupported source type: {type}");
        }

        if (data is not { Length: > 0 })
        {
            string path = source.Object("properties")?["yamlCatalogPath"] is YamlScalar { Value: string { Length: > 0 } text }
                ? text
                : throw new CatalogFileException(
                    "missing required property: yamlCatalogPath (provide catalogData file or set yamlCatalogPath in config)");
            path = Path.GetFullPath(path, workingDirectory);
            data = CatalogFiles.Read(path, $"failed to read catalog file {path}: ");
        }

        try
        {
            return ModelFile.Names(data);
        }
        catch (CatalogFileException fault)
        {
            throw fault.Behind("failed to parse catalog file: ");
        }
    }
}
