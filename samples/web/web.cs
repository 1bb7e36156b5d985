#!/usr/bin/env dotnet
// Serves the names of the live models, and the health of the service together with that of the registry.
//
//     dotnet run web.cs --urls http://localhost:5000
//
// Outside this repository, write instead of the line with #:project:   #:package ModelRegistry.Client@0.1.0
#:sdk Microsoft.NET.Sdk.Web
#:project ../../src/ModelRegistry.Client

using ModelRegistry.Client;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddModelRegistryClient(builder.Configuration.GetSection("ModelRegistry"));
builder.Services.AddHealthChecks().AddModelRegistry();

WebApplication app = builder.Build();
app.MapHealthChecks("/health");
app.MapGet("/models", async (IRegisteredModels models, CancellationToken cancellationToken) =>
{
    var names = new List<string>();
    await foreach (RegisteredModel model in models.ListAsync(RegisteredModelFilter.State == RegisteredModelState.Live, cancellationToken))
    {
        names.Add(model.Name);
    }

    return string.Join('\n', names) + "\n";
});
app.Run();
