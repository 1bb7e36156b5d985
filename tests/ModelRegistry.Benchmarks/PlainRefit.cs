using System.Net.Http.Headers;
using Microsoft.Extensions.Http.Resilience;
using ModelRegistry.Client;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Refit;

namespace ModelRegistry.Benchmarks;

/// <summary>The operations as somebody would declare them who uses Refit himself.</summary>
internal interface IPlainRegistry
{
    [Get("/api/model_registry/v1alpha3/registered_models/{id}")]
    Task<ModelDto> GetAsync(string id, CancellationToken cancellationToken);

    [Post("/api/model_registry/v1alpha3/registered_models")]
    Task<ModelDto> CreateAsync([Body] ModelDto model, CancellationToken cancellationToken);

    [Get("/api/model_registry/v1alpha3/registered_models")]
    Task<ModelListDto> ListAsync(int pageSize, string? nextPageToken, CancellationToken cancellationToken);
}

/// <summary>
/// What one would write with Refit alone: source-generated JSON, a handler that adds the token, and the client's own resilience in the
/// handler of Microsoft.Extensions.Http.Resilience. No telemetry, no errors of its own, nothing that keeps a write from being repeated.
/// </summary>
internal sealed class PlainRefit : IDisposable
{
    private readonly HttpClient _http;
    private readonly IPlainRegistry _registry;

    public PlainRefit(Uri address, string token)
    {
        var network = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        var authenticated = new TokenHandler(() => ValueTask.FromResult(token)) { InnerHandler = network };
        _http = new HttpClient(new ResilienceHandler(Pipeline()) { InnerHandler = authenticated })
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Add("Accept", "application/json");
        _http.DefaultRequestHeaders.Add("User-Agent", "plain-refit/1.0.0");
        RefitSettings settings = RefitSettings.ForJsonContext(HandWrittenJson.Default);
        settings.RequestBodySerialization = RequestBodySerializationMode.Buffered;
        _registry = RestService.ForGenerated<IPlainRegistry>(_http, settings);
    }

    public Task<ModelDto> GetAsync(string id) => _registry.GetAsync(id, CancellationToken.None);

    public Task<ModelDto> CreateAsync(ModelDto model) => _registry.CreateAsync(model, CancellationToken.None);

    public async Task<int> ListAsync(int pageSize)
    {
        int count = 0;
        string? token = null;
        do
        {
            ModelListDto page = await _registry.ListAsync(pageSize, token, CancellationToken.None);
            foreach (ModelDto model in page.Items)
            {
                count += model.Id is null ? 0 : 1;
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);

        return count;
    }

    public void Dispose() => _http.Dispose();

    private static ResiliencePipeline<HttpResponseMessage> Pipeline()
    {
        var options = new ModelRegistryResilienceOptions();
        return new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddTimeout(options.TotalTimeout)
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.MaxRetries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static arguments => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(arguments.Outcome)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = options.BreakerFailureRatio,
                MinimumThroughput = options.BreakerMinimumThroughput,
                SamplingDuration = options.BreakerSamplingDuration,
                BreakDuration = options.BreakDuration,
                ShouldHandle = static arguments => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(arguments.Outcome)),
            })
            .AddTimeout(options.AttemptTimeout)
            .Build();
    }

    private sealed class TokenHandler(Func<ValueTask<string>> tokens) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens().ConfigureAwait(false));
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }
}
