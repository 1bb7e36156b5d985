#!/usr/bin/env dotnet
// Lists the live models with a quantization, as a table.
//
//     dotnet run list.cs http://localhost:8080 FP8-dynamic
//
// Outside this repository, write instead of the next line:   #:package ModelRegistry.Client@0.1.0
#:project ../../src/ModelRegistry.Client

using ModelRegistry.Client;

string? address = args.FirstOrDefault() ?? Environment.GetEnvironmentVariable("MODEL_REGISTRY_URL");
if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? registryAddress))
{
    Console.Error.WriteLine("Which registry? Say it, as in 'dotnet run list.cs http://localhost:8080', or set MODEL_REGISTRY_URL.");
    return 3;
}

string quantization = args.ElementAtOrDefault(1) ?? "FP8-dynamic";

using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions
{
    BaseAddress = registryAddress,
    TokenFile = Environment.GetEnvironmentVariable("MODEL_REGISTRY_TOKEN_FILE"),
    CaFile = Environment.GetEnvironmentVariable("MODEL_REGISTRY_CA_FILE"),
});

Console.WriteLine($"{"Model",-40} {"Latest version",-24} {"Owner",-12} Labels");
Filter<RegisteredModel> live = RegisteredModelFilter.Property("quantization") == quantization & RegisteredModelFilter.State == RegisteredModelState.Live;
await foreach (RegisteredModel model in registry.RegisteredModels.ListAsync(new() { Filter = live, OrderBy = OrderBy.Id }))
{
    ModelVersion? latest = await registry.RegisteredModels.FindLatestVersionAsync(model.Id, liveOnly: true);
    Console.WriteLine($"{model.Name,-40} {latest?.Name ?? "-",-24} {model.Owner ?? "-",-12} {string.Join(", ", model.GetLabels())}");
}

return 0;
