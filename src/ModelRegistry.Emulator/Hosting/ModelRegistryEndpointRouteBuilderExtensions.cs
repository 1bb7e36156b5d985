using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelRegistry.Emulator;
using ModelRegistry.Emulator.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Hosts a Model Registry emulator in an ASP.NET Core application.</summary>
public static class ModelRegistryEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the API (<c>/api/model_registry/v1alpha3/…</c> and <c>/v1/…</c>), the readiness paths (<c>/readyz/…</c>) and the
    /// emulator's own paths (<c>/_emulator/</c>). Other paths stay the application's. Which hosts may be named is the application's
    /// business; writes from pages of another origin are refused all the same.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="registry">
    /// The registry; <see langword="null"/> to take the <see cref="ModelRegistryEmulator"/> among the application's services, or else a new
    /// one in memory that lives as long as the application. It may listen by itself at the same time.
    /// </param>
    /// <returns>Conventions for the mapped endpoints.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endpoints"/> is <see langword="null"/>.</exception>
    public static IEndpointConventionBuilder MapModelRegistry(this IEndpointRouteBuilder endpoints, ModelRegistryEmulator? registry = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        registry ??= endpoints.ServiceProvider.GetService<ModelRegistryEmulator>() ?? ModelRegistryEmulator.Create();
        var handler = new RegistryRequestHandler(registry.Registry, loopbackOnly: false);
        RequestDelegate handle = handler.HandleAsync;
        RouteGroupBuilder group = endpoints.MapGroup("");
        group.Map("/api/model_registry/{**path}", handle);
        group.Map("/readyz/health", handle);
        group.Map("/readyz/isDirty", handle);
        group.Map("/_emulator/{**path}", handle);
        return group;
    }
}
