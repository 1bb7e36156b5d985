IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(args);

// On this machine an emulator with the vetted models in it; published, the registry of the cluster.
IResourceBuilder<IResourceWithConnectionString> registry = builder.ExecutionContext.IsRunMode
    ? builder.AddModelRegistryEmulator("registry").WithSeeds("../../seeds/")
    : builder.AddConnectionString("registry");

builder.AddProject<Projects.Service>("service")
    .WithReference(registry)
    .WaitFor(registry)
    .WithHttpHealthCheck("/health");

builder.Build().Run();
