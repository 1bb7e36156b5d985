using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Resilience;
using ModelRegistry.Client.Telemetry;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// The only place that sees the <see cref="HttpClient"/>: sends a request, turns whatever goes wrong into the library's exceptions,
/// and reads the answer.
/// </summary>
/// <param name="http">Sends.</param>
/// <param name="timeout">How long a call may take until the last byte of its answer, where no handler below sees to that.</param>
/// <param name="timeProvider">Measures.</param>
/// <param name="route">The way to the registry.</param>
internal sealed class ApiPipeline(HttpClient http, TimeSpan? timeout, TimeProvider timeProvider, Route route)
{
    public async Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        Operation operation = request.Operation;
        long start = timeProvider.GetTimestamp();
        HttpStatusCode? status = null;
        Exception? failure = null;
        using Activity? activity = ClientTelemetry.Start(operation, http.BaseAddress);
        using CancellationTokenSource? limit = timeout is { } time ? new CancellationTokenSource(time, timeProvider) : null;
        using CancellationTokenSource? either = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        CancellationToken token = either?.Token ?? cancellationToken;
        try
        {
            using HttpRequestMessage message = request.ToMessage(http.BaseAddress!);
            using HttpResponseMessage response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
            status = response.StatusCode;
            route.HasAnswered();
            return response.IsSuccessStatusCode
                ? await ReadAsync(response, operation, answerType, token).ConfigureAwait(false)
                : throw await ErrorAnswer.ReadAsync(route.NotedOn(response), operation, token).ConfigureAwait(false);
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

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, Operation operation, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        if (ErrorAnswer.IsHtml(response))
        {
            throw ErrorAnswer.LoginPage(route.NotedOn(response), operation);
        }

        AnswerContent body = await AnswerContent.LoadAsync(response, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body.Bytes, answerType) ?? throw new JsonException("The answer is the JSON value null.");
        }
        catch (JsonException exception)
        {
            if (body.Bytes.TrimStart(" \t\r\n"u8) is [(byte)'<', ..])
            {
                throw ErrorAnswer.LoginPage(route.NotedOn(response), operation);
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

    private ModelRegistryException? ToRegistryException(Exception exception, Operation operation, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        BrokenCircuitException { RetryAfter: var wait } => new ModelRegistryUnavailableException(
            $"{operation.Id} was not sent: too many calls to {Address} failed lately, so the circuit breaker holds calls back for a moment.", SafeCause.Of(exception))
        {
            Operation = operation.Id,
            RetryAfter = wait,
        },
        TimeoutRejectedException { Timeout: var time } => GivenUp(time, operation, exception),
        OperationCanceledException { InnerException: TimeoutException } => GivenUp(http.Timeout, operation, exception),
        OperationCanceledException when timeout is { } time => GivenUp(time, operation, exception),
        HttpRequestException failure => TransportFailure.Translate(failure, operation, http.BaseAddress, route),
        IOException failure => TransportFailure.Translate(failure, operation, http.BaseAddress, route),
        InvalidDataException failure => TransportFailure.Translate(failure, operation, http.BaseAddress, route),
        _ => null,
    };

    private ModelRegistryUnavailableException GivenUp(TimeSpan after, Operation operation, Exception cause) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{operation.Id} was given up: {Address} sent no complete answer within {after.TotalSeconds:0.###} s."), SafeCause.Of(cause))
        {
            Operation = operation.Id,
            IsOutcomeUnknown = !operation.IsSafe,
        };

    private string Address => TransportFailure.Address(http.BaseAddress, route);
}
