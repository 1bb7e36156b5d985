using System.Globalization;
using ModelRegistry.Client.Authentication;
using ModelRegistry.Client.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ModelRegistry.Client.Wire;

/// <summary>Turns whatever goes wrong with a call into the library's exceptions.</summary>
internal static class OperationFailure
{
    /// <summary>
    /// What became of a write, where a handler of the application has put a response of its own in the place of the registry's.
    /// </summary>
    public static ModelRegistryException? FirstOutcome(OperationCall call, Uri address, Route route) =>
        call.Write is { MayBeDone: true } or { Refusal: not null }
            ? Of(
                call.Write.Failure
                    ?? new HttpRequestException($"a handler around this client responded with {(int)call.Response!.StatusCode} instead."),
                call,
                address,
                route,
                CancellationToken.None) as ModelRegistryException
            : null;

    /// <summary>Says what an exception means for the caller; <see langword="null"/> where it already does.</summary>
    public static ModelRegistryException? Of(
        Exception exception, OperationCall call, Uri address, Route route, CancellationToken cancellationToken)
    {
        (Operation operation, WriteTicket? write) = (call.Operation, call.Write);
        if ((exception is ModelRegistryException && (call.Response is not null || write is not { MayBeDone: true }))
            || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
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
        Exception told = write?.Failure is { } first && (repeated is not null || !exception.StemsFrom(first)) ? first : repeated
            ?? exception;
        told = told is OperationCanceledException && exception is TimeoutRejectedException ? exception : told;
        return Translate(told, exception, operation, write, address, route);
    }

    private static ModelRegistryException? Translate(
        Exception exception, Exception cause, Operation operation, WriteTicket? write, Uri address, Route route) => exception switch
        {
            BrokenCircuitException { RetryAfter: var wait } when write is not { MayBeDone: true } => new ModelRegistryUnavailableException(
                $"{operation.Id} was not sent: too many calls to {Address(address, route)} failed lately, so the circuit breaker holds "
                    + "calls back for a moment.", SafeCause.Of(cause))
            {
                Operation = operation.Id,
                RetryAfter = wait,
            },
            TimeoutRejectedException { Timeout: var time } => GivenUp(time, operation, cause, Address(address, route)),
            ExecutionRejectedException when write is not { MayBeDone: true } => new ModelRegistryUnavailableException(
                $"{operation.Id} was not sent: a handler around this client held it back ({exception.Message})", SafeCause.Of(cause))
            {
                Operation = operation.Id,
            },
            OperationCanceledException => new ModelRegistryUnavailableException(
                $"{operation.Id} was given up by a handler around this client before {Address(address, route)} had sent a "
                    + "complete response.", SafeCause.Of(cause))
            {
                Operation = operation.Id,
                IsOutcomeUnknown = !operation.IsSafe,
            },
            HttpRequestException failure =>
                TransportFailure.Translate(failure, cause, operation, address, route, write is { MayBeDone: true }),
            IOException failure => TransportFailure.Translate(failure, cause, operation, address, route),
            InvalidDataException failure => TransportFailure.Translate(failure, cause, operation, address, route),
            _ when write is { MayBeDone: true } => new ModelRegistryUnavailableException(
                $"{operation.Id} was sent to {Address(address, route)} and may have been carried out, but its response was lost in a "
                    + $"handler around this client: {exception.Message}", SafeCause.Of(cause))
            {
                Operation = operation.Id,
                StatusCode = write.Success,
                IsOutcomeUnknown = true,
            },
            RepeatedWriteException => new ModelRegistryException(exception.Message, SafeCause.Of(cause)) { Operation = operation.Id },
            _ => null,
        };

    private static ModelRegistryUnavailableException GivenUp(TimeSpan after, Operation operation, Exception cause, string address) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{operation.Id} was given up: {address} sent no complete response within {after.TotalSeconds:0.###} s."),
        SafeCause.Of(cause))
    {
        Operation = operation.Id,
        IsOutcomeUnknown = !operation.IsSafe,
    };

    private static string Address(Uri address, Route route) => TransportFailure.Address(address, route);
}
