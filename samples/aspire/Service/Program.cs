using ModelRegistry.Client;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddModelRegistryClient("registry");
WebApplication app = builder.Build();

app.MapHealthChecks("/health");
app.MapGet("/models", async (IRegisteredModels models, CancellationToken cancellationToken) =>
{
    List<string> names = [];
    await foreach (RegisteredModel model in models.ListAsync(RegisteredModelFilter.State == RegisteredModelState.Live, cancellationToken))
    {
        names.Add(model.Name);
    }

    return string.Join('\n', names);
});
app.Run();
