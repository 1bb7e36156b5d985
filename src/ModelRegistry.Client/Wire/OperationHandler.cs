using System.Globalization;
using System.Net;
using System.Text.Json;
using ModelRegistry.Client.Resilience;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// The outermost handler: it owns the total timeout and the telemetry of a call, reads the whole body of its response, and turns whatever
/// goes wrong into the library's exceptions.
/// </summary>
/// <param name="address">The API's base.</param>
/// <param name="timeout">How long a call may take until the last byte of its response.</param>
/// <param name="timeProvider">Measures.</param>
internal sealed class OperationHandler(Uri address, TimeSpan timeout, TimeProvider timeProvider) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = new OperationCall(Operation.Of(request), address, timeProvider);
        using var limit = new CancellationTokenSource(timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        HttpResponseMessage? response = null;
        try
        {
            call.Response = response = await base.SendAsync(request, either.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw await ErrorAnswer.ReadAsync(response, call.Operation, either.Token).ConfigureAwait(false);
            }

            // Refit would take these for null.
            if (response.StatusCode is HttpStatusCode.NoContent)
            {
                throw call.Unreadable([], new JsonException("There is no content."));
            }

            if (ErrorAnswer.IsHtml(response))
            {
                throw ErrorAnswer.LoginPage(response, call.Operation);
            }

            AnswerContent body = await AnswerContent.LoadAsync(response, either.Token).ConfigureAwait(false);
            body.Call = call;
            return response;
        }
        catch (Exception exception)
        {
            response?.Dispose();
            Exception failure = exception is ModelRegistryException ? exception : ToRegistryException(exception, call.Operation, cancellationToken) ?? exception;
            call.End(failure);
            if (ReferenceEquals(failure, exception))
            {
                throw;
            }

            throw failure;
        }
    }

    private ModelRegistryException? ToRegistryException(Exception exception, Operation operation, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        BrokenCircuitException { RetryAfter: var wait } => new ModelRegistryUnavailableException(
            $"{operation.Id} was not sent: too many calls to {Address} failed lately, so the circuit breaker holds calls back for a moment.", exception)
        {
            Operation = operation.Id,
            RetryAfter = wait,
        },
        TimeoutRejectedException { Timeout: var time } => GivenUp(time, operation, exception),
        OperationCanceledException => GivenUp(timeout, operation, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new ModelRegistryException(
            $"{operation.Id} was answered by {Address} with more than this client reads at once: {exception.Message}", exception)
        {
            Operation = operation.Id,
            IsOutcomeUnknown = !operation.IsSafe,
        },
        HttpRequestException { HttpRequestError: var error } => new ModelRegistryUnavailableException(
            $"{operation.Id} got no answer from {Address}: {Describe(error, exception)}", exception)
        {
            Operation = operation.Id,
            IsOutcomeUnknown = !operation.IsSafe && !Transport.IsUnsent(error),
        },
        IOException => new ModelRegistryUnavailableException(
            $"{operation.Id} got no complete answer from {Address}: {exception.Message}", exception)
        {
            Operation = operation.Id,
            IsOutcomeUnknown = !operation.IsSafe,
        },
        _ => null,
    };

    private ModelRegistryUnavailableException GivenUp(TimeSpan after, Operation operation, Exception cause) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{operation.Id} was given up: {Address} sent no complete answer within {after.TotalSeconds:0.###} s."), cause)
        {
            Operation = operation.Id,
            IsOutcomeUnknown = !operation.IsSafe,
        };

    private string Address => address.GetLeftPart(UriPartial.Authority);

    private static string Describe(HttpRequestError error, Exception exception) => error switch
    {
        HttpRequestError.NameResolutionError => "the host name can't be resolved.",
        HttpRequestError.SecureConnectionError =>
            $"TLS failed ({(exception.InnerException ?? exception).Message}). If the registry's certificate comes from a private authority, name its CA file.",
        _ => (exception.InnerException as IOException ?? exception).Message,
    };
}
