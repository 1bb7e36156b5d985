using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>Speaks TCP as a test says, for what no well-behaved server does: each connection gets what the script writes.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Connection, Task> _script;
    private readonly Task _accepting;
    private int _accepted;
    private int _open;

    public RawServer(Func<Connection, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Accepted => Volatile.Read(ref _accepted);

    public int Open => Volatile.Read(ref _open);

    /// <param name="answer">What every connection is answered with.</param>
    /// <param name="afterBytes">Whether to answer to the first bytes, whatever they are, instead of to a request.</param>
    public static RawServer Saying(string answer, bool afterBytes = false) => new(async connection =>
    {
        await (afterBytes ? connection.ReadSomeAsync() : (Task)connection.ReadRequestAsync());
        await connection.WriteAsync(answer);
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // The loop ends by the token; a listener that is stopped under it would refuse to accept instead.
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                Interlocked.Increment(ref _open);
                connections.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _script(new Connection(client, _stop.Token));
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // The other side went away, or the test is over.
            }
        }

        Interlocked.Decrement(ref _open);
    }

    internal sealed class Connection(TcpClient client, CancellationToken stop)
    {
        private readonly NetworkStream _stream = client.GetStream();

        public CancellationToken Stop => stop;

        /// <summary>Reads to the end of the request's header, and its body if there is one.</summary>
        public async Task<string> ReadRequestAsync()
        {
            var request = new StringBuilder();
            byte[] buffer = new byte[4096];
            while (true)
            {
                int read = await _stream.ReadAsync(buffer, stop);
                if (read == 0)
                {
                    throw new IOException("The client closed the connection.");
                }

                request.Append(Encoding.Latin1.GetString(buffer, 0, read));
                string text = request.ToString();
                int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (end >= 0)
                {
                    int length = text.Split("\r\n").Where(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal)).Select(
                        line => int.Parse(line[16..], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
                    if (text.Length >= end + 4 + length)
                    {
                        return text;
                    }
                }
            }
        }

        /// <summary>Reads what comes first, whether it is a request or not.</summary>
        public async Task ReadSomeAsync() => _ = await _stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, stop);

        public Task WriteAsync(byte[] bytes) => _stream.WriteAsync(bytes, stop).AsTask();

        public Task WriteAsync(string text) => _stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop).AsTask();

        /// <summary>Passes everything on, in both directions, as a proxy's tunnel does.</summary>
        public async Task TunnelAsync(int port)
        {
            using var there = new TcpClient();
            await there.ConnectAsync(IPAddress.Loopback, port, stop);
            NetworkStream other = there.GetStream();
            Task back = other.CopyToAsync(_stream, stop);
            await Task.WhenAny(_stream.CopyToAsync(other, stop), back);
        }

        /// <summary>Waits until the client closes the connection.</summary>
        public async Task UntilClosedAsync()
        {
            byte[] buffer = new byte[1];
            while (await _stream.ReadAsync(buffer, stop) > 0)
            {
            }
        }

        /// <summary>Closes the connection with a reset instead of in good order.</summary>
        public void Reset() => client.LingerState = new LingerOption(true, 0);
    }
}
