using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelRegistry.Client.Resilience;

namespace ModelRegistry.Client;

/// <summary>Puts the <see cref="WriteGuard"/> right above the network of an HTTP client, when everybody else is done with it.</summary>
/// <param name="name">The name of the HTTP client.</param>
internal sealed class WriteGuardFilter(string name) : IHttpMessageHandlerBuilderFilter
{
    /// <summary>Adds the filter before all others: the first sees the handlers last, after each has added or replaced its own.</summary>
    public static void AddTo(IServiceCollection services, string name) =>
        services.Insert(0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter>(new WriteGuardFilter(name)));

    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (string.Equals(builder.Name, name, StringComparison.Ordinal))
        {
            ILoggerFactory loggers = builder.Services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
            builder.PrimaryHandler = new WriteGuard(loggers.CreateLogger<ModelRegistryClient>()) { InnerHandler = builder.PrimaryHandler };
        }
    };
}
