using System.Net;
using System.Net.Sockets;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>An address where nobody listens, and nobody else can while the test runs: the port is taken, but not listened on.</summary>
internal sealed class DeadAddress : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public DeadAddress() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public Uri Uri => new($"http://127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}");

    public void Dispose() => _socket.Dispose();
}
