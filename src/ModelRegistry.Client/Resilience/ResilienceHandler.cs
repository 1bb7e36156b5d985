using Microsoft.Extensions.Logging;
using ModelRegistry.Client.Authentication;
using ModelRegistry.Client.Wire;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ModelRegistry.Client.Resilience;

/// <summary>
/// Sends a request through total timeout, retries, circuit breaker and attempt timeout. The body of an answer is read inside the attempt,
/// so that its timeout and the retries cover it.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<Call> Current = new("model-registry.call");

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly ModelRegistryResilienceOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    public ResilienceHandler(ModelRegistryResilienceOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = timeProvider };
        builder.AddTimeout(options.TotalTimeout);
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.MaxRetries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = ShouldRetry,
                DelayGenerator = static arguments => ValueTask.FromResult(arguments.Outcome.Result is { } response ? ErrorAnswer.RetryAfter(response) : null),
                OnRetry = OnRetry,
            });
        }

        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            FailureRatio = options.BreakerFailureRatio,
            MinimumThroughput = options.BreakerMinimumThroughput,
            SamplingDuration = options.BreakerSamplingDuration,
            BreakDuration = options.BreakDuration,
            ShouldHandle = static arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
            OnOpened = arguments =>
            {
                Log.BreakerOpened(_logger, arguments.BreakDuration.TotalSeconds);
                return default;
            },
        });
        builder.AddTimeout(options.AttemptTimeout);
        _pipeline = builder.Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Current, new Call(request, _timeProvider.GetTimestamp()));
        try
        {
            return await _pipeline.ExecuteAsync(
                static (context, handler) => handler.AttemptAsync(context.Properties.GetValue(Current, null!).Request, context.CancellationToken),
                context,
                this).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            // The body is read here, so that the limit of the attempt covers it; of an error no more than the little that is needed.
            if (response.IsSuccessStatusCode)
            {
                await AnswerContent.LoadAsync(response, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await ErrorContent.LimitAsync(response, cancellationToken).ConfigureAwait(false);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private ValueTask<bool> ShouldRetry(RetryPredicateArguments<HttpResponseMessage> arguments)
    {
        if (!IsTransient(arguments.Outcome) || arguments.Context.CancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromResult(false);
        }

        (HttpRequestMessage request, long started) = arguments.Context.Properties.GetValue(Current, null!);
        bool isSafe = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        bool mayResend = isSafe || arguments.Outcome switch
        {
            { Result: { } response } => ErrorAnswer.Refuses(response),
            { Exception: HttpRequestException { HttpRequestError: var error } } => Transport.IsUnsent(error),
            _ => false,
        };

        // Waiting longer than the call may take would only hide the server's answer behind a timeout.
        TimeSpan left = _options.TotalTimeout - _timeProvider.GetElapsedTime(started);
        bool inTime = arguments.Outcome.Result is not { } answer || ErrorAnswer.RetryAfter(answer) is not { } wait || wait < left;
        return ValueTask.FromResult(mayResend && inTime);
    }

    private ValueTask OnRetry(OnRetryArguments<HttpResponseMessage> arguments)
    {
        HttpRequestMessage request = arguments.Context.Properties.GetValue(Current, null!).Request;
        string reason = arguments.Outcome switch
        {
            { Result: { } response } => ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture),
            { Exception: { } exception } => exception.GetType().Name,
            _ => "",
        };
        Log.Retrying(_logger, request.Method.Method, request.RequestUri?.AbsolutePath, reason, arguments.AttemptNumber + 1, arguments.RetryDelay.TotalSeconds);
        arguments.Outcome.Result?.Dispose();
        return default;
    }

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => ErrorAnswer.IsTransient(response),
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } } => false,
        // The token did not come in time: the next attempt would wait for it just the same.
        { Exception: TimeoutRejectedException timeout } when timeout.Find<TokenNotGivenException>() is not null => false,
        { Exception: HttpRequestException failure } when Transport.IsRefusedByProxy(failure) => false,
        { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
        _ => false,
    };

    /// <summary>What the decisions about a call need to know of it.</summary>
    private sealed record Call(HttpRequestMessage Request, long Started);
}
