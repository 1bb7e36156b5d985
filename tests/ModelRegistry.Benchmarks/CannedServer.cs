using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelRegistry.Benchmarks;

/// <summary>
/// Answers over real HTTP from memory and allocates next to nothing, so that what is measured is the client: a registry's own work would
/// hide the difference.
/// </summary>
internal sealed class CannedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _model = Respond("200 OK", Bodies.Model(1));
    private readonly byte[] _created = Respond("201 Created", Bodies.Model(1));
    private readonly byte[] _list100 = Respond("200 OK", Bodies.List(100));
    private readonly byte[] _list1000 = Respond("200 OK", Bodies.List(1000));

    public CannedServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private static byte[] Respond(string status, string body) => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Length: "
            + $"{Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                _ = ServeAsync(socket);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            byte[] buffer = new byte[64 * 1024];
            int filled = 0;
            try
            {
                int read;
                while ((read = await socket.ReceiveAsync(buffer.AsMemory(filled), _stop.Token)) > 0)
                {
                    filled += read;
                    if (Choose(buffer.AsSpan(0, filled)) is { } answer)
                    {
                        filled = 0;
                        await socket.SendAsync(answer, _stop.Token);
                    }
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // Stopped, or the client went away.
            }
        }
    }

    private byte[]? Choose(ReadOnlySpan<byte> request)
    {
        int end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        if (request.StartsWith("POST"u8))
        {
            // A body that is sent in chunks ends in an empty one.
            int length = request.IndexOf("Content-Length: "u8);
            bool complete = length >= 0
                ? request.Length >= end + 4 + int.Parse(
                    request[(length + 16)..(length + 16 + request[(length + 16)..].IndexOf("\r\n"u8))],
                    System.Globalization.CultureInfo.InvariantCulture)
                : request.EndsWith("0\r\n\r\n"u8);
            return complete ? _created : null;
        }

        return request[..end].IndexOf("pageSize=1000"u8) >= 0
            ? _list1000
            : request[..end].IndexOf("pageSize=100"u8) >= 0
            ? _list100
            : _model;
    }
}
