#:package Microsoft.OpenApi.YamlReader
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

// Writes operations.json from the published OpenAPI documents, one for each version of the API:
//     dotnet run tests/Contract/write-operations.cs -- model-registry.yaml model-registry-v1.yaml > tests/Contract/operations.json
//     dotnet run tests/Contract/write-operations.cs -- catalog-2026-08.yaml catalog-v1.yaml > tests/Contract/catalog-operations.json
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

var settings = new OpenApiReaderSettings();
settings.AddYamlReader();
using var output = Console.OpenStandardOutput();
using var writer = new Utf8JsonWriter(
    output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
writer.WriteStartArray();
foreach (string file in args)
{
    ReadResult read = await OpenApiDocument.LoadAsync(file, settings);
    foreach ((string path, IOpenApiPathItem item) in read.Document!.Paths.OrderBy(path => path.Key, StringComparer.Ordinal))
    {
        string[] segments = path.Split('/', 5);
        foreach ((HttpMethod method, OpenApiOperation operation) in item.Operations!.OrderBy(
            pair => pair.Key.Method, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("version", segments[3]);
            writer.WriteString("id", operation.OperationId);
            writer.WriteString("method", method.Method);
            writer.WriteString("path", "/" + segments[4]);
            writer.WriteStartArray("query");
            foreach (IOpenApiParameter parameter in (item.Parameters ?? []).Concat(operation.Parameters ?? []).Where(
                parameter => parameter.In == ParameterLocation.Query))
            {
                writer.WriteStringValue(parameter.Name);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("statuses");
            foreach (string status in operation.Responses!.Keys.Order(StringComparer.Ordinal))
            {
                writer.WriteNumberValue(int.Parse(status, CultureInfo.InvariantCulture));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }
}

writer.WriteEndArray();
writer.Flush();
output.WriteByte((byte)'\n');
