using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ModelRegistry.Client;
using ModelRegistry.Client.Wire;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds model catalog clients to an application.</summary>
/// <remarks>
/// A client is a singleton: <see cref="IModelCatalogClient"/> and, for code that uses a part of it, each of its parts
/// (<see cref="ICatalogModels"/> and so on). Its options are checked when the host starts. Handlers that are added to the returned
/// builder stand between the client's own (retries, then the token) and the network, so that they see every attempt.
/// </remarks>
public static class ModelCatalogServiceCollectionExtensions
{
    /// <summary>Adds a client whose options code sets.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's HTTP client, to add handlers.</returns>
    /// <exception cref="InvalidOperationException">There is a client already; a further one needs a key.</exception>
    public static IHttpClientBuilder AddModelCatalogClient(this IServiceCollection services, Action<ModelCatalogClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, null, null, configure);
    }

    /// <summary>Adds a client whose options come from the configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">
    /// The section with the options, for example <c>builder.Configuration.GetSection("ModelCatalog")</c>.
    /// </param>
    /// <param name="configure">Sets further options, after the configuration.</param>
    /// <returns>The builder of the client's HTTP client, to add handlers.</returns>
    /// <exception cref="InvalidOperationException">There is a client already; a further one needs a key.</exception>
    public static IHttpClientBuilder AddModelCatalogClient(
        this IServiceCollection services, IConfiguration configuration, Action<ModelCatalogClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, null, configuration, configure);
    }

    /// <summary>Adds one of several clients whose options code sets.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key under which the client and its parts are found (<see cref="FromKeyedServicesAttribute"/>).</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's HTTP client, to add handlers.</returns>
    /// <exception cref="InvalidOperationException">There is a client with that key already.</exception>
    public static IHttpClientBuilder AddKeyedModelCatalogClient(
        this IServiceCollection services, string serviceKey, Action<ModelCatalogClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, serviceKey, null, configure);
    }

    /// <summary>Adds one of several clients whose options come from the configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key under which the client and its parts are found (<see cref="FromKeyedServicesAttribute"/>).</param>
    /// <param name="configuration">The section with the options.</param>
    /// <param name="configure">Sets further options, after the configuration.</param>
    /// <returns>The builder of the client's HTTP client, to add handlers.</returns>
    /// <exception cref="InvalidOperationException">There is a client with that key already.</exception>
    public static IHttpClientBuilder AddKeyedModelCatalogClient(
        this IServiceCollection services, string serviceKey,
        IConfiguration configuration, Action<ModelCatalogClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, serviceKey, configuration, configure);
    }

    private static IHttpClientBuilder Add(
        IServiceCollection services, string? key, IConfiguration? configuration, Action<ModelCatalogClientOptions>? configure)
    {
        if (services.Any(service => service.ServiceType == typeof(ModelCatalogClient) && Equals(service.ServiceKey, key)))
        {
            throw new InvalidOperationException(key is null
                ? "A model catalog client is there already: add a further one with AddKeyedModelCatalogClient."
                : $"A model catalog client with the key '{key}' is there already.");
        }

        string name = key is null ? "ModelRegistry.Client.Catalog" : $"ModelRegistry.Client.Catalog:{key}";
        OptionsBuilder<ModelCatalogClientOptions> options = services.AddOptions<ModelCatalogClientOptions>(name);
        if (configuration is not null)
        {
            // First, since the binder would repeat an address that it can't read, and the password in it.
            options.Configure(_ => ClientServices.CheckAddress<ModelCatalogClientOptions>(name, configuration));
            Bind(options, configuration);
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.AddSingleton<IValidateOptions<ModelCatalogClientOptions>>(
            new ModelCatalogClientOptionsValidator(
                name, configuration is null ? null : (configuration as IConfigurationSection)?.Path ?? "(root)"));
        options.ValidateOnStart();
        services.AddKeyedSingleton(key, (provider, _) => new ModelCatalogClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(name), Options(provider)));
        AddPart<IModelCatalogClient>(static client => client);
        AddPart<ICatalogReader>(static client => client);
        AddPart(static client => client.Sources);
        AddPart(static client => client.Labels);
        AddPart(static client => client.Models);

        return ClientServices.AddHttpClient<ModelCatalogClient>(
            services, name, provider => Options(provider).ForHandlers(), ApiService.Catalog);

        ModelCatalogClientOptions Options(IServiceProvider provider) =>
            provider.GetRequiredService<IOptionsMonitor<ModelCatalogClientOptions>>().Get(name);

        void AddPart<T>(Func<ModelCatalogClient, T> part)
            where T : class =>
                services.AddKeyedSingleton(key, (provider, _) => part(provider.GetRequiredKeyedService<ModelCatalogClient>(key)));
    }

#pragma warning disable SYSLIB1100, SYSLIB1101 // TokenProvider is code, which no configuration can hold.
    private static void Bind(OptionsBuilder<ModelCatalogClientOptions> options, IConfiguration configuration) =>
        options.Bind(configuration);
#pragma warning restore SYSLIB1100, SYSLIB1101
}
