using System.Net;
using System.Text.Json;
using ModelRegistry.Client.Resilience;
using Polly;
using Polly.Timeout;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// The outermost handler: it owns the telemetry of a call, its time limits and retries, reads the whole body of its response, and turns
/// whatever goes wrong into the library's exceptions.
/// </summary>
/// <param name="address">The API's base.</param>
/// <param name="options">The limits.</param>
/// <param name="retries">Sends attempts; <see langword="null"/> where each call is one.</param>
/// <param name="timeProvider">Measures.</param>
/// <param name="route">The way to the registry.</param>
internal sealed class OperationHandler(
    Uri address, ModelRegistryResilienceOptions options, RetryPipeline? retries, TimeProvider timeProvider, Route route) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(Route.Key, route);
        var call = new OperationCall(request, address, timeProvider);
        try
        {
            HttpResponseMessage response = retries is null
                ? await SendOnceAsync(call, cancellationToken).ConfigureAwait(false)
                : await retries.SendAsync(call, AttemptAsync, cancellationToken).ConfigureAwait(false);
            call.Response = response;
            route.HasAnswered();
            if (!response.IsSuccessStatusCode)
            {
                throw OperationFailure.FirstOutcome(call, address, route)
                    ?? await ErrorAnswer.ReadAsync(response, call.Operation, cancellationToken).ConfigureAwait(false);
            }

            if (response.Content is not AnswerContent body)
            {
                throw ErrorAnswer.LoginPage(response, call.Operation);
            }

            if (response.StatusCode == HttpStatusCode.NoContent)
            {
                // Refit would take this for null.
                throw call.Unreadable(body.Bytes, new JsonException("There is no content."));
            }

            body.Call = call;
            return response;
        }
        catch (Exception exception)
        {
            call.Response?.Dispose();
            Exception failure = OperationFailure.Of(exception, call, address, route, cancellationToken) ?? exception;
            call.End(failure);
            if (ReferenceEquals(failure, exception))
            {
                throw;
            }

            throw failure;
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(OperationCall call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.TotalTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        Outcome<HttpResponseMessage> outcome = await AttemptAsync(call, either.Token).ConfigureAwait(false);
        if (outcome.Exception is OperationCanceledException given && limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutRejectedException(given.Message, options.TotalTimeout, given);
        }

        outcome.ThrowIfException();
        return outcome.Result!;
    }

    /// <summary>
    /// Sends the request once and reads the body, so that the limit of the attempt and the retries cover it; of an error no more than the
    /// little that is needed, of a page in HTML nothing.
    /// </summary>
    private async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(OperationCall call, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(call.Request, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                await ErrorContent.LimitAsync(response, cancellationToken).ConfigureAwait(false);
            }
            else if (!ErrorAnswer.IsHtml(response))
            {
                await AnswerContent.LoadAsync(response, cancellationToken).ConfigureAwait(false);
            }

            return Outcome.FromResult(response);
        }
        catch (Exception exception)
        {
            response?.Dispose();
            return Outcome.FromException<HttpResponseMessage>(exception);
        }
    }
}
