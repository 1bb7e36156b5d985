using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Authentication;

/// <summary>Whom the client trusts, over real TLS with certificates made here.</summary>
public sealed class CertificateAuthorityTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ca");
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private X509Certificate2? _serving;
    private Task _accepting = Task.CompletedTask;

    private string CaFile => Path.Combine(_directory.FullName, "ca.crt");

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ValueTask InitializeAsync()
    {
        _listener.Start();
        _accepting = AcceptAsync();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _serving?.Dispose();
        _stop.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_certificate_of_the_named_authority_is_accepted()
    {
        using X509Certificate2 authority = Authority("CN=ours");
        _serving = Issue(authority, "localhost");
        await File.WriteAllTextAsync(CaFile, authority.ExportCertificatePem());
        using ModelRegistryClient registry = Connect("localhost", CaFile);
        Assert.Equal("m", (await registry.RegisteredModels.GetAsync("1")).Name);
    }

    [Fact]
    public async Task Authorities_rotate_without_a_restart()
    {
        using X509Certificate2 old = Authority("CN=old");
        using X509Certificate2 fresh = Authority("CN=new");
        await File.WriteAllTextAsync(CaFile, old.ExportCertificatePem());
        _serving = Issue(fresh, "localhost");
        using ModelRegistryClient registry = Connect("localhost", CaFile);
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => registry.RegisteredModels.GetAsync("1"));
        await File.WriteAllTextAsync(CaFile, old.ExportCertificatePem() + "\n" + fresh.ExportCertificatePem());
        File.SetLastWriteTimeUtc(CaFile, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await registry.RegisteredModels.GetAsync("1");

        // A file that is being written does not lock the client out.
        await File.WriteAllTextAsync(CaFile, "-----BEGIN CERT");
        await registry.RegisteredModels.GetAsync("1");
    }

    [Theory]
    [InlineData("other.test", true, false)]
    [InlineData("localhost", false, false)]
    [InlineData("localhost", true, true)]
    public async Task Another_host_another_authority_or_a_clients_certificate_is_refused(string host, bool ours, bool forClients)
    {
        using X509Certificate2 authority = Authority("CN=ours");
        using X509Certificate2 another = Authority("CN=ours");
        _serving = Issue(ours ? authority : another, host, forClients ? "1.3.6.1.5.5.7.3.2" : "1.3.6.1.5.5.7.3.1");
        await File.WriteAllTextAsync(CaFile, authority.ExportCertificatePem());
        using ModelRegistryClient registry = Connect("localhost", CaFile);
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" }));
        Assert.Contains("TLS failed", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsOutcomeUnknown);
    }

    [Fact]
    public async Task Without_the_file_a_private_authority_is_unknown_and_the_message_says_what_to_do()
    {
        using X509Certificate2 authority = Authority("CN=ours");
        _serving = Issue(authority, "localhost");
        using ModelRegistryClient registry = Connect("localhost", null);
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.RegisteredModels.GetAsync("1"));
        Assert.Contains(
            "If the registry's certificate comes from a private authority, name its CA file.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_none_is_noticed_at_once()
    {
        Assert.Contains(
            CaFile, Assert.Throws<InvalidOperationException>(() => Connect("localhost", CaFile)).Message, StringComparison.Ordinal);
        File.WriteAllText(CaFile, "nothing");
        Assert.Contains(
            "no certificate",
            Assert.Throws<InvalidOperationException>(() => Connect("localhost", CaFile)).Message,
            StringComparison.Ordinal);
    }

    private static X509Certificate2 Authority(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string host, string usage = "1.3.6.1.5.5.7.3.1")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 issued = request.Create(authority, now.AddHours(-1), now.AddHours(1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    private ModelRegistryClient Connect(string host, string? caFile)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = new Uri($"https://{host}:{Port}"), CaFile = caFile };
        options.Resilience.MaxRetries = 0;
        return ModelRegistryClient.Create(options);
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _serving }, _stop.Token);
                _ = await tls.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, _stop.Token);
                await tls.WriteAsync(
                    Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + $"{Bodies.Model.Length}\r\nConnection: close\r\n\r\n{Bodies.Model}"), _stop.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException
                or SocketException or System.Security.Authentication.AuthenticationException)
            {
                // The client did not like the certificate, or the test is over.
            }
        }
    }
}
