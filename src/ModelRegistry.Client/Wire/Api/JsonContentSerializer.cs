using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Resilience;
using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Reads and writes the JSON of one part of the API, for Refit, with the types of that part.</summary>
internal sealed class JsonContentSerializer(params JsonTypeInfo[] types) : IHttpContentSerializer, ISynchronousContentSerializer
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public HttpContent ToHttpContentSynchronous<T>(T item) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(item, TypeOf<T>())) { Headers = { ContentType = Json } };

    public HttpContent ToHttpContent<T>(T item) => ToHttpContentSynchronous(item);

    public HttpContent ToStreamingHttpContent<T>(T item) => ToHttpContentSynchronous(item);

    /// <summary>Gets what keeps the time of each response.</summary>
    public RegistryClock? Clock { get; init; }

    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default)
    {
        var body = (ResponseContent)content;
        Clock?.Note(body.Call?.Response);
        return Task.FromResult<T?>(body.Read(TypeOf<T>()));
    }

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => throw new NotSupportedException();

    private JsonTypeInfo<T> TypeOf<T>()
    {
        foreach (JsonTypeInfo type in types)
        {
            if (type is JsonTypeInfo<T> match)
            {
                return match;
            }
        }

        throw new NotSupportedException($"{typeof(T)} is not among the JSON types of this part of the API.");
    }
}
