using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelRegistry.Client;

/// <summary>
/// What a registry, and those who vet models, rely on in an entry of a catalog, in one checksum: not its ids and times, which change
/// whenever the catalog is loaded, and not its texts for people.
/// </summary>
internal static class CatalogFingerprint
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Computes the checksum of an entry and the artifact of it that is registered.</summary>
    public static string Of(CatalogModel model, CatalogModelArtifact artifact)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            Text(json, "source", model.SourceId);
            Text(json, "name", model.Name);
            Text(json, "provider", model.Provider);
            Text(json, "license", model.License is { Length: > 0 } license ? CatalogLicense.ToSpdx(license) : null);
            Text(json, "licenseLink", model.LicenseLink);
            Texts(json, "tasks", model.Tasks?.Order(StringComparer.Ordinal));
            Texts(json, "language", model.Language);
            Text(json, "libraryName", model.LibraryName);
            Text(json, "maturity", model.Maturity);
            Properties(json, model.CustomProperties.Where(static property => property.Value is MetadataStringValue));
            Texts(json, "validatedTasks", model.ValidatedTasks);
            if (model.ServingConfig is { ValueKind: not JsonValueKind.Null } serving)
            {
                json.WritePropertyName("servingConfig");
                Sorted(json, serving);
            }

            json.WriteStartObject("artifact");
            Text(json, "uri", artifact.Uri);
            Properties(json, artifact.CustomProperties);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan))}";
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string>? values)
    {
        string[] all = [.. values ?? []];
        if (all.Length == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string value in all)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void Properties(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, MetadataValue>> properties)
    {
        json.WriteStartObject("customProperties");
        foreach ((string name, MetadataValue value) in properties.OrderBy(static property => property.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, $"{value.MetadataType}:{value}");
        }

        json.WriteEndObject();
    }

    // A service and a file need not have members in the same order.
    private static void Sorted(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    Sorted(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Sorted(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
