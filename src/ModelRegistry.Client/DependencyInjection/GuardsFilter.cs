using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModelRegistry.Client.Resilience;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>
/// Puts the <see cref="WriteGuard"/>, and above it the <see cref="DiscoveryGuard"/> where there is something to discover, right above the
/// network of an HTTP client, when everybody else is done with it.
/// </summary>
/// <param name="name">The name of the HTTP client.</param>
internal sealed class GuardsFilter(string name) : IHttpMessageHandlerBuilderFilter
{
    /// <summary>Adds the filter before all others: the first sees the handlers last, after each has added or replaced its own.</summary>
    public static void AddTo(IServiceCollection services, string name) =>
        services.Insert(0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter>(new GuardsFilter(name)));

    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (string.Equals(builder.Name, name, StringComparison.Ordinal))
        {
            ILoggerFactory loggers = builder.Services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
            builder.PrimaryHandler = new WriteGuard(loggers.CreateLogger<ModelRegistryClient>()) { InnerHandler = builder.PrimaryHandler };
            ModelRegistryClientOptions options = builder.Services.GetRequiredService<IOptionsMonitor<ModelRegistryClientOptions>>()
                .Get(name);
            if (DiscoveredAddress.IsNamedBy(options.BaseAddress!))
            {
                // Above the other: what it refuses was not sent.
                builder.PrimaryHandler = new DiscoveryGuard(options.AllowTokenOverDiscoveredHttp) { InnerHandler = builder.PrimaryHandler };
            }
        }
    };
}
