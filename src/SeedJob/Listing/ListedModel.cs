using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Exporting;
using SeedJob.Output;

namespace SeedJob.Listing;

/// <summary>A model with its versions and their artifacts, or one version of it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Versions">Its versions with their artifacts; the one asked for, when one is.</param>
/// <param name="IsOneVersion">Whether a version was asked for.</param>
/// <param name="Hidden">How many archived versions are left out.</param>
internal sealed record ListedModel(
    Listed Model, IReadOnlyList<(Listed Version, IReadOnlyList<Listed> Artifacts)> Versions, bool IsOneVersion, int Hidden)
{
    private static readonly TableColumn<Listed>[] VersionColumns = [.. ListKind.Versions.Columns.Skip(1)];

    private static readonly TableColumn<Listed>[] ArtifactColumns = [.. ListKind.Artifacts.Columns.Skip(1)];

    private static readonly string[] Apart = ["id", "name", "state", "customProperties"];

    public static async Task<ListedModel> ReadAsync(
        ModelRegistryClient client, RegisteredModel model, ModelVersion? one,
        bool withArchived, int concurrency, CancellationToken cancellationToken)
    {
        List<ModelVersion> all = one is not null
            ? [one]
            : await client.RegisteredModels.ListVersionsAsync(model.Id, null, cancellationToken).ToListAsync(cancellationToken)
                .ConfigureAwait(false);
        ModelVersion[] versions = [.. all.Where(version => withArchived || one is not null || version.State != ModelVersionState.Archived)];
        IReadOnlyList<IReadOnlyList<Artifact>> artifacts = await VersionArtifacts.ReadAsync(
            client, versions, null, concurrency, cancellationToken).ConfigureAwait(false);
        return new ListedModel(
            Listed.Of(model), [.. versions.Zip(artifacts).Select(pair => Of(pair.First, pair.Second))], one is not null,
            all.Count - versions.Length);

        (Listed Version, IReadOnlyList<Listed> Artifacts) Of(ModelVersion version, IReadOnlyList<Artifact> its) =>
            (Listed.Of(model.Name, version), [.. its.Select(artifact => Listed.Of(model.Name, version.Name, artifact))]);
    }

    public void Write(OutputFormat format, Terminal terminal)
    {
        switch (format)
        {
            case OutputFormat.Json or OutputFormat.Yaml:
                ListedOutput.WriteDocument(WriteJson, format, terminal);
                break;
            case OutputFormat.Name:
                terminal.WriteResult(Excerpt.Whole(string.Join('/', (IsOneVersion ? Versions[0].Version : Model).Path), terminal));
                break;
            default:
                WriteText(terminal);
                break;
        }
    }

    private void WriteText(Terminal terminal)
    {
        Listed shown = IsOneVersion ? Versions[0].Version : Model;
        string state = shown.Text("state");
        terminal.WriteResult(
            $"{Excerpt.Of(string.Join('/', shown.Path), terminal)} "
            + Color.Paint($"({state}, id {Excerpt.Of(shown.Entity.Id, terminal)})", shown.IsArchived ? Color.Gray : Color.Green, terminal));
        (string Field, string Value)[] lines = [.. FieldsOf(shown).Where(field => field.Value.Length > 0)];
        int width = lines.Select(line => Excerpt.Of(line.Field, terminal).Length).DefaultIfEmpty(0).Max();
        foreach ((string field, string value) in lines)
        {
            terminal.WriteResult($"  {Excerpt.Of(field, terminal).PadRight(width)}   {Excerpt.Of(value, terminal)}");
        }

        if (!IsOneVersion && Versions.Count > 0)
        {
            terminal.WriteResult("");
            Table.Write(VersionColumns, [.. Versions.Select(version => version.Version)], terminal);
        }

        Listed[] artifacts = [.. Versions.SelectMany(version => version.Artifacts)];
        if (artifacts.Length > 0)
        {
            terminal.WriteResult("");
            Table.Write(IsOneVersion ? ArtifactColumns[1..] : ArtifactColumns, artifacts, terminal);
        }
    }

    /// <summary>The fields in the API's order, then labels and custom properties.</summary>
    private static IEnumerable<(string Field, string Value)> FieldsOf(Listed listed)
    {
        foreach (JsonProperty field in listed.Json.EnumerateObject().Where(field => !Apart.Contains(field.Name, StringComparer.Ordinal)))
        {
            yield return field.Name switch
            {
                "createTimeSinceEpoch" => ("created", listed.Entity.CreateTime is { } time ? TableTime.Show(time) : ""),
                "lastUpdateTimeSinceEpoch" => ("changed", listed.Entity.LastUpdateTime is { } time ? TableTime.Show(time) : ""),
                _ => (field.Name, field.Value.ValueKind switch
                {
                    JsonValueKind.String => field.Value.GetString()!,
                    JsonValueKind.Array => string.Join(", ", field.Value.EnumerateArray().Select(item => item.ToString())),
                    JsonValueKind.Null => "",
                    _ => field.Value.GetRawText(),
                }),
            };
        }

        yield return ("labels", string.Join(", ", listed.Entity.GetLabels()));
        foreach ((string name, MetadataValue value) in listed.Entity.CustomProperties.OrderBy(
            property => property.Key, StringComparer.Ordinal))
        {
            if (value is not MetadataStringValue { Value: "" })
            {
                yield return (name, value.ToString() ?? "");
            }
        }
    }

    private void WriteJson(MaskedJson json)
    {
        if (IsOneVersion)
        {
            WriteVersion(json, Versions[0]);
            return;
        }

        json.WriteStartObject();
        json.WriteFieldsOf(Model.Json);
        json.WriteStartArray("versions");
        foreach ((Listed Version, IReadOnlyList<Listed> Artifacts) version in Versions)
        {
            WriteVersion(json, version);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteVersion(MaskedJson json, (Listed Version, IReadOnlyList<Listed> Artifacts) version)
    {
        json.WriteStartObject();
        json.WriteFieldsOf(version.Version.Json);
        json.WriteStartArray("artifacts");
        foreach (Listed artifact in version.Artifacts)
        {
            json.WriteValue(artifact.Json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
