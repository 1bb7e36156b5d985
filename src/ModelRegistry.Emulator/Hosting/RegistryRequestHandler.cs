using Microsoft.AspNetCore.Http;
using ModelRegistry.Emulator.Faults;
using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Page;

namespace ModelRegistry.Emulator.Hosting;

/// <summary>Responds to HTTP requests out of a registry.</summary>
/// <param name="registry">The registry.</param>
/// <param name="loopbackOnly">Whether requests must name this machine as their host.</param>
internal sealed class RegistryRequestHandler(RegistryInstance registry, bool loopbackOnly)
    : RequestHandler(registry.Faults, registry.Requests, registry.Clock, loopbackOnly)
{
    protected override Response? HandleOwn(string method, string path, string query)
    {
        switch (path)
        {
            case "/reset" when HttpMethods.IsPost(method):
                return Reset();
            case "" or "/" when HttpMethods.IsGet(method):
                return EmulatorPage.Registry;
            default:
                return HttpMethods.IsGet(method) ? PageContent.Find(registry.Store, path, query) : null;
        }
    }

    protected override async ValueTask<Response?> RespondAsync(HttpContext context, string path, ApiRequest request)
    {
        if (Readiness.IsAsked(path) && registry.Faults.CurrentOutage() is { } current)
        {
            if (current.Outage.Reason != DatabaseOutageReason.ConnectionRefused)
            {
                return OutageResponses.Unready(current.Outage.Database ?? registry.Database, current.Outage.Reason);
            }

            await current.UntilOverAsync(context.RequestAborted).ConfigureAwait(false);
        }

        DatabaseOutage? outage = Readiness.IsAsked(path) || registry.Faults.Count == 0 ? null : registry.Faults.TakeOutage();
        Response response;
        try
        {
            response = registry.Dispatcher.Handle(
                context.Request.Method, path, request, outage is null ? null : (outage.Database ?? registry.Database, outage.Reason));
        }
        catch (ConnectionDroppedException)
        {
            return null;
        }

        try
        {
            await request.Durable.ConfigureAwait(false);
        }
        catch (IOException lost)
        {
            response = NotKept(lost) with { Sunset = response.Sunset };
        }

        return response;
    }

    private Response Reset()
    {
        try
        {
            registry.Reset();
            return Response.Empty(204);
        }
        catch (IOException lost)
        {
            return NotKept(lost);
        }
    }

    private static Response NotKept(IOException lost) => Response.Error(500, "Internal Server Error", lost.Message);
}
