using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>Writes what the service returns, members in its order.</summary>
/// <param name="version">The version of the API of the response.</param>
internal sealed class CatalogJson(CatalogVersion version)
{
    /// <summary>Writes a model.</summary>
    public void Write(JsonOutput output, CatalogModel model) => Write(output, model, withCounts: false);

    /// <summary>Writes a model, newer versions with the numbers of its artifacts.</summary>
    public void WriteDetail(JsonOutput output, CatalogModel model) => Write(output, model, withCounts: version.IsNewer);

    /// <summary>Writes an artifact.</summary>
    public static void Write(JsonOutput output, CatalogArtifact artifact) => Write(output, artifact, []);

    /// <summary>Writes an artifact with further custom properties.</summary>
    public static void Write(JsonOutput output, CatalogArtifact artifact, IEnumerable<PropertyRow> further)
    {
        SortedDictionary<string, PropertyRow> properties = artifact.CustomProperties;
        foreach (PropertyRow row in further)
        {
            properties[row.Name] = row;
        }

        output.BeginObject();
        output.Text("artifactType", artifact.Type);
        output.NumberText("createTimeSinceEpoch", artifact.CreateTime);
        WriteProperties(output, properties);
        WriteText(output, "externalId", artifact.ExternalId);
        output.NumberText("id", artifact.Id);
        output.NumberText("lastUpdateTimeSinceEpoch", artifact.UpdateTime);
        WriteText(output, "metricsType", artifact.MetricsType);
        WriteText(output, "name", artifact.StoredName);
        WriteText(output, "uri", artifact.Uri);
        output.EndObject();
    }

    /// <summary>Writes a source.</summary>
    public static void Write(JsonOutput output, CatalogSource source)
    {
        output.BeginObject();
        WriteText(output, "assetType", source.AssetType);
        output.Boolean("enabled", source.IsEnabled);
        output.Name("error");
        if (source.Error is null)
        {
            output.Null();
        }
        else
        {
            output.Text(source.Error);
        }

        WriteTexts(output, "excludedModels", source.ExcludedModels);
        output.Text("id", source.Id);
        WriteTexts(output, "includedModels", source.IncludedModels);
        WriteTexts(output, "labels", source.Labels);
        output.Text("name", source.Name);
        output.Text("status", source.Status);
        output.EndObject();
    }

    private void Write(JsonOutput output, CatalogModel model, bool withCounts)
    {
        output.BeginObject();
        if (withCounts && model.Artifacts.Count > 0)
        {
            WriteCounts(output, model.Artifacts);
        }

        output.NumberText("createTimeSinceEpoch", model.CreateTime);
        // Numbers and truth values of models are kept, and filters find them, but they are not shown.
        SortedDictionary<string, PropertyRow> properties = model.CustomProperties;
        WriteProperties(output, properties.Where(static property => property.Value.Text is not null));
        WriteText(output, "description", model.Field("description"));
        output.NumberText("id", model.Id);
        WriteTexts(output, "language", model.Languages);
        output.NumberText("lastUpdateTimeSinceEpoch", model.UpdateTime);
        WriteText(output, "libraryName", model.Field("library_name"));
        WriteText(output, "license", model.Field("license"));
        WriteText(output, "licenseLink", model.Field("license_link"));
        WriteText(output, "logo", model.Field("logo"));
        WriteText(output, "maturity", model.Field("maturity"));
        output.Text("name", model.Name);
        WriteText(output, "provider", model.Field("provider"));
        WriteText(output, "readme", model.Field("readme"));
        if (!model.ServingConfig.IsEmpty)
        {
            output.Name("servingConfig");
            output.Json(model.ServingConfig.Span);
        }

        output.Text(version.SourceIdName, model.SourceId);
        WriteTexts(output, "tasks", model.Tasks);
        WriteTexts(output, "validatedTasks", model.ValidatedTasks);
        output.EndObject();
    }

    private static void WriteCounts(JsonOutput output, IEnumerable<CatalogArtifact> artifacts)
    {
        output.Name("artifactCounts");
        output.BeginObject();
        foreach (IGrouping<string, CatalogArtifact> kind in artifacts
            .GroupBy(static artifact => artifact.MetricsType ?? CatalogArtifact.ModelType, StringComparer.Ordinal)
            .OrderBy(static kind => kind.Key, Utf8Order.Instance))
        {
            output.Number(kind.Key, kind.Count());
        }

        output.EndObject();
    }

    private static void WriteProperties(JsonOutput output, IEnumerable<KeyValuePair<string, PropertyRow>> properties)
    {
        bool any = false;
        foreach ((string name, PropertyRow row) in properties)
        {
            if (!any)
            {
                output.Name("customProperties");
                output.BeginObject();
                any = true;
            }

            output.Name(name);
            row.Write(output);
        }

        if (any)
        {
            output.EndObject();
        }
    }

    private static void WriteText(JsonOutput output, string name, string? text)
    {
        if (text is not null)
        {
            output.Text(name, text);
        }
    }

    private static void WriteTexts(JsonOutput output, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        output.Name(name);
        output.BeginArray();
        foreach (string text in texts)
        {
            output.Text(text);
        }

        output.EndArray();
    }
}
