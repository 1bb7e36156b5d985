using Microsoft.AspNetCore.Http;
using ModelRegistry.Emulator.Hosting;
using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Page;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>Responds to HTTP requests out of a catalog.</summary>
/// <param name="catalog">The operations.</param>
/// <param name="faults">The faults to make.</param>
/// <param name="requests">Where requests are remembered.</param>
/// <param name="clock">Measures the delays of faults.</param>
internal sealed class CatalogRequestHandler(CatalogDispatcher catalog, FaultPlan faults, RequestLog requests, TimeProvider clock)
    : RequestHandler(faults, requests, clock, loopbackOnly: true)
{
    protected override Response? HandleOwn(string method, string path, string query) =>
        path is "" or "/" && HttpMethods.IsGet(method) ? EmulatorPage.Catalog : null;

    protected override ValueTask<Response?> RespondAsync(HttpContext context, string path, ApiRequest request) =>
        ValueTask.FromResult<Response?>(catalog.Handle(context.Request.Method, path, request));
}
