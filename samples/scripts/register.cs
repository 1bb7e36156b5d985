#!/usr/bin/env dotnet
// Registers a model with one version and the place of its files. Running it again changes nothing,
// nor does it after samples/seeds, which have the same model.
//
//     dotnet run register.cs http://localhost:8080
//
// Outside this repository, write instead of the next line:   #:package ModelRegistry.Client@0.1.0
#:project ../../src/ModelRegistry.Client

using ModelRegistry.Client;

string? address = args.FirstOrDefault() ?? Environment.GetEnvironmentVariable("MODEL_REGISTRY_URL");
if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? registryAddress))
{
    Console.Error.WriteLine("Which registry? Say it, as in 'dotnet run register.cs http://localhost:8080', or set MODEL_REGISTRY_URL.");
    return 3;
}

using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions
{
    BaseAddress = registryAddress,
    TokenFile = Environment.GetEnvironmentVariable("MODEL_REGISTRY_TOKEN_FILE"),
    CaFile = Environment.GetEnvironmentVariable("MODEL_REGISTRY_CA_FILE"),
});

RegistrationResult result = await registry.RegisterAsync(
    RegisteredModelSpec.Named("Granite-3.1-8b-Instruct-FP8")
        .DescribedAs("IBM Granite 3.1 8B Instruct, FP8 dynamic quantization, validated for NVIDIA L4.")
        .OwnedBy("ai-admin").ProvidedBy("IBM").LicensedUnder("apache-2.0")
        .Labelled("granite", "fp8", "validated", "vllm")
        .WithProperty("quantization", "FP8-dynamic")
        .WithProperty("hardware_target", "NVIDIA L4 (AWS G6)")
        .WithVersion("3.1-May2025-Validated", version => version
            .AuthoredBy("ai-admin")
            .WithModelArtifact("s3://rhoai-artifacts/granite-3.1-8b-instruct-FP8-dynamic/", artifact => artifact
                .Named("granite-3.1-8b-instruct-fp8-dynamic").InFormat("safetensors"))));

foreach (EntityResult entity in result.Entities)
{
    Console.WriteLine(entity);
}

Console.WriteLine(result);
return 0;
