using ModelRegistry.Emulator;
using Xunit.Runner.InProc.SystemConsole;

// The tests' own program, so that a test can start a registry in a process of its own and kill it.
if (args is not ["--registry", var dataFile])
{
    return await ConsoleRunner.Run(args);
}

await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(new() { DataFile = dataFile });
await Console.Out.WriteLineAsync(registry.BaseAddress.AbsoluteUri);
await Console.In.ReadLineAsync();
return 0;
