using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <summary>
/// The client of a Model Registry (REST <c>v1alpha3</c> and <c>v1</c>, see <see cref="ModelRegistryClientOptions.ApiVersion"/>). It is
/// thread-safe; one serves a whole application.
/// </summary>
/// <example>
/// <code>
/// using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = new Uri("http://localhost:8080") });
/// RegisteredModel model = await registry.RegisteredModels.GetByNameAsync("Granite-3.1-8b-Instruct-FP8");
/// </code>
/// </example>
public sealed partial class ModelRegistryClient : IModelRegistryClient, IDisposable
{
    private readonly HttpClient _http;

    internal ModelRegistryClient(HttpClient http, ModelRegistryClientOptions options)
    {
        _http = http;
        Connection = new RegistryConnection(new RegistryApi(http), options.PageSize);
    }

    /// <inheritdoc/>
    public IRegisteredModels RegisteredModels => field ??= new RegisteredModelsClient(Connection);

    /// <inheritdoc/>
    public IModelVersions ModelVersions => field ??= new ModelVersionsClient(Connection);

    /// <inheritdoc/>
    public IArtifacts Artifacts => field ??= new ArtifactsClient(Connection);

    /// <inheritdoc/>
    public IModelArtifacts ModelArtifacts => field ??= new ModelArtifactsClient(Connection);

    /// <inheritdoc/>
    public IServingEnvironments ServingEnvironments => field ??= new ServingEnvironmentsClient(Connection);

    /// <inheritdoc/>
    public IInferenceServices InferenceServices => field ??= new InferenceServicesClient(Connection);

    /// <inheritdoc/>
    public IExperiments Experiments => field ??= new ExperimentsClient(Connection);

    /// <inheritdoc/>
    public IExperimentRuns ExperimentRuns => field ??= new ExperimentRunsClient(Connection);

    /// <inheritdoc/>
    public DateTimeOffset? ServerTime => Connection.Api.Clock.Time;

    internal RegistryConnection Connection { get; }

    /// <summary>
    /// Makes a client without dependency injection. Its connections are renewed every two minutes, so that it follows changes of DNS.
    /// </summary>
    /// <param name="options">Where the registry is, and as whom to call it.</param>
    /// <param name="loggerFactory">Where to log; nowhere when not given.</param>
    /// <returns>The client; dispose it to close its connections.</returns>
    /// <exception cref="ArgumentException">The options are not usable; the message says which and why.</exception>
    public static ModelRegistryClient Create(ModelRegistryClientOptions options, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (ModelRegistryClientOptionsValidator.Check(options, canDiscover: false) is [_, ..] errors)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        ILogger logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<ModelRegistryClient>();
        var route = new Route();
        HttpMessageHandler handler = HttpHandlers.CreatePrimary(options, route);
        foreach (DelegatingHandler outer in HttpHandlers.CreateInner(options, TimeProvider.System, logger, route))
        {
            outer.InnerHandler = handler;
            handler = outer;
        }

        var http = new HttpClient(handler);
        HttpHandlers.Configure(http, options);
        return new ModelRegistryClient(http, options);
    }

    /// <summary>Closes the connections of a client made by <see cref="Create"/>.</summary>
    public void Dispose() => _http.Dispose();
}
