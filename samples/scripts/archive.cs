#!/usr/bin/env dotnet
// Archives a model: it is kept for audit and is no longer among the live ones. Running it again changes nothing.
//
//     dotnet run archive.cs http://localhost:8080 Granite-3.1-8b-Instruct-FP8
//
// Outside this repository, write instead of the next line:   #:package ModelRegistry.Client@0.1.0
#:project ../../src/ModelRegistry.Client

using ModelRegistry.Client;

// The model comes last, so that the address before it can be left to MODEL_REGISTRY_URL.
string? address = args.Length > 1 ? args[0] : Environment.GetEnvironmentVariable("MODEL_REGISTRY_URL");
if (args.LastOrDefault() is not { Length: > 0 } name || !Uri.TryCreate(address, UriKind.Absolute, out Uri? registryAddress))
{
    Console.Error.WriteLine("Which model of which registry? Say it, as in 'dotnet run archive.cs http://localhost:8080 Granite', or set MODEL_REGISTRY_URL and name the model.");
    return 3;
}

using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions
{
    BaseAddress = registryAddress,
    TokenFile = Environment.GetEnvironmentVariable("MODEL_REGISTRY_TOKEN_FILE"),
    CaFile = Environment.GetEnvironmentVariable("MODEL_REGISTRY_CA_FILE"),
});

try
{
    RegisteredModel model = await registry.RegisteredModels.GetByNameAsync(name);
    Console.WriteLine(await registry.RegisteredModels.ArchiveAsync(model.Id));
    return 0;
}
catch (ModelRegistryNotFoundException)
{
    Console.Error.WriteLine($"The registry has no model '{name}'.");
    return 1;
}
