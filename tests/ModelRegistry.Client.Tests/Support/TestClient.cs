using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>Makes clients whose network is a handler of the test.</summary>
internal static class TestClient
{
    /// <summary>A client without resilience: each call is one request.</summary>
    public static ModelRegistryClient Over(HttpMessageHandler network) => Over(network, options => options.Resilience.Enabled = false);

    /// <summary>A client whose network is the real one, with a proxy as the environment would put it in between.</summary>
    public static ModelRegistryClient Through(
        IWebProxy proxy, Uri registry, Action<ModelRegistryClientOptions>? configure = null, ILogger? logger = null)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = registry };
        configure?.Invoke(options);
        var route = new Route(proxy);
        return Over(HttpHandlers.CreatePrimary(options, route), options, TimeProvider.System, logger, route);
    }

    public static ModelRegistryClient Over(
        HttpMessageHandler network, Action<ModelRegistryClientOptions> configure, TimeProvider? timeProvider = null, ILogger? logger = null)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = new Uri("http://registry.test:8080") };
        configure(options);
        return Over(network, options, timeProvider ?? TimeProvider.System, logger, null);
    }

    private static ModelRegistryClient Over(
        HttpMessageHandler network, ModelRegistryClientOptions options, TimeProvider timeProvider, ILogger? logger, Route? route)
    {
        HttpMessageHandler handler = network;
        foreach (DelegatingHandler outer in HttpHandlers.CreateInner(options, timeProvider, logger ?? NullLogger.Instance, route))
        {
            outer.InnerHandler = handler;
            handler = outer;
        }

        var http = new HttpClient(handler);
        HttpHandlers.Configure(http, options);
        return new ModelRegistryClient(http, options);
    }
}
