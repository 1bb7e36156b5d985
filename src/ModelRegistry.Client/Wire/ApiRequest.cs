using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ModelRegistry.Client.Wire;

/// <summary>A request in the making: an operation, its path, query and body.</summary>
internal sealed class ApiRequest(Operation operation, string path)
{
    /// <summary>Marks a request that holds nothing that a database may be unable to read: see <see cref="Selects"/>.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsPlain = new("model-registry.is-plain");

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private bool _hasQuery;

    public Operation Operation => operation;

    /// <summary>
    /// Gets or sets a value indicating whether the query holds what a database may be unable to read: a filter, the token of a page, steps.
    /// Only then can a list be refused for what was asked.
    /// </summary>
    public bool Selects { get; set; }

    /// <summary>Gets the path and query below the API's base.</summary>
    public string Path { get; private set; } = path;

    public byte[]? Body { get; private set; }

    /// <summary>Adds a query parameter; <see langword="null"/> is left out.</summary>
    public ApiRequest Query(string name, string? value)
    {
        Debug.Assert(operation.QueryNames.Contains(name, StringComparer.Ordinal), $"{operation.Id} has no query parameter {name}.");
        if (value is not null)
        {
            Path = string.Concat(Path, _hasQuery ? "&" : "?", name, "=") + Uri.EscapeDataString(value);
            _hasQuery = true;
            Selects |= name is "filterQuery" or "nextPageToken" or "stepIds";
        }

        return this;
    }

    public ApiRequest WithBody<T>(T body, JsonTypeInfo<T> type)
    {
        Body = JsonSerializer.SerializeToUtf8Bytes(body, type);
        return this;
    }

    public HttpRequestMessage ToMessage(Uri baseAddress)
    {
        // All that has to be escaped is escaped already, and ids that would lead elsewhere are refused: nothing is left to be tidied.
        var message = new HttpRequestMessage(operation.Method, new Uri(baseAddress.AbsoluteUri + Path, AsItIs));
        message.Options.Set(IsPlain, !Selects);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body) { Headers = { ContentType = Json } };
        }

        return message;
    }
}
