using ModelRegistry.Emulator;
using ModelRegistry.Emulator.Tests;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// The tests' own program, so that a test can start a registry in a process of its own and kill it.
if (args is not ["--registry", var dataFile])
{
    // Asked for by the tool that measures the tests (docs/mutation-testing.md).
    if (args.Contains("--server", StringComparer.Ordinal))
    {
        return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
    }

    return await ConsoleRunner.Run(args);
}

await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(new() { DataFile = dataFile });
await Console.Out.WriteLineAsync(registry.BaseAddress.AbsoluteUri);
await Console.In.ReadLineAsync();
return 0;
