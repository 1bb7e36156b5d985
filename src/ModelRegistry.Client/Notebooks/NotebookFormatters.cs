using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Notebooks;

/// <summary>
/// Shows what comes from a registry, and lists of it, as tables in notebooks. Nothing in a program refers to it, so trimming leaves it out.
/// </summary>
internal sealed class NotebookFormatters
{
    private const int MostRows = 100;
    private const int LongestCell = 100;

    private readonly TableFormatter[] _formatters =
    [
        new(typeof(RegistryResource), static value => Details((RegistryResource)value)),
        new(typeof(IEnumerable<RegistryResource>), static value => List((IEnumerable<RegistryResource>)value)),
        new(typeof(RegistrationResult), static value => Results(((RegistrationResult)value).Entities)),
        new(typeof(EntityResult), static value => Results([(EntityResult)value])),
        new(typeof(IEnumerable<EntityResult>), static value => Results((IEnumerable<EntityResult>)value)),
    ];

    /// <summary>Gives the formatters. They come together: the first value of any kind that is shown brings those for lists too.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;

    private static HtmlTable Details(RegistryResource entity) =>
        new(["Field", "Value"], [.. Fields(entity).Select(static field => (string[])[field.Key, field.Value])]);

    private static HtmlTable List(IEnumerable<RegistryResource> entities)
    {
        RegistryResource[] all = [.. entities];
        Dictionary<string, string>[] shown =
            [.. all.Take(MostRows).Select(static entity => Fields(entity).ToDictionary(StringComparer.Ordinal))];
        // A column for what at least one of them has, in the order of the fields.
        string[] columns =
        [
            .. shown.SelectMany(static fields => fields.Keys).Where(static name => name is not ("readme" or "logo"))
                .Distinct(StringComparer.Ordinal).OrderBy(Place),
        ];
        return new(
            columns,
            [.. shown.Select(fields => (string[])[.. columns.Select(column => Shortened(fields.GetValueOrDefault(column, "")))])],
            all.Length - shown.Length);
    }

    private static HtmlTable Results(IEnumerable<EntityResult> results)
    {
        EntityResult[] all = [.. results];
        return new(
            ["Action", "Kind", "Path", "Id", "Changes"],
            [.. all.Take(MostRows).Select(Row)],
            Math.Max(0, all.Length - MostRows));
    }

    private static string[] Row(EntityResult result)
    {
        string changes = string.Join(", ", result.Changes.Select(static change => change.Field));
        return [$"{result.Action}", $"{result.Kind}", result.Path, result.Id, changes];
    }

    // By the API's names, as the API gives them: a field that is new there needs nothing here.
    private static IEnumerable<KeyValuePair<string, string>> Fields(RegistryResource entity)
    {
        JsonElement json = JsonSerializer.SerializeToElement(entity, TypeInfo(entity));
        var fields = json.EnumerateObject()
            .Where(static field =>
                field.Name is not ("artifactType" or "customProperties" or "createTimeSinceEpoch" or "lastUpdateTimeSinceEpoch"))
            .Select(static field => KeyValuePair.Create(field.Name, Text(field.Value)));
        var more = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["artifactType"] = entity is Artifact artifact ? artifact.ArtifactType.ToString() : "",
            ["labels"] = string.Join(", ", entity.GetLabels()),
            ["properties"] = string.Join(", ", entity.CustomProperties
                .Where(static property => property.Value is not MetadataStringValue { Value: "" })
                .Select(static property => $"{property.Key} = {property.Value}")),
            ["created"] = Time(entity.CreateTime),
            ["updated"] = Time(entity.LastUpdateTime),
        };
        return fields.Concat(more).Where(static field => field.Value.Length > 0).OrderBy(static field => Place(field.Key));
    }

    private static int Place(string field) => field switch
    {
        "name" => 0,
        "id" => 1,
        "state" or "desiredState" or "lastKnownState" or "artifactType" => 2,
        "labels" => 4,
        "properties" => 5,
        "created" => 6,
        "updated" => 7,
        _ => 3,
    };

    private static JsonTypeInfo TypeInfo(RegistryResource entity) => entity switch
    {
        RegisteredModel => ModelsJson.Default.RegisteredModel,
        ModelVersion => ModelsJson.Default.ModelVersion,
        UnknownArtifact => ArtifactsJson.Default.UnknownArtifact,
        Artifact => ArtifactsJson.Default.Artifact,
        ServingEnvironment => ServingJson.Default.ServingEnvironment,
        InferenceService => ServingJson.Default.InferenceService,
        ServeModel => ServingJson.Default.ServeModel,
        Experiment => ExperimentsJson.Default.Experiment,
        ExperimentRun => ExperimentsJson.Default.ExperimentRun,
        _ => throw new NotSupportedException($"There is no table of {entity.GetType()}."),
    };

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Null => "",
        _ => value.ToString(),
    };

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture) ?? "";

    private static string Shortened(string text) =>
        text.Length <= LongestCell ? text : text[..(char.IsHighSurrogate(text[LongestCell - 1]) ? LongestCell - 1 : LongestCell)] + "…";
}
