using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using ModelRegistry.Emulator.Operations;

namespace ModelRegistry.Emulator.Hosting;

/// <summary>Answers HTTP requests out of a registry.</summary>
internal sealed class RegistryRequestHandler(RegistryInstance registry)
{
    private const string ResetPath = "/_emulator/reset";

    /// <summary>Handles one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        (string path, string query) = Target(context);
        path = NullPathBytes.Restore(context, path);
        ReadOnlyMemory<byte> body = await ReadBodyAsync(context.Request).ConfigureAwait(false);
        NullPathBytes.BodyRead(context);
        if (path == ResetPath && HttpMethods.IsPost(context.Request.Method))
        {
            registry.Reset();
            context.Response.StatusCode = 204;
            return;
        }

        var request = new ApiRequest(query, body);
        Answer answer;
        try
        {
            answer = registry.Dispatcher.Handle(context.Request.Method, path, request);
        }
        catch (ConnectionDroppedException)
        {
            context.Abort();
            return;
        }

        if (!request.Durable.IsCompletedSuccessfully)
        {
            await request.Durable.ConfigureAwait(false);
        }

        await WriteAsync(context.Response, answer, context.RequestAborted).ConfigureAwait(false);
    }

    private static async ValueTask WriteAsync(HttpResponse response, Answer answer, CancellationToken cancellationToken)
    {
        response.StatusCode = answer.Status;
        if (answer.Allow is { } allow)
        {
            response.Headers.Allow = new StringValues([.. allow]);
        }

        response.ContentLength = answer.Body.Length;
        if (answer.ContentType is { } contentType)
        {
            response.ContentType = contentType;
            await response.BodyWriter.WriteAsync(answer.Body, cancellationToken).ConfigureAwait(false);
        }
    }

    // Path and query as they were sent: the router of the real server sees them before they are normalized.
    private static (string Path, string Query) Target(HttpContext context)
    {
        string target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (!target.StartsWith('/'))
        {
            target = context.Request.PathBase.ToUriComponent() + context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
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
}
