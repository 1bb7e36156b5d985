using System.Diagnostics;
using ModelRegistry.Benchmarks.Seeding;
using ModelRegistry.Emulator;

namespace ModelRegistry.Benchmarks;

/// <summary>An embedded registry in a process of its own, so that neither its memory nor its work counts for what is measured.</summary>
internal sealed class RegistryProcess : IAsyncDisposable
{
    /// <summary>What the real server takes for a create, from one at a time to sixteen.</summary>
    private static readonly TimeSpan CreateLatency = TimeSpan.FromMilliseconds(5);

    private const int WarmUp = 1_000;

    private readonly Process _process;

    private RegistryProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts a registry that is empty.</summary>
    /// <param name="delayed">Whether creates take as long as the real server's.</param>
    public static async Task<RegistryProcess> StartAsync(bool delayed)
    {
        Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["registry", delayed ? "delayed" : "plain"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        })!;
        string address = await process.StandardOutput.ReadLineAsync()
            .ConfigureAwait(false) ?? throw new InvalidOperationException("The registry did not start.");
        return new RegistryProcess(process, new Uri(address));
    }

    /// <summary>Is the registry, until the standard input ends.</summary>
    public static async Task ServeAsync(bool delayed)
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync().ConfigureAwait(false);
        // The real one has long been compiled.
        await SeedingScale.PostAsync(emulator.BaseAddress, WarmUp, "warm").ConfigureAwait(false);
        emulator.Reset();
        if (delayed)
        {
            emulator.Faults.Add(new Fault { Method = "POST", Times = int.MaxValue, Effect = FaultEffect.None, Delay = CreateLatency });
        }

        Console.WriteLine(emulator.BaseAddress);
        await Console.In.ReadLineAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }
}
