using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Exporting;

namespace ModelRegistry.Seeding.Reporting;

/// <summary>
/// What a registry held when a report was made: fields by entity. A report carries it along for the next one to compare with.
/// </summary>
/// <param name="Time">When the report was made.</param>
/// <param name="Entities">The fields, by the path of the entity: <c>model</c>, <c>model/version</c>, <c>model/version/artifact</c>.</param>
internal sealed record ReportRecord(DateTimeOffset Time, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Entities)
{
    private const string Mark = "seed-job-report-1 ";
    private const int LongestValue = 200;

    /// <summary>Many times what a registry of 10,000 models takes.</summary>
    private const int MaxBytes = 256 * 1024 * 1024;

    public static ReportRecord Of(RegistryContent content, DateTimeOffset time)
    {
        var entities = new SortedDictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach ((RegisteredModel model, IReadOnlyList<ModelVersionSnapshot> versions) in content.Models)
        {
            string path = Escape(model.Name);
            entities[path] = Fields(
                model, ("state", model.State?.Value), ("owner", model.Owner), ("provider", model.Provider), ("license", model.License));
            foreach ((ModelVersion version, IReadOnlyList<Artifact> artifacts) in versions)
            {
                string versionPath = $"{path}/{Escape(version.Name)}";
                entities[versionPath] = Fields(version, ("state", version.State?.Value), ("author", version.Author));
                foreach (Artifact artifact in artifacts)
                {
                    entities[$"{versionPath}/{Escape(artifact.Name ?? artifact.Id)}"] =
                        Fields(artifact, ("uri", ArtifactFacts.UriOf(artifact)), ("origin", ArtifactFacts.OriginOf(artifact)));
                }
            }
        }

        return new ReportRecord(time, entities);
    }

    /// <summary>Writes the record so that it can stand in a comment of any page: letters, digits, plus, slash and equals.</summary>
    public string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", Time);
            json.WriteStartObject("entities");
            foreach ((string path, IReadOnlyDictionary<string, string> fields) in Entities)
            {
                json.WriteStartObject(path);
                foreach ((string name, string value) in fields)
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(buffer.WrittenSpan);
        }

        return Mark + Convert.ToBase64String(packed.ToArray());
    }

    /// <summary>Finds the record in a report.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    /// <exception cref="FormatException">There is one that can't be read.</exception>
    public static ReportRecord? Find(string report)
    {
        int from = report.LastIndexOf($"<!-- {Mark}", StringComparison.Ordinal);
        if (from < 0)
        {
            return null;
        }

        from += "<!-- ".Length + Mark.Length;
        int to = report.IndexOf(" -->", from, StringComparison.Ordinal);
        try
        {
            using var zlib = new ZLibStream(
                new MemoryStream(Convert.FromBase64String(to < 0 ? "!" : report[from..to])), CompressionMode.Decompress);
            using JsonDocument json = JsonDocument.Parse(Read(zlib));
            var entities = json.RootElement.GetProperty("entities").EnumerateObject().ToDictionary(
                entity => entity.Name,
                entity => (IReadOnlyDictionary<string, string>)entity.Value.EnumerateObject()
                    .ToDictionary(field => field.Name, field => field.Value.GetString() ?? "", StringComparer.Ordinal),
                StringComparer.Ordinal);
            return new ReportRecord(json.RootElement.GetProperty("time").GetDateTimeOffset(), entities);
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or JsonException or KeyNotFoundException
            or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("the record at its end is broken, so the report is not as it was written", exception);
        }
    }

    private static byte[] Read(Stream stream)
    {
        var content = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > MaxBytes)
            {
                throw new InvalidDataException("There is no end of it.");
            }
        }

        return content.ToArray();
    }

    private static SortedDictionary<string, string> Fields(RegistryResource entity, params (string Name, string? Value)[] own)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string? value) in own.Append(("description", entity.Description)))
        {
            if (value is { Length: > 0 })
            {
                fields[name] = Shorten(value);
            }
        }

        foreach ((string name, MetadataValue value) in entity.CustomProperties)
        {
            fields[$"customProperties.{name}"] = Shorten(value.ToString());
        }

        return fields;
    }

    /// <summary>A long text is remembered by its beginning and its hash: that it has changed shows all the same.</summary>
    private static string Shorten(string text)
    {
        if (text.Length <= LongestValue)
        {
            return text;
        }

        int length = char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, length)}… ({text.Length} characters, {hash})");
    }

    private static string Escape(string name) =>
        name.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}
