using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Authentication;
using ModelRegistry.Client.Resilience;
using ModelRegistry.Client.Telemetry;
using Polly;
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
        WriteTicket? write = null;
        using Activity? activity = ClientTelemetry.Start(operation, http.BaseAddress);
        using CancellationTokenSource? limit = timeout is { } time ? new CancellationTokenSource(time, timeProvider) : null;
        using CancellationTokenSource? either = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        CancellationToken token = either?.Token ?? cancellationToken;
        try
        {
            using HttpRequestMessage message = request.ToMessage(http.BaseAddress!);
            write = operation.IsSafe ? null : WriteTicket.Begin(operation, message);
            route.NoteOn(message);
            using HttpResponseMessage response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
            status = response.StatusCode;
            route.HasAnswered();
            return response.IsSuccessStatusCode
                ? await ReadAsync(response, operation, answerType, token).ConfigureAwait(false)
                : throw FirstOutcome(write, response) ?? await ErrorAnswer.ReadAsync(response, operation, token).ConfigureAwait(false);
        }
        catch (ModelRegistryException exception) when (status is not null || write is not { MayBeDone: true })
        {
            failure = exception;
            throw;
        }
        catch (Exception exception) when (
            ToRegistryException(exception, operation, write, limit?.IsCancellationRequested == true, cancellationToken) is { } translated)
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

        AnswerContent body = await AnswerContent.LoadAsync(response, cancellationToken).ConfigureAwait(false);
        try
        {
            return AnswerCheck.Checked(
                JsonSerializer.Deserialize(body.Bytes, answerType) ?? throw new JsonException("The answer is the JSON value null."));
        }
        catch (JsonException exception)
        {
            if (body.Bytes.TrimStart(" \t\r\n"u8) is [(byte)'<', ..])
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

    /// <summary>What became of a write: a handler of the application may have put a response of its own in the registry's place.</summary>
    private ModelRegistryException? FirstOutcome(WriteTicket? write, HttpResponseMessage response) =>
        write is { MayBeDone: true } or { Refusal: not null }
            ? ToRegistryException(
                write.Failure ?? new HttpRequestException($"a handler around this client answered {(int)response.StatusCode} instead."),
                write.Operation,
                write,
                false,
                CancellationToken.None)
            : null;

    private ModelRegistryException? ToRegistryException(
        Exception exception, Operation operation, WriteTicket? write, bool isTimeUp, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        if (exception.Find<TokenNotGivenException>() is { } token)
        {
            return new ModelRegistryUnauthorizedException($"{operation.Id} was not carried out: {token.Message}", exception)
            {
                Operation = operation.Id,
            };
        }

        // Where a handler of the application repeated the write, what counts is what became of the sending that the registry received.
        if (write is { Refusal: { } refusal })
        {
            return refusal;
        }

        Exception? repeated = exception.Find<RepeatedWriteException>();
        bool isReplaced = write?.Failure is { } first && (repeated is not null || !exception.StemsFrom(first));
        Exception told = isReplaced ? write!.Failure! : repeated ?? exception;
        return told is OperationCanceledException && isTimeUp
            ? GivenUp(timeout!.Value, operation, exception)
            : Map(told, exception, operation, write);
    }

    private ModelRegistryException? Map(Exception exception, Exception cause, Operation operation, WriteTicket? write) => exception switch
    {
        BrokenCircuitException { RetryAfter: var wait } when write is not { MayBeDone: true } => new ModelRegistryUnavailableException(
            $"{operation.Id} was not sent: too many calls to {Address} failed lately, so the circuit breaker holds calls back for a moment.", SafeCause.Of(cause))
        {
            Operation = operation.Id,
            RetryAfter = wait,
        },
        TimeoutRejectedException { Timeout: var time } => GivenUp(time, operation, cause),
        ExecutionRejectedException when write is not { MayBeDone: true } => new ModelRegistryUnavailableException(
            $"{operation.Id} was not sent: a handler around this client held it back ({exception.Message})", SafeCause.Of(cause))
        {
            Operation = operation.Id,
        },
        OperationCanceledException { InnerException: TimeoutException } => GivenUp(http.Timeout, operation, cause),
        OperationCanceledException => new ModelRegistryUnavailableException(
            $"{operation.Id} was given up by a handler around this client before {Address} had sent a complete answer.", SafeCause.Of(cause))
        {
            Operation = operation.Id,
            IsOutcomeUnknown = !operation.IsSafe,
        },
        HttpRequestException failure => TransportFailure.Translate(failure, cause, operation, http.BaseAddress, route, write is { MayBeDone: true }),
        IOException failure => TransportFailure.Translate(failure, cause, operation, http.BaseAddress, route),
        InvalidDataException failure => TransportFailure.Translate(failure, cause, operation, http.BaseAddress, route),
        _ when write is { MayBeDone: true } => new ModelRegistryUnavailableException(
            $"{operation.Id} was sent to {Address} and may have been carried out, but its answer was lost in a handler around this client: {exception.Message}", SafeCause.Of(cause))
        {
            Operation = operation.Id,
            Status = write.Success,
            IsOutcomeUnknown = true,
        },
        RepeatedWriteException => new ModelRegistryException(exception.Message, SafeCause.Of(cause)) { Operation = operation.Id },
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
