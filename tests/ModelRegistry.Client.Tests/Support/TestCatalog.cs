using Microsoft.Extensions.Logging.Abstractions;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>Makes clients of a catalog whose network is a handler of the test.</summary>
internal static class TestCatalog
{
    public const string Base = "/api/model_catalog/v1alpha1/";

    public const string Model = """{"name":"a/b","source_id":"s","id":"7"}""";

    public static ModelCatalogClient Over(
        HttpMessageHandler network, Action<ModelCatalogClientOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new ModelCatalogClientOptions { BaseAddress = new Uri("http://catalog.test:8080") };
        options.Resilience.Enabled = false;
        configure?.Invoke(options);
        ModelRegistryClientOptions handlers = options.ForHandlers();
        HttpMessageHandler handler = network;
        foreach (DelegatingHandler outer in HttpHandlers.CreateOuter(
            handlers, time ?? TimeProvider.System, NullLogger.Instance, new Route(), ApiService.Catalog))
        {
            outer.InnerHandler = handler;
            handler = outer;
        }

        var http = new HttpClient(handler);
        HttpHandlers.Configure(http, handlers, ApiService.Catalog);
        return new ModelCatalogClient(http, options);
    }

    public static string Page(string token, params string[] items) =>
        $$"""{"items":[{{string.Join(',', items)}}],"nextPageToken":"{{token}}","pageSize":10,"size":{{items.Length}}}""";
}
