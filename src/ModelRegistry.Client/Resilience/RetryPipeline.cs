using Microsoft.Extensions.Logging;
using ModelRegistry.Client.Authentication;
using ModelRegistry.Client.Wire;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ModelRegistry.Client.Resilience;

/// <summary>Sends attempts of a call within total timeout, retries, circuit breaker and attempt timeout.</summary>
internal sealed class RetryPipeline
{
    private static readonly ResiliencePropertyKey<OperationCall> Current = new("model-registry.call");

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly ModelRegistryResilienceOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    public RetryPipeline(ModelRegistryResilienceOptions options, TimeProvider timeProvider, ILogger logger)
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
                DelayGenerator = static arguments =>
                    ValueTask.FromResult(arguments.Outcome.Result is { } response ? ErrorResponse.RetryAfter(response) : null),
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

    /// <summary>Notes the call that attempts are made for.</summary>
    public static void Note(OperationCall call, ResilienceContext context) => context.Properties.Set(Current, call);

    /// <summary>The call that attempts are made for.</summary>
    public static OperationCall CallOf(ResilienceContext context) => context.Properties.GetValue(Current, null!);

    /// <summary>Makes attempts until one succeeds, none is left, or the time is up.</summary>
    public ValueTask<Outcome<HttpResponseMessage>> ExecuteAsync<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> attempt, ResilienceContext context, TState state) =>
        _pipeline.ExecuteOutcomeAsync(attempt, context, state);

    private ValueTask<bool> ShouldRetry(RetryPredicateArguments<HttpResponseMessage> arguments)
    {
        if (!IsTransient(arguments.Outcome) || arguments.Context.CancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromResult(false);
        }

        OperationCall call = CallOf(arguments.Context);
        bool mayResend = call.Operation.IsSafe || arguments.Outcome switch
        {
            { Result: { } response } => ErrorResponse.Refuses(response),
            { Exception: HttpRequestException { HttpRequestError: var error } } => Transport.IsUnsent(error),
            _ => false,
        };

        // Waiting longer than the call may take would only hide the server's response behind a timeout.
        TimeSpan left = _options.TotalTimeout - _timeProvider.GetElapsedTime(call.Started);
        bool inTime = arguments.Outcome.Result is not { } late || ErrorResponse.RetryAfter(late) is not { } wait || wait < left;
        return ValueTask.FromResult(mayResend && inTime);
    }

    private ValueTask OnRetry(OnRetryArguments<HttpResponseMessage> arguments)
    {
        HttpRequestMessage request = CallOf(arguments.Context).Request;
        string reason = arguments.Outcome switch
        {
            { Result: { } response } => ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture),
            { Exception: { } exception } => exception.GetType().Name,
            _ => "",
        };
        Log.Retrying(
            _logger,
            request.Method.Method,
            request.RequestUri?.AbsolutePath,
            reason,
            arguments.AttemptNumber + 1,
            arguments.RetryDelay.TotalSeconds);
        arguments.Outcome.Result?.Dispose();
        return default;
    }

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => ErrorResponse.IsTransient(response),
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } } => false,
        // The token did not come in time: the next attempt would wait for it just the same.
        { Exception: TimeoutRejectedException timeout } when timeout.Find<TokenNotGivenException>() is not null => false,
        { Exception: HttpRequestException failure } when Transport.IsRefusedByProxy(failure) => false,
        { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
        _ => false,
    };
}
