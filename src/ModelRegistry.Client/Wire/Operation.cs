using Refit;

namespace ModelRegistry.Client.Wire;

/// <summary>The operation that a request belongs to, as Refit notes it on the request.</summary>
/// <param name="name">The method of the internal interface: the <c>operationId</c>, its first letter in upper case.</param>
/// <param name="template">The path below the API's base.</param>
/// <param name="method">The HTTP method.</param>
internal readonly struct Operation(string name, string template, HttpMethod method)
{
    private static readonly HttpRequestOptionsKey<string> NameKey = new(HttpRequestMessageOptions.MethodName);
    private static readonly HttpRequestOptionsKey<string> TemplateKey = new(HttpRequestMessageOptions.RelativePathTemplate);

    /// <summary>Gets the <c>operationId</c> of the published contract.</summary>
    public string Id => string.Create(name.Length, name, static (id, name) =>
    {
        name.CopyTo(id);
        id[0] = char.ToLowerInvariant(id[0]);
    });

    /// <summary>Gets the HTTP method.</summary>
    public HttpMethod Method => method;

    /// <summary>Gets the low-cardinality label of traces and metrics: the path below the API's base, its ids left open.</summary>
    public string Template => template;

    /// <summary>Gets a value indicating whether the path names an entity by its id.</summary>
    public bool HasId => template.Contains('{', StringComparison.Ordinal);

    /// <summary>Gets a value indicating whether the operation changes nothing, so that it can be sent again at will.</summary>
    public bool IsSafe => method == HttpMethod.Get;

    /// <summary>
    /// Gets a value indicating whether the operation is one of those on experiments and their runs, which only <c>v1alpha3</c> has.
    /// </summary>
    public bool IsOnExperiments => template.StartsWith("experiment", StringComparison.Ordinal);

    /// <summary>Gets the API that has the operation.</summary>
    public ApiService Api =>
        template is "sources" or "labels" or "models"
        || template.StartsWith("sources/", StringComparison.Ordinal)
        || template.StartsWith("models/", StringComparison.Ordinal)
            ? ApiService.Catalog
            : ApiService.Registry;

    /// <summary>Makes the request of a list.</summary>
    public static HttpRequestMessage List(string name, string template, Uri address, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, $"{template}?{query}"));
        request.Options.Set(NameKey, name);
        request.Options.Set(TemplateKey, template);
        return request;
    }

    public static Operation Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(NameKey, out string? name) && request.Options.TryGetValue(TemplateKey, out string? template)
            ? new Operation(name, template, request.Method)
            : throw new InvalidOperationException(
                "The request was not sent: a handler around this client rebuilt it without its options, so that nobody can "
                    + "tell what it is.");
}
