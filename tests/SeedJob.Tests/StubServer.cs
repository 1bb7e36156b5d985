using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SeedJob.Tests;

/// <summary>A server that writes the same bytes to everybody, whether they are HTTP or not, and counts.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private int _requests;

    /// <summary>Responds with bytes as they are.</summary>
    public StubServer(byte[] answer)
    {
        _listener.Start();
        _loop = ServeAsync(answer);
    }

    /// <summary>Responds with a text as it is, header and all; an empty one just ends the connection.</summary>
    public StubServer(string answer)
        : this(Encoding.UTF8.GetBytes(answer))
    {
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Requests => _requests;

    /// <summary>An address where nobody listens.</summary>
    public static string ClosedUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(byte[] answer)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _requests);
                NetworkStream stream = client.GetStream();
                byte[] request = new byte[16 * 1024];
                _ = await stream.ReadAsync(request, _stop.Token);
                await stream.WriteAsync(answer, _stop.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(request, _stop.Token) > 0)
                {
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // The test is over.
        }
    }
}
