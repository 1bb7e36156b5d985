using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelRegistry.Aspire;
using ModelRegistry.Client;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds Model Registry clients to applications, by the conventions of Aspire.</summary>
public static class AspireModelRegistryExtensions
{
    private const string Section = "Aspire:ModelRegistry:Client";

    /// <summary>
    /// Adds a client (<see cref="IModelRegistryClient"/> and its parts) whose address is a connection string, with a health check, tracing
    /// and metrics.
    /// </summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="connectionName">The name of the connection string, as the app host's <c>WithReference</c> gives it.</param>
    /// <param name="configureSettings">Changes the settings, after the configuration.</param>
    /// <param name="configureOptions">Changes the options of the client, after all else.</param>
    /// <returns>The builder of the client's HTTP client, to add handlers.</returns>
    /// <remarks>
    /// Settings and options come from the section <c>Aspire:ModelRegistry:Client</c>, then from <c>Aspire:ModelRegistry:Client:NAME</c>,
    /// then from the connection string. They are checked when the host starts.
    /// </remarks>
    /// <exception cref="InvalidOperationException">There is a client already; a further one needs a key.</exception>
    public static IHttpClientBuilder AddModelRegistryClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<ModelRegistryClientSettings>? configureSettings = null,
        Action<ModelRegistryClientOptions>? configureOptions = null) =>
            Add(builder, connectionName, null, configureSettings, configureOptions);

    /// <summary>Adds one of several clients, as <see cref="AddModelRegistryClient"/> does.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the connection string, and the key under which the client and its parts are found.</param>
    /// <param name="configureSettings">Changes the settings, after the configuration.</param>
    /// <param name="configureOptions">Changes the options of the client, after all else.</param>
    /// <returns>The builder of the client's HTTP client, to add handlers.</returns>
    /// <exception cref="InvalidOperationException">There is a client with that key already.</exception>
    public static IHttpClientBuilder AddKeyedModelRegistryClient(
        this IHostApplicationBuilder builder,
        string name,
        Action<ModelRegistryClientSettings>? configureSettings = null,
        Action<ModelRegistryClientOptions>? configureOptions = null) => Add(builder, name, name, configureSettings, configureOptions);

    private static IHttpClientBuilder Add(
        IHostApplicationBuilder builder,
        string name,
        string? key,
        Action<ModelRegistryClientSettings>? configureSettings,
        Action<ModelRegistryClientOptions>? configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        IConfigurationSection general = builder.Configuration.GetSection(Section);
        IConfigurationSection named = general.GetSection(name);
        var settings = new ModelRegistryClientSettings();
        general.Bind(settings);
        named.Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(name) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        IHttpClientBuilder client = key is null
            ? builder.Services.AddModelRegistryClient(general, Configure)
            : builder.Services.AddKeyedModelRegistryClient(key, general, Configure);
        AddHealthCheck(builder, key, settings);
        AddTelemetry(builder, settings);
        return client;

        void Configure(ModelRegistryClientOptions options)
        {
            BindNamed(named, options);
            if (!string.IsNullOrWhiteSpace(settings.ConnectionString) && RegistryConnectionString.Apply(
                settings.ConnectionString, options) is { } problem)
            {
                throw Invalid($"The connection string '{name}' (ConnectionStrings:{name}) {problem}");
            }

            configureOptions?.Invoke(options);
            if (options.BaseAddress is null)
            {
                throw Invalid(
                    $"Nothing says where the Model Registry '{name}' is: give the connection string ConnectionStrings:{name} "
                    + $"(WithReference in the app host does), or {named.Path}:BaseAddress.");
            }
        }
    }

    private static void BindNamed(IConfigurationSection named, ModelRegistryClientOptions options)
    {
        // First, since the binder would repeat an address that it can't read, and the password in it.
        IConfigurationSection address = named.GetSection(nameof(ModelRegistryClientOptions.BaseAddress));
        if (address.Value is { } text && !Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _))
        {
            throw Invalid($"{address.Path} is no address: give http://HOST:PORT or https://HOST:PORT.");
        }

        Bind(named, options);
    }

    private static void AddHealthCheck(IHostApplicationBuilder builder, string? key, ModelRegistryClientSettings settings)
    {
        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().AddModelRegistry(key is null ? "ModelRegistry" : $"ModelRegistry_{key}", key);
        }
    }

    private static void AddTelemetry(IHostApplicationBuilder builder, ModelRegistryClientSettings settings)
    {
        if (!settings.DisableTracing)
        {
            builder.Services.AddOpenTelemetry().WithTracing(static tracing => tracing.AddSource(ModelRegistryTelemetry.SourceName));
        }

        if (!settings.DisableMetrics)
        {
            builder.Services.AddOpenTelemetry().WithMetrics(static metrics => metrics.AddMeter(ModelRegistryTelemetry.SourceName));
        }
    }

    private static OptionsValidationException Invalid(string message) =>
        new(nameof(ModelRegistryClientOptions), typeof(ModelRegistryClientOptions), [message]);

#pragma warning disable SYSLIB1100, SYSLIB1101 // TokenProvider is code, which no configuration can hold.
    private static void Bind(IConfigurationSection section, ModelRegistryClientOptions options) => section.Bind(options);
#pragma warning restore SYSLIB1100, SYSLIB1101
}
