using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Telemetry;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// The only place that sees the <see cref="HttpClient"/>: sends a request, turns whatever goes wrong into the library's exceptions,
/// and reads the answer.
/// </summary>
internal sealed class ApiPipeline(HttpClient http, TimeProvider timeProvider)
{
    public async Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        Operation operation = request.Operation;
        long start = timeProvider.GetTimestamp();
        HttpStatusCode? status = null;
        Exception? failure = null;
        using Activity? activity = ClientTelemetry.Start(operation, http.BaseAddress);
        try
        {
            using HttpRequestMessage message = request.ToMessage();
            using HttpResponseMessage response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            status = response.StatusCode;
            return response.IsSuccessStatusCode
                ? await ReadAsync(response, operation, answerType, cancellationToken).ConfigureAwait(false)
                : throw await ErrorAnswer.ReadAsync(response, operation, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRegistryException exception)
        {
            failure = exception;
            throw;
        }
        catch (Exception exception) when (ToRegistryException(exception, operation, cancellationToken) is { } translated)
        {
            failure = translated;
            throw translated;
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            ClientTelemetry.Stop(activity, operation, http.BaseAddress, timeProvider.GetElapsedTime(start), status, failure);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, Operation operation, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        if (ErrorAnswer.IsHtml(response))
        {
            throw ErrorAnswer.LoginPage(response, operation);
        }

        // The stream belongs to the response, which the caller disposes.
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await JsonSerializer.DeserializeAsync(body, answerType, cancellationToken).ConfigureAwait(false)
                ?? throw new JsonException("The answer is the JSON value null.");
        }
        catch (JsonException exception)
        {
            if (StartsAsMarkup(body))
            {
                throw ErrorAnswer.LoginPage(response, operation);
            }

            throw new ModelRegistryException(
                $"{operation.Id} was answered with status {(int)response.StatusCode}, but not with the JSON that belongs to it: {exception.Message}", exception)
            {
                Operation = operation.Id,
                Status = response.StatusCode,
                IsOutcomeUnknown = !operation.IsSafe,
            };
        }
    }

    private static bool StartsAsMarkup(Stream body)
    {
        if (!body.CanSeek)
        {
            return false;
        }

        body.Position = 0;
        int first;
        do
        {
            first = body.ReadByte();
        }
        while (first is ' ' or '\t' or '\r' or '\n');

        return first == '<';
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
        TimeoutRejectedException timeout => new ModelRegistryUnavailableException(
            $"{operation.Id} was given up: {Address} sent no complete answer within {timeout.Timeout.TotalSeconds:0.###} s.", exception)
        {
            Operation = operation.Id,
            IsOutcomeUnknown = !operation.IsSafe,
        },
        OperationCanceledException { InnerException: TimeoutException } => new ModelRegistryUnavailableException(
            $"{operation.Id} was given up: {Address} sent no complete answer within {http.Timeout.TotalSeconds:0.###} s.", exception)
        {
            Operation = operation.Id,
            IsOutcomeUnknown = !operation.IsSafe,
        },
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

    private string Address => http.BaseAddress?.GetLeftPart(UriPartial.Authority) ?? "the registry";

    private static string Describe(HttpRequestError error, Exception exception) => error switch
    {
        HttpRequestError.NameResolutionError => "the host name can't be resolved.",
        HttpRequestError.SecureConnectionError =>
            $"TLS failed ({(exception.InnerException ?? exception).Message}). If the registry's certificate comes from a private authority, name its CA file.",
        _ => (exception.InnerException as IOException ?? exception).Message,
    };
}
