using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What the clients of all APIs need of dependency injection.</summary>
internal static class ClientServices
{
    /// <summary>Adds the HTTP client with the handlers of this library.</summary>
    /// <typeparam name="TClient">The client, whose name is the category of the log.</typeparam>
    public static IHttpClientBuilder AddHttpClient<TClient>(
        IServiceCollection services, string name, Func<IServiceProvider, ModelRegistryClientOptions> options, ApiService api)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton<Route>(name, static (_, _) => new Route());
        return services.AddHttpClient(name)
            .ConfigureHttpClient((provider, http) => HttpHandlers.Configure(http, options(provider), api))
            .ConfigurePrimaryHttpMessageHandler(
                provider => HttpHandlers.CreatePrimary(options(provider), provider.GetRequiredKeyedService<Route>(name)))

            // The client lives as long as the application. What follows DNS are its connections, which are renewed every two minutes.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
            {
                ILogger logger = (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<TClient>();
                foreach (DelegatingHandler handler in HttpHandlers.CreateOuter(
                    options(provider), provider.GetRequiredService<TimeProvider>(),
                    logger, provider.GetRequiredKeyedService<Route>(name), api))
                {
                    handlers.Insert(0, handler);
                }
            });
    }

    /// <summary>Refuses an address that can't be read, before the binder repeats it with any password in it.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    public static void CheckAddress<TOptions>(string name, IConfiguration configuration)
    {
        IConfigurationSection address = configuration.GetSection(nameof(ModelRegistryClientOptions.BaseAddress));
        if (address.Value is { } text && !Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _))
        {
            throw new OptionsValidationException(
                name,
                typeof(TOptions),
                [$"{address.Path} {AddressText.Quoted(text)} is no address: give http://HOST:PORT or https://HOST:PORT."]);
        }
    }
}
