using System.ComponentModel.DataAnnotations;

namespace ModelRegistry.Client;

/// <summary>How the client meets failures. The numbers are those of Microsoft's standard resilience handler.</summary>
/// <remarks>
/// From the outside in: a total timeout, retries, a circuit breaker, and a timeout for each attempt, which covers the body of the response
/// too. Reads are retried on any transient failure (no connection, a cut connection, a timeout, status 408, 429 or 5xx). Writes are sent
/// again only when the first can't have been carried out: the connection was never made, or the registry refused to take it on (status
/// 429, or 503 from before it is ready). Any other failure of a write is handed to the caller with
/// <see cref="ModelRegistryException.IsOutcomeUnknown"/>. That holds for handlers of the application too, such as a standard resilience
/// handler for all HTTP clients: what they send again against it is refused right above the network, whether all this is on or off.
/// </remarks>
public sealed class ModelRegistryResilienceOptions
{
    /// <summary>
    /// Gets or sets a value indicating whether all this is on. Switch it off where the HTTP client is wrapped in resilience of the
    /// application's own; <see cref="TotalTimeout"/> then still bounds each call.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets how long a call may take, retries and waits between them included.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long one attempt may take, until the last byte of the response.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how often a failed attempt is repeated.</summary>
    /// <value>The default is 3. With 0 nothing is repeated.</value>
    [Range(0, 100)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// Gets or sets the first wait between two attempts; it doubles with each further one, with jitter. A Retry-After of the server
    /// comes first, unless it is longer than what is left of the total timeout: then the response is handed on at once.
    /// </summary>
    /// <value>The default is 2 seconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets the share of failed attempts at which the circuit breaker opens.</summary>
    /// <value>The default is 0.1.</value>
    [Range(0.0001, 1)]
    public double BreakerFailureRatio { get; set; } = 0.1;

    /// <summary>Gets or sets how many attempts there must have been before the circuit breaker may open.</summary>
    /// <value>The default is 100.</value>
    [Range(2, int.MaxValue)]
    public int BreakerMinimumThroughput { get; set; } = 100;

    /// <summary>Gets or sets the time over which attempts are counted for the circuit breaker.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan BreakerSamplingDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long the circuit breaker stays open.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);
}
