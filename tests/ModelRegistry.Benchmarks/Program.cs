using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ModelRegistry.Benchmarks.Seeding;

// How seeding grows: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- seeding
if (args is ["seeding", .. var rest])
{
    return await SeedingScale.RunAsync(rest);
}

// In this process, so that no further build is needed: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    args, DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
return 0;
