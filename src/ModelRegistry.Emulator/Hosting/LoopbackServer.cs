using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ModelRegistry.Emulator.Hosting;

/// <summary>Kestrel without a host: no configuration, no services, no logging, so that starting costs next to nothing.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private const int MaxRequestHead = 1024 * 1024;

    private readonly KestrelServer _kestrel;

    private LoopbackServer(KestrelServer kestrel, Uri address)
    {
        _kestrel = kestrel;
        Address = address;
    }

    /// <summary>The address that the server listens on.</summary>
    public Uri Address { get; }

    /// <summary>Starts listening.</summary>
    /// <param name="handler">Responds to the requests.</param>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<LoopbackServer> StartAsync(RequestHandler handler, int port, CancellationToken cancellationToken)
    {
        var kestrelOptions = new KestrelServerOptions { AddServerHeader = false };
        KestrelServerLimits limits = kestrelOptions.Limits;
        // The real server takes heads of about 1 MiB and bodies of any size.
        limits.MaxRequestBufferSize = 2 * MaxRequestHead;
        limits.MaxRequestLineSize = MaxRequestHead;
        limits.MaxRequestHeadersTotalSize = MaxRequestHead;
        limits.MaxRequestBodySize = null;
        kestrelOptions.Listen(IPAddress.Loopback, port, static listen => listen.Use(NullPathBytes.AdmitAsync));

        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var kestrel = new KestrelServer(Options.Create(kestrelOptions), transport, NullLoggerFactory.Instance);
        try
        {
            await kestrel.StartAsync(new Application(handler), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            kestrel.Dispose();
            throw;
        }

        string address = kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new LoopbackServer(kestrel, new Uri(address + "/"));
    }

    public async ValueTask DisposeAsync()
    {
        using var immediately = new CancellationTokenSource();
        await immediately.CancelAsync().ConfigureAwait(false);
        await _kestrel.StopAsync(immediately.Token).ConfigureAwait(false);
        _kestrel.Dispose();
    }

    /// <summary>Keeps one context for each connection instead of making one for each request.</summary>
    private sealed class Application(RequestHandler handler) : IHttpApplication<DefaultHttpContext>
    {
        public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
        {
            if (contextFeatures is not IHostContextContainer<DefaultHttpContext> container)
            {
                return new DefaultHttpContext(contextFeatures);
            }

            DefaultHttpContext context = container.HostContext ??= new DefaultHttpContext();
            context.Initialize(contextFeatures);
            return context;
        }

        public Task ProcessRequestAsync(DefaultHttpContext context) => handler.HandleAsync(context);

        public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();
    }
}
