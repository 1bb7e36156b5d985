using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>
/// A registry behind a proxy whose first token is good for some requests only; the file may be renewed then, as the kubelet does it.
/// </summary>
internal sealed class TokenProxy : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly ModelRegistryEmulator _registry;
    private readonly WebApplication _app;
    private readonly string _tokenFile;
    private readonly bool _renews;
    private int _left = 40;

    private TokenProxy(string tokenFile, bool renews)
    {
        (_tokenFile, _renews) = (tokenFile, renews);
        _registry = ModelRegistryEmulator.Create();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(CheckAsync);
        _app.MapModelRegistry(_registry);
    }

    public string Address => _app.Urls.First();

    /// <summary>How many tokens there have been.</summary>
    public int Tokens { get; private set; } = 1;

    public static async Task<TokenProxy> StartAsync(string tokenFile, bool renews)
    {
        var proxy = new TokenProxy(tokenFile, renews);
        await proxy._app.StartAsync(TestContext.Current.CancellationToken);
        return proxy;
    }

    /// <summary>Gives out another token, good for any number of requests.</summary>
    public string Renew()
    {
        lock (_lock)
        {
            _left = int.MaxValue;
            return $"token-{(++Tokens).ToString(CultureInfo.InvariantCulture)}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _registry.DisposeAsync();
    }

    private Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        bool isGood;
        lock (_lock)
        {
            if (_left == 0 && _renews)
            {
                // The new token is there, whole, before the old one is refused.
                File.WriteAllText($"{_tokenFile}.new", Renew());
                File.Move($"{_tokenFile}.new", _tokenFile, overwrite: true);
            }

            isGood = _left > 0 && context.Request.Headers.Authorization == $"Bearer token-{Tokens}";
            _left -= isGood ? 1 : 0;
        }

        if (isGood)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return context.Response.WriteAsync("Unauthorized");
    }
}
