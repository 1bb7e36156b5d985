using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ModelRegistry.Benchmarks;
using ModelRegistry.Benchmarks.Emulator;
using ModelRegistry.Benchmarks.Seeding;
using ModelRegistry.Benchmarks.StartUp;

// How seeding grows: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- seeding
if (args is ["seeding", .. var rest])
{
    return await SeedingScale.RunAsync(rest);
}

// What seeding asks of a registry, and what that costs: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- requests
if (args is ["requests"])
{
    await RequestPrices.RunAsync();
    return 0;
}

// The client beside a loop by hand, in turns: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- client
if (args is ["client"])
{
    await ClientRatios.RunAsync();
    return 0;
}

// How fast the embedded registry is: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- emulator
if (args is ["emulator", .. var what])
{
    await (what is ["start"] ? EmulatorThroughput.StartAsync() : EmulatorThroughput.RunAsync());
    return 0;
}

// What the seed job takes from its start to its end: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- start-up
if (args is ["start-up"])
{
    await WholeProcess.RunAsync();
    return 0;
}

// What the others start beside themselves.
if (args is ["registry", var kind])
{
    await RegistryProcess.ServeAsync(delayed: kind == "delayed");
    return 0;
}

// In this process, so that no further build is needed: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    args, DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
return 0;
