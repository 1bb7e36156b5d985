namespace ModelRegistry.Emulator.Catalog;

/// <summary>A model or an artifact as the service's database has it.</summary>
/// <param name="id">The id, unique among models or among artifacts.</param>
/// <param name="createTime">The time of creation in milliseconds since 1970.</param>
/// <param name="updateTime">The time of the last update.</param>
/// <param name="properties">The rows of the property table.</param>
internal abstract class CatalogEntity(int id, long createTime, long updateTime, IReadOnlyList<PropertyRow> properties)
{
    public int Id { get; } = id;

    public long CreateTime { get; } = createTime;

    public long UpdateTime { get; } = updateTime;

    public IReadOnlyList<PropertyRow> Properties { get; } = properties;

    /// <summary>The name as it is stored; <see langword="null"/> without one.</summary>
    public abstract string? StoredName { get; }

    /// <summary>The name that lists are ordered by.</summary>
    public abstract string? SortName { get; }

    /// <summary>The custom properties, the last of a name counting.</summary>
    public SortedDictionary<string, PropertyRow> CustomProperties
    {
        get
        {
            var custom = new SortedDictionary<string, PropertyRow>(Wire.Utf8Order.Instance);
            foreach (PropertyRow row in Properties)
            {
                if (row.IsCustom)
                {
                    custom[row.Name] = row;
                }
            }

            return custom;
        }
    }

    /// <summary>The largest value that the rows of a name have in a column; <see langword="null"/> without one.</summary>
    public object? Value(string name, PropertyColumn column)
    {
        object? largest = null;
        foreach (PropertyRow row in Properties)
        {
            if (row.Name == name && row.Read(column) is { } value && (largest is null || ColumnValues.Compare(value, largest) > 0))
            {
                largest = value;
            }
        }

        return largest;
    }
}

/// <summary>A model.</summary>
internal sealed class CatalogModel(
    int id,
    long createTime,
    long updateTime,
    string sourceId,
    string name,
    IReadOnlyList<PropertyRow> properties,
    IReadOnlyList<CatalogArtifact> artifacts)
    : CatalogEntity(id, createTime, updateTime, properties)
{
    public string SourceId { get; } = sourceId;

    public string Name { get; } = name;

    public IReadOnlyList<CatalogArtifact> Artifacts { get; } = artifacts;

    /// <summary>The model's languages and tasks; validated tasks are <see langword="null"/> when the file has none.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    public required IReadOnlyList<string> Tasks { get; init; }

    public IReadOnlyList<string>? ValidatedTasks { get; init; }

    /// <summary>The serving configuration as JSON; empty without one.</summary>
    public ReadOnlyMemory<byte> ServingConfig { get; init; }

    public override string StoredName { get; } = $"{sourceId}:{name}";

    public override string SortName => Name;

    /// <summary>A property of the service's own.</summary>
    public string? Field(string stored)
    {
        foreach (PropertyRow row in Properties)
        {
            if (!row.IsCustom && row.Name == stored)
            {
                return row.Text;
            }
        }

        return null;
    }
}

/// <summary>An artifact of a model.</summary>
internal sealed class CatalogArtifact(
    int id,
    long createTime,
    long updateTime,
    string? name,
    string? externalId,
    string? metricsType,
    string? uri,
    IReadOnlyList<PropertyRow> properties)
    : CatalogEntity(id, createTime, updateTime, properties)
{
    public const string ModelType = "model-artifact";
    public const string MetricsArtifactType = "metrics-artifact";

    public string? ExternalId { get; } = externalId;

    /// <summary>The kind of metrics; <see langword="null"/> for a model artifact.</summary>
    public string? MetricsType { get; } = metricsType;

    /// <summary>Where the model is; <see langword="null"/> for metrics.</summary>
    public string? Uri { get; } = uri;

    public string Type => MetricsType is null ? ModelType : MetricsArtifactType;

    public override string? StoredName { get; } = name;

    public override string? SortName => StoredName;
}
