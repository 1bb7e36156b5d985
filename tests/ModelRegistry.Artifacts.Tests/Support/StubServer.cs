using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ModelRegistry.Artifacts.Tests.Support;

/// <summary>A server that responds as a test says, and remembers what it was asked with which credentials.</summary>
public sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<HttpContext, Task> _respond;

    private StubServer(Func<HttpContext, Task> respond)
    {
        _respond = respond;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(RespondAsync);
    }

    /// <summary>Gets what was asked: method, path and query, and the scheme of the credentials or <c>-</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Gets the headers <c>Authorization</c> that came.</summary>
    public ConcurrentQueue<string> Credentials { get; } = [];

    public Uri Address => new(_app.Urls.First());

    public string Host => Address.Authority;

    public static async Task<StubServer> StartAsync(Func<HttpContext, Task> respond)
    {
        var server = new StubServer(respond);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Starts a server that gives everybody the same status.</summary>
    public static Task<StubServer> StartAsync(int status) => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task RespondAsync(HttpContext context)
    {
        string? credentials = context.Request.Headers.Authorization;
        Requests.Enqueue(
            $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {credentials?.Split(' ')[0] ?? "-"}");
        if (credentials is not null)
        {
            Credentials.Enqueue(credentials);
        }

        return _respond(context);
    }
}
