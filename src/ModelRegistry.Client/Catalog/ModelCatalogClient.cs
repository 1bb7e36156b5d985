using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <summary>
/// The client of a model catalog (REST <c>v1alpha1</c> and <c>v1</c>, see <see cref="ModelCatalogClientOptions.ApiVersion"/>). It is
/// thread-safe; one serves a whole application.
/// </summary>
/// <remarks>Its failures are those of the registry's client: <see cref="ModelRegistryException"/> and its subtypes.</remarks>
/// <example>
/// <code>
/// using var catalog = ModelCatalogClient.Create(new ModelCatalogClientOptions { BaseAddress = new Uri("http://localhost:8081") });
/// CatalogModel model = await catalog.Models.GetAsync("redhat_ai_models", "RedHatAI/granite-3.1-8b-instruct");
/// </code>
/// </example>
public sealed class ModelCatalogClient : IModelCatalogClient, ICatalogReader, IDisposable
{
    /// <summary>
    /// What is read as a whole comes in pages of this size: more models than a catalog has, so that one request is enough.
    /// </summary>
    private const int WholePageSize = 1000;

    private readonly HttpClient _http;
    private readonly CatalogApi _api;
    private readonly int _pageSize;

    internal ModelCatalogClient(HttpClient http, ModelCatalogClientOptions options)
    {
        _http = http;
        _api = new CatalogApi(http);
        _pageSize = options.PageSize;
    }

    /// <inheritdoc/>
    public ICatalogSources Sources => field ??= new CatalogSourcesClient(_api, _pageSize);

    /// <inheritdoc/>
    public ICatalogLabels Labels => field ??= new CatalogLabelsClient(_api, _pageSize);

    /// <inheritdoc/>
    public ICatalogModels Models => field ??= new CatalogModelsClient(_api, _pageSize);

    /// <summary>
    /// Makes a client without dependency injection. Its connections are renewed every two minutes, so that it follows changes of DNS.
    /// </summary>
    /// <param name="options">Where the catalog is, and as whom to call it.</param>
    /// <param name="loggerFactory">Where to log; nowhere when not given.</param>
    /// <returns>The client; dispose it to close its connections.</returns>
    /// <exception cref="ArgumentException">The options are not usable; the message says which and why.</exception>
    public static ModelCatalogClient Create(ModelCatalogClientOptions options, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ModelRegistryClientOptions handlers = options.ForHandlers();
        if (ModelRegistryClientOptionsValidator.Check(handlers, canDiscover: false, ApiService.Catalog) is [_, ..] errors)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        ILogger logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<ModelCatalogClient>();
        var route = new Route();
        HttpMessageHandler handler = HttpHandlers.CreatePrimary(handlers, route);
        foreach (DelegatingHandler outer in HttpHandlers.CreateOuter(handlers, TimeProvider.System, logger, route, ApiService.Catalog))
        {
            outer.InnerHandler = handler;
            handler = outer;
        }

        var http = new HttpClient(handler);
        HttpHandlers.Configure(http, handlers, ApiService.Catalog);
        return new ModelCatalogClient(http, options);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CatalogSource>> ReadSourcesAsync(CancellationToken cancellationToken = default) =>
        await Sources.ListAsync(new CatalogSourceListOptions { PageSize = WholePageSize }, cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CatalogModel>> ReadModelsAsync(
        IReadOnlyList<string>? sources = null, CancellationToken cancellationToken = default) =>
        await Models.ListAsync(new CatalogModelListOptions { Sources = sources, PageSize = WholePageSize }, cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<CatalogModel?> FindModelAsync(string sourceId, string name, CancellationToken cancellationToken = default) =>
        Models.FindAsync(sourceId, name, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CatalogModelArtifact>> ReadModelArtifactsAsync(
        CatalogModel model, CancellationToken cancellationToken = default) =>
        await Models.ListArtifactsAsync(model, CatalogArtifactType.ModelArtifact, cancellationToken)
            .OfType<CatalogModelArtifact>().ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Closes the connections of a client made by <see cref="Create"/>.</summary>
    public void Dispose() => _http.Dispose();
}
