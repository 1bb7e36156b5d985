using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>Responds over real TLS with one model, or fails in the handshake as the test says.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<SslServerAuthenticationOptions> _options;
    private readonly Task _accepting;

    public TlsServer(Func<SslServerAuthenticationOptions> options)
    {
        _options = options;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Gets what each request is answered with.</summary>
    public string Response { get; init; } = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + $"{Bodies.Model.Length}\r\nConnection: close\r\n\r\n{Bodies.Model}";

    /// <summary>Shows a certificate, and sends others along.</summary>
    public static TlsServer Showing(X509Certificate2 certificate, params X509Certificate2[] along) =>
        new(() => new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [.. along], offline: true),
        });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(_options(), _stop.Token);
                _ = await tls.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, _stop.Token);
                await tls.WriteAsync(Encoding.UTF8.GetBytes(Response), _stop.Token);
            }
            catch (Exception exception)
                when (exception is IOException or OperationCanceledException or SocketException or AuthenticationException)
            {
                // The client did not like the certificate, or the server the client, or the test is over.
            }
        }
    }
}
