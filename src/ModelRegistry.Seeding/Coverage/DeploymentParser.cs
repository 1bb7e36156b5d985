using System.Globalization;
using System.Text.Json;

namespace ModelRegistry.Seeding.Coverage;

/// <summary>Finds in KServe's objects which models they load, wherever KServe lets them say so.</summary>
internal sealed class DeploymentParser
{
    public const string InferenceService = "InferenceService";
    public const string LlmInferenceService = "LLMInferenceService";

    private const string ListSuffix = "List";

    private static readonly string[] LabelPrefixes = ["modelregistry.opendatahub.io/", "modelregistry.kubeflow.org/"];

    /// <summary>The one of today first, then KServe's older frameworks, each of which takes a storage of its own.</summary>
    private static readonly string[] Frameworks =
        ["model", "huggingface", "lightgbm", "onnx", "paddle", "pmml", "pytorch", "sklearn", "tensorflow", "triton", "xgboost", "art"];

    private readonly List<ClusterDeployment> _deployments = [];

    public IReadOnlyList<ClusterDeployment> Parse(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true });
        bool isEmpty = true;
        try
        {
            while (reader.Read())
            {
                using JsonDocument document = JsonDocument.ParseValue(ref reader);
                isEmpty = false;
                ReadDocument(document.RootElement);
            }
        }
        catch (JsonException exception)
        {
            throw new FormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it is no JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})"),
                exception);
        }

        return isEmpty ? throw new FormatException("it is empty") : _deployments;
    }

    private void ReadDocument(JsonElement root)
    {
        string? kind = root.ValueKind == JsonValueKind.Object ? Text(root, "kind") : null;
        if (kind is null)
        {
            throw new FormatException("it is no Kubernetes object: it has no 'kind'");
        }

        if (!kind.EndsWith(ListSuffix, StringComparison.Ordinal))
        {
            if (kind is not (InferenceService or LlmInferenceService))
            {
                throw new FormatException(
                    $"it is of the kind {Quoted.Of(kind)}, and neither a List, an {InferenceService} nor an {LlmInferenceService}");
            }

            ReadItem(root, kind);
            return;
        }

        if (!root.TryGetProperty("items", out JsonElement items) || items.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"it is a {Quoted.Of(kind)} without 'items'");
        }

        foreach (JsonElement item in items.EnumerateArray())
        {
            ReadItem(item, Text(item, "kind") ?? kind[..^ListSuffix.Length]);
        }
    }

    private void ReadItem(JsonElement item, string kind)
    {
        if (kind is not (InferenceService or LlmInferenceService))
        {
            return;
        }

        if (Member(item, "metadata") is not { } metadata || Text(metadata, "name") is not { } name)
        {
            throw new FormatException($"an {kind} in it has no 'metadata.name'");
        }

        List<DeploymentSource> sources = Member(item, "spec") is not { } spec ? []
            : kind == InferenceService ? InferenceServiceSources(spec)
            : LlmSources(spec);
        if (!sources.Exists(source => source.IsMain))
        {
            sources.Insert(0, new DeploymentSource { Field = kind == InferenceService ? "predictor" : "model", IsMain = true });
        }

        JsonElement? labels = Member(metadata, "labels");
        _deployments.Add(new ClusterDeployment
        {
            Kind = kind,
            Namespace = Text(metadata, "namespace") ?? "",
            Name = name,
            CreateTime = Text(metadata, "creationTimestamp") is { } created
                && DateTimeOffset.TryParse(
                    created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null,
            RegistryName = Label(labels, "name"),
            RegisteredModelId = Label(labels, "registered-model-id"),
            ModelVersionId = Label(labels, "model-version-id"),
            Sources = sources,
        });
    }

    private static List<DeploymentSource> InferenceServiceSources(JsonElement spec)
    {
        var sources = new List<DeploymentSource>();
        if (Member(spec, "predictor") is { } predictor)
        {
            AddPredictor(predictor, "predictor", sources);
            if (sources.Count > 0)
            {
                sources[0] = sources[0] with { IsMain = true };
            }
        }

        foreach ((JsonElement canary, int index) in Items(spec, "canary"))
        {
            if (Member(canary, "predictor") is { } canaryPredictor)
            {
                AddPredictor(canaryPredictor, Indexed("canary", index), sources);
            }
        }

        foreach (string component in (string[])["transformer", "explainer"])
        {
            if (Member(spec, component) is { } part)
            {
                AddStorages(part, component, sources);
            }
        }

        return sources;
    }

    private static void AddPredictor(JsonElement predictor, string field, List<DeploymentSource> sources)
    {
        int before = sources.Count;
        AddStorages(predictor, field, sources);
        if (sources.Count == before)
        {
            // Beside a model, containers are helpers; alone, they bring it.
            AddContainer(predictor, field, sources);
        }
    }

    private static void AddStorages(JsonElement component, string field, List<DeploymentSource> sources)
    {
        foreach (string framework in Frameworks)
        {
            if (Member(component, framework) is not { } model)
            {
                continue;
            }

            if (Text(model, "storageUri") is { Length: > 0 } uri)
            {
                sources.Add(new DeploymentSource { Field = $"{field}.{framework}.storageUri", Uri = uri });
            }

            if (Member(model, "storage") is { } storage)
            {
                sources.Add(Connection(storage, $"{field}.{framework}.storage"));
            }
        }

        foreach ((JsonElement storage, int index) in Items(component, "storageUris"))
        {
            sources.Add(new DeploymentSource { Field = Indexed($"{field}.storageUris", index), Uri = Text(storage, "uri") });
        }
    }

    private static DeploymentSource Connection(JsonElement storage, string field)
    {
        // A bucket in the parameters is another one than the connection's.
        if (Member(storage, "parameters") is { } parameters && Text(parameters, "bucket") is { } bucket)
        {
            string type = Text(parameters, "type") ?? "s3";
            return new DeploymentSource { Field = field, Uri = $"{type}://{bucket}/{Text(storage, "path")?.TrimStart('/')}" };
        }

        return new DeploymentSource { Field = field, StorageKey = Text(storage, "key") ?? "", StoragePath = Text(storage, "path") };
    }

    private static void AddContainer(JsonElement predictor, string field, List<DeploymentSource> sources)
    {
        (JsonElement Container, int Index)[] containers = [.. Items(predictor, "containers")];
        if (containers.Length == 0)
        {
            return;
        }

        // KServe sends requests to the one of this name, and to the first where none has it.
        (JsonElement container, int index) = Array.Find(
            containers, item => Text(item.Container, "name") == "kserve-container") is { Container.ValueKind: JsonValueKind.Object } named
                ? named
                : containers[0];
        string place = Indexed($"{field}.containers", index);
        string? storageUri = Items(container, "env")
            .Where(variable => Text(variable.Element, "name") == "STORAGE_URI")
            .Select(variable => Text(variable.Element, "value"))
            .FirstOrDefault();
        if (storageUri is not null)
        {
            sources.Add(new DeploymentSource { Field = $"{place}.env.STORAGE_URI", Uri = storageUri });
        }
        else if (Text(container, "image") is { } image)
        {
            sources.Add(new DeploymentSource { Field = $"{place}.image", Uri = $"oci://{image}" });
        }
    }

    private static List<DeploymentSource> LlmSources(JsonElement spec)
    {
        var sources = new List<DeploymentSource>();
        if (Member(spec, "model") is not { } model)
        {
            return sources;
        }

        if (Text(model, "uri") is { } uri)
        {
            sources.Add(new DeploymentSource { Field = "model.uri", Uri = uri, IsMain = true });
        }

        if (Member(model, "lora") is { } lora)
        {
            foreach ((JsonElement adapter, int index) in Items(lora, "adapters"))
            {
                sources.Add(new DeploymentSource { Field = Indexed("model.lora.adapters", index), Uri = Text(adapter, "uri") });
            }
        }

        return sources;
    }

    private static string? Label(JsonElement? labels, string name) =>
        labels is not { } given ? null : LabelPrefixes.Select(prefix => Text(given, prefix + name))
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private static string Indexed(string field, int index) => string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]");

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(name, out JsonElement member)
            && member.ValueKind == JsonValueKind.Object
            ? member
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(name, out JsonElement member)
            && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private static IEnumerable<(JsonElement Element, int Index)> Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(name, out JsonElement member)
            && member.ValueKind == JsonValueKind.Array
                ? member.EnumerateArray().Select((item, index) => (item, index))
                : [];
}
