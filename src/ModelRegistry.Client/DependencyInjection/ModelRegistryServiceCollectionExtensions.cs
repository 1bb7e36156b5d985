using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ModelRegistry.Client;
using ModelRegistry.Client.Wire;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Model Registry clients to an application.</summary>
/// <remarks>
/// A client is a singleton: <see cref="IModelRegistryClient"/> and, for code that uses a part of it, each of its resources
/// (<see cref="IRegisteredModels"/> and so on). Its options are checked when the host starts. Handlers that are added to the returned
/// builder stand between the client's own (retries, then the token) and the network, so that they see every attempt.
/// </remarks>
public static class ModelRegistryServiceCollectionExtensions
{
    /// <summary>Adds a client whose options code sets.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's HTTP client, to add handlers.</returns>
    /// <exception cref="InvalidOperationException">There is a client already; a further one needs a key.</exception>
    public static IHttpClientBuilder AddModelRegistryClient(this IServiceCollection services, Action<ModelRegistryClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, null, null, configure);
    }

    /// <summary>Adds a client whose options come from the configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">
    /// The section with the options, for example <c>builder.Configuration.GetSection("ModelRegistry")</c>.
    /// </param>
    /// <param name="configure">Sets further options, after the configuration.</param>
    /// <returns>The builder of the client's HTTP client, to add handlers.</returns>
    /// <exception cref="InvalidOperationException">There is a client already; a further one needs a key.</exception>
    public static IHttpClientBuilder AddModelRegistryClient(
        this IServiceCollection services, IConfiguration configuration, Action<ModelRegistryClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, null, configuration, configure);
    }

    /// <summary>Adds one of several clients whose options code sets.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">
    /// The key under which the client and its resources are found (<see cref="FromKeyedServicesAttribute"/>).
    /// </param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's HTTP client, to add handlers.</returns>
    /// <exception cref="InvalidOperationException">There is a client with that key already.</exception>
    public static IHttpClientBuilder AddKeyedModelRegistryClient(
        this IServiceCollection services, string serviceKey, Action<ModelRegistryClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, serviceKey, null, configure);
    }

    /// <summary>Adds one of several clients whose options come from the configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">
    /// The key under which the client and its resources are found (<see cref="FromKeyedServicesAttribute"/>).
    /// </param>
    /// <param name="configuration">The section with the options.</param>
    /// <param name="configure">Sets further options, after the configuration.</param>
    /// <returns>The builder of the client's HTTP client, to add handlers.</returns>
    /// <exception cref="InvalidOperationException">There is a client with that key already.</exception>
    public static IHttpClientBuilder AddKeyedModelRegistryClient(
        this IServiceCollection services, string serviceKey, IConfiguration configuration,
        Action<ModelRegistryClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, serviceKey, configuration, configure);
    }

    private static IHttpClientBuilder Add(
        IServiceCollection services, string? key, IConfiguration? configuration, Action<ModelRegistryClientOptions>? configure)
    {
        if (services.Any(service => service.ServiceType == typeof(ModelRegistryClient) && Equals(service.ServiceKey, key)))
        {
            throw new InvalidOperationException(key is null
                ? "A Model Registry client is there already: add a further one with AddKeyedModelRegistryClient."
                : $"A Model Registry client with the key '{key}' is there already.");
        }

        string name = key is null ? "ModelRegistry.Client" : $"ModelRegistry.Client:{key}";
        OptionsBuilder<ModelRegistryClientOptions> options = services.AddOptions<ModelRegistryClientOptions>(name);
        if (configuration is not null)
        {
            // First, since the binder would repeat an address that it can't read, and the password in it.
            options.Configure(_ => ClientServices.CheckAddress<ModelRegistryClientOptions>(name, configuration));
            Bind(options, configuration);
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.AddSingleton<IValidateOptions<ModelRegistryClientOptions>>(
            new ModelRegistryClientOptionsValidator(
                name, configuration is null ? null : (configuration as IConfigurationSection)?.Path ?? "(root)"));
        options.ValidateOnStart();
        services.AddKeyedSingleton(key, (provider, _) => new ModelRegistryClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(name), Options(provider)));
        AddPart<IModelRegistryClient>(static client => client);
        AddPart(static client => client.RegisteredModels);
        AddPart(static client => client.ModelVersions);
        AddPart(static client => client.Artifacts);
        AddPart(static client => client.ModelArtifacts);
        AddPart(static client => client.ServingEnvironments);
        AddPart(static client => client.InferenceServices);
        AddPart(static client => client.Experiments);
        AddPart(static client => client.ExperimentRuns);

        GuardsFilter.AddTo(services, name);
        return ClientServices.AddHttpClient<ModelRegistryClient>(services, name, Options, ApiService.Registry);

        ModelRegistryClientOptions Options(IServiceProvider provider) =>
            provider.GetRequiredService<IOptionsMonitor<ModelRegistryClientOptions>>().Get(name);

        void AddPart<T>(Func<ModelRegistryClient, T> part)
            where T : class =>
                services.AddKeyedSingleton(key, (provider, _) => part(provider.GetRequiredKeyedService<ModelRegistryClient>(key)));
    }

#pragma warning disable SYSLIB1100, SYSLIB1101 // TokenProvider is code, which no configuration can hold.
    private static void Bind(OptionsBuilder<ModelRegistryClientOptions> options, IConfiguration configuration) =>
        options.Bind(configuration);
#pragma warning restore SYSLIB1100, SYSLIB1101
}
