using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>A registry that somebody else uses too, right before a request that a test names.</summary>
internal sealed class SharedRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;
    private (int Number, Action Happens)? _beforeNumber;
    private (string Method, string Path, Func<Task> Happens)? _before;

    private SharedRegistry(ModelRegistryEmulatorOptions? options)
    {
        Registry = ModelRegistryEmulator.Create(options);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(PassAsync);
        _app.MapModelRegistry(Registry);
    }

    public ModelRegistryEmulator Registry { get; }

    public string Address => _app.Urls.First();

    public static async Task<SharedRegistry> StartAsync(ModelRegistryEmulatorOptions? options = null)
    {
        var registry = new SharedRegistry(options);
        await registry._app.StartAsync(TestContext.Current.CancellationToken);
        return registry;
    }

    /// <summary>Lets something happen, once, right before a request is carried out.</summary>
    public void Before(string method, string path, Func<Task> happens) => _before = (method, path, happens);

    /// <summary>Lets something happen, once, right before the request of a number is carried out; the first has number 1.</summary>
    public void BeforeRequest(int number, Action happens) => _beforeNumber = (number, happens);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Registry.DisposeAsync();
    }

    private async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (Interlocked.Increment(ref _requests) == _beforeNumber?.Number)
        {
            _beforeNumber.Value.Happens();
        }

        if (_before is { } before
            && context.Request.Method == before.Method
            && context.Request.Path.Value!.Contains(before.Path, StringComparison.Ordinal))
        {
            _before = null;
            await before.Happens();
        }

        await next(context);
    }
}
