using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Page;

namespace ModelRegistry.Emulator.Hosting;

/// <summary>Responds to HTTP requests, makes the planned faults and remembers what was asked.</summary>
/// <param name="faults">The faults to make.</param>
/// <param name="requests">Where requests are remembered.</param>
/// <param name="clock">Measures the delays of faults.</param>
/// <param name="loopbackOnly">Whether requests must name this machine as their host.</param>
internal abstract class RequestHandler(FaultPlan faults, RequestLog requests, TimeProvider clock, bool loopbackOnly)
{
    private const string OwnPath = "/_emulator";

    private static readonly StringValues Successor = $"<{RouteTable.V1.BasePath}>; rel=\"successor-version\"";

    /// <summary>Handles one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        (string path, string query) = Target(context);
        path = NullPathBytes.Restore(context, path);
        ReadOnlyMemory<byte> body = await ReadBodyAsync(context.Request).ConfigureAwait(false);
        NullPathBytes.BodyRead(context);

        if (RequestGuard.Check(context.Request, loopbackOnly) is { } refusal)
        {
            await WriteAsync(context, refusal).ConfigureAwait(false);
        }
        else if (path.StartsWith(OwnPath, StringComparison.Ordinal) && HandleOwn(
            context.Request.Method, path[OwnPath.Length..], query) is { } own)
        {
            await WriteAsync(context, own).ConfigureAwait(false);
        }
        else
        {
            Outcome outcome = await DecideAsync(context, path, query, body).ConfigureAwait(false);
            // Remembered first: a caller that has the response finds the request.
            requests.Add(
                context.Request.Method, path, query, body, outcome.Response?.Status ?? 0, context.Request.Headers.Authorization.Count > 0);
            await CarryOutAsync(context, outcome).ConfigureAwait(false);
        }
    }

    /// <summary>What the emulator has beside the real server's paths; <see langword="null"/> for paths that it has not.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path behind the emulator's own one.</param>
    /// <param name="query">The query, encoded.</param>
    protected abstract Response? HandleOwn(string method, string path, string query);

    /// <summary>What the server responds with; <see langword="null"/> when it drops the connection instead.</summary>
    protected abstract ValueTask<Response?> RespondAsync(HttpContext context, string path, ApiRequest request);

    private async ValueTask<Outcome> DecideAsync(HttpContext context, string path, string query, ReadOnlyMemory<byte> body)
    {
        Fault? fault = faults.Count > 0 ? faults.Take(context.Request.Method, path) : null;
        if (fault?.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, clock, context.RequestAborted).ConfigureAwait(false);
        }

        switch (fault?.Effect)
        {
            case FaultEffect.Respond:
                return Outcome.Of(fault);
            case FaultEffect.CutBefore:
                return Outcome.Cut;
        }

        var request = new ApiRequest(query, body) { ContentType = context.Request.ContentType ?? "" };
        return await RespondAsync(context, path, request).ConfigureAwait(false) is not { } response ? Outcome.Cut : fault?.Effect switch
        {
            FaultEffect.RespondAfterwards => Outcome.Of(fault),
            FaultEffect.CutAfter => Outcome.Cut,
            FaultEffect.Truncate => new Outcome(response, response.Body.Length / 2),
            _ => new Outcome(response, response.Body.Length),
        };
    }

    private static async ValueTask CarryOutAsync(HttpContext context, Outcome outcome)
    {
        if (outcome.Response is not { } response)
        {
            context.Abort();
            return;
        }

        if (outcome.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        // When fewer bytes are written than announced, Kestrel ends the connection by itself, and the client still gets what there is.
        await WriteAsync(context, response, outcome.Bytes).ConfigureAwait(false);
    }

    private static ValueTask WriteAsync(HttpContext context, Response response) => WriteAsync(context, response, response.Body.Length);

    private static async ValueTask WriteAsync(HttpContext context, Response response, int bytes)
    {
        HttpResponse target = context.Response;
        target.StatusCode = response.Status;
        if (response.Allow is { } allow)
        {
            target.Headers.Allow = new StringValues([.. allow]);
        }

        if (response.Sunset is { } sunset)
        {
            target.Headers["Deprecation"] = "true";
            target.Headers["Sunset"] = sunset;
            target.Headers.Link = Successor;
        }

        if (response.Status != StatusCodes.Status204NoContent)
        {
            target.ContentLength = response.Body.Length;
        }

        if (response.ContentType is { } contentType)
        {
            target.ContentType = contentType;
            if (contentType.StartsWith("text/html", StringComparison.Ordinal))
            {
                target.Headers.ContentSecurityPolicy = EmulatorPage.ContentSecurityPolicy;
            }

            await target.BodyWriter.WriteAsync(response.Body[..bytes], context.RequestAborted).ConfigureAwait(false);
        }
    }

    // Path and query as they were sent: the router of the real server sees them before they are normalized.
    private static (string Path, string Query) Target(HttpContext context)
    {
        string target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        HttpRequest request = context.Request;
        string pathBase = request.PathBase.ToUriComponent();
        if (!target.StartsWith('/'))
        {
            target = pathBase + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
        }

        if (pathBase.Length > 0 && target.StartsWith(pathBase, StringComparison.OrdinalIgnoreCase))
        {
            target = target[pathBase.Length..];
        }

        int question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (target, "") : (target[..question], target[(question + 1)..]);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0))
        {
            return default;
        }

        PipeReader reader = request.BodyReader;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (result.IsCompleted)
            {
                byte[] body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>What becomes of a request: a response or a part of it, or a cut connection.</summary>
    private readonly record struct Outcome(Response? Response, int Bytes, TimeSpan? RetryAfter = null)
    {
        public static Outcome Cut => default;

        public static Outcome Of(Fault fault)
        {
            byte[] body = Encoding.UTF8.GetBytes(fault.Body);
            return new Outcome(new Response((int)fault.Status, fault.ContentType, body), body.Length, fault.RetryAfter);
        }
    }
}
