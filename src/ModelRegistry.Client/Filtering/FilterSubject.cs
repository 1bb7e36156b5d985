using System.Globalization;

namespace ModelRegistry.Client.Filtering;

/// <summary>An entity as the server's filter sees it: columns, and stored properties of which several may share a name.</summary>
internal sealed class FilterSubject
{
    private readonly Dictionary<string, object?> _columns = new(StringComparer.Ordinal);
    private readonly List<(string Name, object Value)> _properties = [];

    public FilterSubject(RegistryResource entity)
    {
        _columns["id"] = long.Parse(entity.Id, CultureInfo.InvariantCulture);
        _columns["name"] = FilterTargets.NameOf(entity);
        _columns["externalId"] = entity.ExternalId;
        _columns["createTimeSinceEpoch"] = entity.CreateTime?.ToUnixTimeMilliseconds();
        _columns["lastUpdateTimeSinceEpoch"] = entity.LastUpdateTime?.ToUnixTimeMilliseconds();
        Add("description", entity.Description);
        switch (entity)
        {
            case RegisteredModel model:
                Add("state", model.State?.Value);
                Add("owner", model.Owner);
                Add("readme", model.Readme);
                Add("maturity", model.Maturity);
                Add("provider", model.Provider);
                Add("license", model.License);
                Add("license_link", model.LicenseLink);
                Add("library_name", model.LibraryName);
                break;
            case ModelVersion version:
                Add("state", version.State?.Value);
                Add("author", version.Author);
                Add("registered_model_id", Number(version.RegisteredModelId));
                break;
            case Experiment experiment:
                Add("state", experiment.State?.Value);
                Add("owner", experiment.Owner);
                break;
            case ExperimentRun run:
                Add("state", run.State?.Value);
                Add("status", run.Status?.Value);
                Add("owner", run.Owner);
                Add("experiment_id", Number(run.ExperimentId));
                Add("start_time_since_epoch", Milliseconds(run.StartTime));
                Add("end_time_since_epoch", Milliseconds(run.EndTime));
                break;
            case Artifact artifact:
                AddArtifact(artifact);
                break;
        }

        foreach ((string name, MetadataValue value) in entity.CustomProperties)
        {
            Add(name, value switch
            {
                MetadataStringValue text => text.Value,
                MetadataIntValue integer => (double)integer.Value,
                MetadataDoubleValue number => number.Value,
                MetadataBoolValue flag => flag.Value,
                _ => null,
            });
        }
    }

    public object? Column(string name) => _columns.GetValueOrDefault(name);

    /// <summary>All values stored under a name.</summary>
    public IEnumerable<object> Properties(string name, FilterRules rules) =>
        _properties.Where(property => rules.IsSameName(property.Name, name)).Select(property => property.Value);

    private static double? Number(string? id) => id is null ? null : double.Parse(id, CultureInfo.InvariantCulture);

    private static string? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private void AddArtifact(Artifact artifact)
    {
        Add("experiment_id", Number(artifact.ExperimentId));
        Add("experiment_run_id", Number(artifact.ExperimentRunId));
        switch (artifact)
        {
            case ModelArtifact model:
                _columns["uri"] = model.Uri;
                _columns["state"] = model.State?.Value;
                Add("model_format_name", model.ModelFormatName);
                Add("model_format_version", model.ModelFormatVersion);
                Add("storage_key", model.StorageKey);
                Add("storage_path", model.StoragePath);
                Add("service_account_name", model.ServiceAccountName);
                Add("model_source_kind", model.ModelSourceKind);
                Add("model_source_class", model.ModelSourceClass);
                Add("model_source_group", model.ModelSourceGroup);
                Add("model_source_id", model.ModelSourceId);
                Add("model_source_name", model.ModelSourceName);
                break;
            case DocArtifact doc:
                _columns["uri"] = doc.Uri;
                _columns["state"] = doc.State?.Value;
                break;
            case DataSet dataSet:
                _columns["uri"] = dataSet.Uri;
                _columns["state"] = dataSet.State?.Value;
                Add("digest", dataSet.Digest);
                Add("source_type", dataSet.SourceType);
                Add("source", dataSet.Source);
                Add("schema", dataSet.Schema);
                Add("profile", dataSet.Profile);
                break;
            case Metric metric:
                _columns["state"] = metric.State?.Value;
                Add("value", metric.Value);
                Add("step", (double?)metric.Step);
                Add("timestamp", Milliseconds(metric.Timestamp));
                break;
            case Parameter parameter:
                _columns["state"] = parameter.State?.Value;
                Add("value", parameter.Value);
                Add("parameter_type", parameter.ParameterType?.Value);
                break;
        }
    }

    private void Add(string name, object? value)
    {
        if (value is not null)
        {
            _properties.Add((name, value));
        }
    }
}
