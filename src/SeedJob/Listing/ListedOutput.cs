using SeedJob.Output;

namespace SeedJob.Listing;

/// <summary>
/// Writes a list: as a table, as the API's own JSON with the names of what an entity belongs to, as YAML, or names alone.
/// </summary>
internal static class ListedOutput
{
    public static void Write(ListKind kind, IReadOnlyList<Listed> listed, OutputFormat format, Terminal terminal)
    {
        switch (format)
        {
            case OutputFormat.Json or OutputFormat.Yaml:
                WriteDocument(json => WriteJson(kind, listed, json), format, terminal);
                break;
            case OutputFormat.Name:
                foreach (Listed one in listed)
                {
                    terminal.WriteResult(Excerpt.Whole(kind == ListKind.Deployments ? one.Name : string.Join('/', one.Path), terminal));
                }

                break;
            default:
                Table.Write(kind.Columns, listed, terminal);
                break;
        }
    }

    /// <summary>Writes a document as JSON, or as YAML.</summary>
    public static void WriteDocument(Action<MaskedJson> write, OutputFormat format, Terminal terminal)
    {
        if (format == OutputFormat.Yaml)
        {
            terminal.WriteDocument(YamlText.Of(terminal.Json(write)));
        }
        else
        {
            terminal.WriteJsonResult(write, indented: true);
        }
    }

    /// <summary>
    /// Writes an entity behind the names of the model and version that it belongs to, which its own JSON has ids of, or nothing.
    /// </summary>
    private static void WriteEntity(ListKind kind, Listed listed, MaskedJson json)
    {
        json.WriteStartObject();
        if (kind != ListKind.Models)
        {
            json.WriteString("model", listed.Model);
        }

        if (kind == ListKind.Artifacts || kind == ListKind.Deployments)
        {
            json.WriteString("version", listed.Version);
        }

        json.WriteFieldsOf(listed.Json);
        json.WriteEndObject();
    }

    private static void WriteJson(ListKind kind, IReadOnlyList<Listed> listed, MaskedJson json)
    {
        json.WriteStartObject();
        json.WriteStartArray(kind.Name);
        foreach (Listed one in listed)
        {
            WriteEntity(kind, one, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
