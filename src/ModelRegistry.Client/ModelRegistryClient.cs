using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>The client of a Model Registry (REST <c>v1alpha3</c>). It is thread-safe; one serves a whole application.</summary>
/// <example>
/// <code>
/// using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = new Uri("http://localhost:8080") });
/// RegisteredModel model = await registry.RegisteredModels.GetByNameAsync("Granite-3.1-8b-Instruct-FP8");
/// </code>
/// </example>
public sealed partial class ModelRegistryClient : IModelRegistryClient, IDisposable
{
    private readonly HttpClient _http;

    internal ModelRegistryClient(HttpClient http, ModelRegistryClientOptions options, TimeProvider timeProvider, Route? route = null)
    {
        _http = http;
        TimeSpan? timeout = options.Resilience.Enabled ? null : options.Resilience.TotalTimeout;
        Connection = new RegistryConnection(new ApiPipeline(http, timeout, timeProvider, route ?? new Route()), options.PageSize);
        RegisteredModels = new RegisteredModelsClient(Connection);
        ModelVersions = new ModelVersionsClient(Connection);
        Artifacts = new ArtifactsClient(Connection);
        ModelArtifacts = new ModelArtifactsClient(Connection);
        ServingEnvironments = new ServingEnvironmentsClient(Connection);
        InferenceServices = new InferenceServicesClient(Connection);
        Experiments = new ExperimentsClient(Connection);
        ExperimentRuns = new ExperimentRunsClient(Connection);
    }

    /// <inheritdoc/>
    public IRegisteredModels RegisteredModels { get; }

    /// <inheritdoc/>
    public IModelVersions ModelVersions { get; }

    /// <inheritdoc/>
    public IArtifacts Artifacts { get; }

    /// <inheritdoc/>
    public IModelArtifacts ModelArtifacts { get; }

    /// <inheritdoc/>
    public IServingEnvironments ServingEnvironments { get; }

    /// <inheritdoc/>
    public IInferenceServices InferenceServices { get; }

    /// <inheritdoc/>
    public IExperiments Experiments { get; }

    /// <inheritdoc/>
    public IExperimentRuns ExperimentRuns { get; }

    internal RegistryConnection Connection { get; }

    /// <summary>Makes a client without dependency injection. Its connections are renewed every two minutes, so that it follows changes of DNS.</summary>
    /// <param name="options">Where the registry is, and as whom to call it.</param>
    /// <param name="loggerFactory">Where to log; nowhere when not given.</param>
    /// <returns>The client; dispose it to close its connections.</returns>
    /// <exception cref="ArgumentException">The options are not usable; the message says which and why.</exception>
    public static ModelRegistryClient Create(ModelRegistryClientOptions options, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (ModelRegistryClientOptionsValidator.Check(options) is [_, ..] errors)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        ILogger logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<ModelRegistryClient>();
        var route = new Route();
        HttpMessageHandler handler = HttpHandlers.CreatePrimary(options, route);
        foreach (DelegatingHandler outer in HttpHandlers.CreateInner(options, TimeProvider.System, logger))
        {
            outer.InnerHandler = handler;
            handler = outer;
        }

        var http = new HttpClient(handler);
        HttpHandlers.Configure(http, options);
        return new ModelRegistryClient(http, options, TimeProvider.System, route);
    }

    /// <summary>Closes the connections of a client made by <see cref="Create"/>.</summary>
    public void Dispose() => _http.Dispose();
}
