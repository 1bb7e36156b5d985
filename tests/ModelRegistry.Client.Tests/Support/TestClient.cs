using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>Makes clients whose network is a handler of the test.</summary>
internal static class TestClient
{
    /// <summary>A client without resilience: each call is one request.</summary>
    public static ModelRegistryClient Over(HttpMessageHandler network) => Over(network, options => options.Resilience.Enabled = false);

    public static ModelRegistryClient Over(
        HttpMessageHandler network, Action<ModelRegistryClientOptions> configure, TimeProvider? timeProvider = null, ILogger? logger = null)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = new Uri("http://registry.test:8080") };
        configure(options);
        HttpMessageHandler handler = network;
        foreach (DelegatingHandler outer in HttpHandlers.CreateInner(options, timeProvider ?? TimeProvider.System, logger ?? NullLogger.Instance))
        {
            outer.InnerHandler = handler;
            handler = outer;
        }

        var http = new HttpClient(handler);
        HttpHandlers.Configure(http, options);
        return new ModelRegistryClient(http, options);
    }
}
