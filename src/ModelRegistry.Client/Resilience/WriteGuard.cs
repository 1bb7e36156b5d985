using System.Net;
using Microsoft.Extensions.Logging;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Resilience;

/// <summary>
/// Stands right above the network, below every other handler, and lets a write through again only when its last sending certainly was not
/// carried out. Retry and hedging handlers of the application would otherwise make artifacts twice, and conflicts with themselves.
/// </summary>
internal sealed class WriteGuard(ILogger logger) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            Log.Sending(logger, request.Method, request.RequestUri?.AbsolutePath);
        }

        if (IsSafe(request.Method))
        {
            return base.SendAsync(request, cancellationToken);
        }

        if (WriteTicket.Of(request) is { } write)
        {
            return SendOnceAsync(write, request, cancellationToken);
        }

        // A request of a handler's own, for example to an identity server, is its own affair.
        string? path = request.RequestUri is { IsAbsoluteUri: true } uri ? uri.AbsolutePath : null;
        if (path is null || WriteTicket.IsInCall || !path.Contains(ApiService.Registry.Root, StringComparison.Ordinal))
        {
            return base.SendAsync(request, cancellationToken);
        }

        return Task.FromException<HttpResponseMessage>(new RepeatedWriteException(
            $"{request.Method} {path} was not sent: a handler around this client rebuilt the request without its options, in an execution "
            + "context of its own, so that nobody can tell whether it was sent before.",
            null));
    }

    private static bool IsSafe(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options || method == HttpMethod.Trace;

    private async Task<HttpResponseMessage> SendOnceAsync(
        WriteTicket write, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!await write.TryBeginSendingAsync(request, cancellationToken).ConfigureAwait(false))
        {
            Log.RepeatedWriteRefused(logger, write.Operation.Id);
            var repeated = new RepeatedWriteException(
                $"{write.Operation.Id} was not sent again, since it could be carried out twice: the registry has received it already. A "
                + "handler around this client, such as AddStandardResilienceHandler or AddStandardHedgingHandler, repeated it; writes are "
                + "only sent again where that is safe.",
                write.Failure ?? write.Refusal);

            // Where the first response may still be on its way up, a hedging handler has to go on waiting for it, as it does after this
            // exception of HTTP. After anything else a retry handler should rather give up than order one more sending.
            bool mayBeUnderWay = write.Success is not null || write.Refusal is { StatusCode: HttpStatusCode.Unauthorized };
            throw mayBeUnderWay ? new HttpRequestException(repeated.Message, repeated) : repeated;
        }

        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                write.Succeed(response.StatusCode);
                return response;
            }

            ModelRegistryException refusal =
                await ErrorResponse.ReadAsync(response, write.Operation, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                write.Reopen(request.Headers.Authorization, refusal);
            }
            else if (ErrorResponse.Refuses(response))
            {
                write.Reopen();
            }
            else
            {
                write.Refuse(refusal);
            }

            return response;
        }
        catch (HttpRequestException exception) when (response is null && Transport.IsUnsent(exception.HttpRequestError))
        {
            write.Reopen();
            throw;
        }
        catch (Exception exception)
        {
            response?.Dispose();
            write.Fail(exception);
            throw;
        }
    }
}
