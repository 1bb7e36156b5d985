using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ModelRegistry.Emulator;

namespace ModelRegistry.Benchmarks.Emulator;

/// <summary>
/// How many requests a second the embedded registry answers, beside a server that only sends a canned answer: both over loopback, under
/// the same load, in this process.
/// </summary>
/// <remarks>Run with: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- emulator</remarks>
internal static class EmulatorThroughput
{
    private const int Connections = 16;
    private const int Requests = 40_000;

    public static async Task RunAsync()
    {
        Console.WriteLine("| what | requests/s | of canned |\n|---|---:|---:|");
        for (int round = 0; round < 3; round++)
        {
            using var canned = new CannedServer();
            await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync().ConfigureAwait(false);
            string id = emulator.AddRegisteredModel("granite");
            double baseline = await LoadAsync(canned.Address, _ => Get("registered_models/1")).ConfigureAwait(false);
            Show("canned answer", baseline, baseline);
            Show("get by id", await LoadAsync(emulator.BaseAddress, _ => Get($"registered_models/{id}")).ConfigureAwait(false), baseline);
            Show(
                "find by name",
                await LoadAsync(emulator.BaseAddress, _ => Get("registered_model?name=granite")).ConfigureAwait(false),
                baseline);
            Show("create", await LoadAsync(emulator.BaseAddress, Create).ConfigureAwait(false), baseline);
        }

        using var start = new Process
        {
            StartInfo = new ProcessStartInfo(Environment.ProcessPath!, ["emulator", "start"]) { UseShellExecute = false },
        };
        start.Start();
        await start.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>Shows how long the first start of a process takes, and the ones after it.</summary>
    public static async Task StartAsync()
    {
        for (int i = 0; i < 5; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync().ConfigureAwait(false);
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"start {i + 1}: {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:0.0} ms"));
        }
    }

    private static async Task<double> LoadAsync(Uri address, Func<int, byte[]> request)
    {
        await SendAsync(address, request, 0, 2_000).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(
            connection => SendAsync(address, request, 10_000 + (connection * Requests), Requests / Connections))).ConfigureAwait(false);
        return Requests / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task SendAsync(Uri address, Func<int, byte[]> request, int first, int count)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host == "localhost" ? "127.0.0.1" : address.Host, address.Port).ConfigureAwait(false);
        byte[] buffer = new byte[16 * 1024];
        for (int i = 0; i < count; i++)
        {
            await socket.SendAsync(request(first + i)).ConfigureAwait(false);
            int filled = 0;
            while (!IsWhole(buffer.AsSpan(0, filled)))
            {
                int read = await socket.ReceiveAsync(buffer.AsMemory(filled)).ConfigureAwait(false);
                filled += read > 0 ? read : throw new InvalidOperationException("The server closed the connection.");
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        int end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        if (!answer.StartsWith("HTTP/1.1 2"u8))
        {
            throw new InvalidOperationException(Encoding.ASCII.GetString(answer));
        }

        int length = answer.IndexOf("Content-Length: "u8);
        if (length >= 0)
        {
            ReadOnlySpan<byte> digits = answer[(length + 16)..];
            return answer.Length >= end + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        }

        return answer.EndsWith("0\r\n\r\n"u8);
    }

    private static byte[] Get(string path) =>
        Encoding.ASCII.GetBytes($"GET /api/model_registry/v1alpha3/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

    private static byte[] Create(int number)
    {
        string body = $$"""{"name":"model {{number}}","owner":"ai-admin"}""";
        return Encoding.ASCII.GetBytes(
            "POST /api/model_registry/v1alpha3/registered_models HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
                + $"application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private static void Show(string what, double rate, double baseline) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {rate:0} | {rate / baseline:0.00} |"));
}
