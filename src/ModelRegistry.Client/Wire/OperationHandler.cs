using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ModelRegistry.Client.Resilience;
using Polly;
using Polly.Timeout;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// The outermost handler: it owns the telemetry of a call, the version of the API, the time limits and retries, reads the whole body of
/// its response, and turns whatever goes wrong into the library's exceptions.
/// </summary>
/// <param name="address">The API's base.</param>
/// <param name="versions">The version of the API that is spoken.</param>
/// <param name="options">The limits.</param>
/// <param name="retries">Sends attempts; <see langword="null"/> where each call is one.</param>
/// <param name="timeProvider">Measures.</param>
/// <param name="route">The way to the registry.</param>
internal sealed class OperationHandler(
    Uri address,
    ApiSwitch versions,
    ModelRegistryResilienceOptions options,
    RetryPipeline? retries,
    TimeProvider timeProvider,
    Route route) : DelegatingHandler
{
    private static readonly Func<ResilienceContext, OperationHandler, ValueTask<Outcome<HttpResponseMessage>>> Attempt =
        static (context, handler) => handler.AttemptAsync(RetryPipeline.CallOf(context), context.CancellationToken);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, isCheck: false, cancellationToken);

    // The list that decides about another response is not decided about by one more.
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool isCheck, CancellationToken cancellationToken)
    {
        versions.ThrowIfNotServed(request);
        for (bool again = false; ; again = true)
        {
            var call = new OperationCall(request, address, route, timeProvider);
            ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
            try
            {
                RetryPipeline.Note(call, context);
                Outcome<HttpResponseMessage> outcome = retries is null
                    ? await SendOnceAsync(call, cancellationToken).ConfigureAwait(false)
                    : await retries.ExecuteAsync(Attempt, context, this).ConfigureAwait(false);
                outcome.ThrowIfException();
                call.Response = outcome.Result!;
                route.HasResponded();
                if (call.Response.Content is not ResponseContent body)
                {
                    throw Refusal(call);
                }

                body.Call = call;
                return call.Response;
            }
            catch (Exception exception)
            {
                call.Response?.Dispose();
                Exception failure = OperationFailure.Of(exception, call, address, route, cancellationToken) ?? exception;
                call.End(failure);
                if (!again && failure is ModelRegistryException refusal && call.Operation.Api == ApiService.Registry
                    && (isCheck ? OutageCheck.IsMasked(refusal) : OutageCheck.IsInDoubt(refusal, call.Operation)))
                {
                    await ThrowIfAwayAsync(refusal, request, cancellationToken).ConfigureAwait(false);
                    if (OutageCheck.IsMasked(refusal))
                    {
                        // The database is there: now the response means what it says.
                        continue;
                    }
                }

                if (ReferenceEquals(failure, exception))
                {
                    throw;
                }

                throw failure;
            }
            finally
            {
                ResilienceContextPool.Shared.Return(context);
            }
        }
    }

    private async Task ThrowIfAwayAsync(ModelRegistryException refusal, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (OutageCheck.IsMasked(refusal) && !OutageCheck.Selects(request.RequestUri))
        {
            throw OutageCheck.Outage(
                refusal, "Nothing in the request can be wrong so: the registry's database is away or has no connection left.", null);
        }

        using HttpRequestMessage one = Operation.List("GetRegisteredModels", "registered_models", address, "pageSize=1");
        try
        {
            using HttpResponseMessage list = await SendAsync(one, isCheck: true, cancellationToken).ConfigureAwait(false);
            ((ResponseContent)list.Content).Call!.End(null);
        }
        catch (ModelRegistryUnavailableException exception)
        {
            throw OutageCheck.Outage(
                refusal, $"It says nothing about the request: a list of one item fails too ({exception.Message}).", exception);
        }
        catch (ModelRegistryException)
        {
            // A caller that may not list learns nothing from trying; the response stands as it is.
        }
    }

    private ModelRegistryException Refusal(OperationCall call)
    {
        HttpResponseMessage response = call.Response!;
        if (!response.IsSuccessStatusCode)
        {
            return OperationFailure.FirstOutcome(call, address, route) ?? ErrorResponse.Read(response, call.Operation);
        }

        // Refit would take this for null.
        return response.StatusCode == HttpStatusCode.NoContent
            ? call.Unreadable([], new JsonException("There is no content."))
            : ErrorResponse.LoginPage(response, call.Operation);
    }

    private async ValueTask<Outcome<HttpResponseMessage>> SendOnceAsync(OperationCall call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.TotalTimeout, timeProvider);
        using CancellationTokenRegistration link = cancellationToken.UnsafeRegister(
            static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        Outcome<HttpResponseMessage> outcome = await AttemptAsync(call, limit.Token).ConfigureAwait(false);
        return outcome.Exception is OperationCanceledException given
            && limit.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested
                ? Outcome.FromException<HttpResponseMessage>(new TimeoutRejectedException(given.Message, options.TotalTimeout, given))
                : outcome;
    }

    // Awaited once, by the caller, so that what it keeps while it waits can be used again.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(OperationCall call, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            versions.Direct(call.Request);
            response = await base.SendAsync(call.Request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Gone && versions.MovesOver(call.Request))
            {
                response.Dispose();
                versions.Direct(call.Request);
                response = await base.SendAsync(call.Request, cancellationToken).ConfigureAwait(false);
            }

            versions.Notice(response, call);
            await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false);
            return Outcome.FromResult(response);
        }
        catch (Exception exception)
        {
            response?.Dispose();
            return Outcome.FromException<HttpResponseMessage>(exception);
        }
    }

    /// <summary>
    /// Reads the body within the attempt, so that its limit and the retries cover it; of an error no more than the little that is needed,
    /// of a page in HTML nothing.
    /// </summary>
    private static async ValueTask ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            await ErrorContent.LimitAsync(response, cancellationToken).ConfigureAwait(false);
        }
        else if (response.StatusCode != HttpStatusCode.NoContent && !ErrorResponse.IsHtml(response))
        {
            await ResponseContent.LoadAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }
}
