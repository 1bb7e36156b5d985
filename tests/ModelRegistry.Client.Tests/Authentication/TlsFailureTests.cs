using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Authentication;

/// <summary>Whatever keeps a TLS connection from coming about, the message says it, over real TLS with certificates made here.</summary>
public sealed class TlsFailureTests : IDisposable
{
    private const string Hint = "If the registry's certificate comes from a private authority, name its CA file.";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tls");
    private readonly X509Certificate2 _root = Certificates.Authority("CN=root of ours");

    private string CaFile => Path.Combine(_directory.FullName, "ca.crt");

    public void Dispose()
    {
        _root.Dispose();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_expired_certificate_is_named_with_its_date(bool withFile)
    {
        using X509Certificate2 certificate = Certificates.Server(_root, fromDay: -5, toDay: -1);
        await using var server = TlsServer.Showing(certificate);
        string message = await FailAsync(server, withFile);
        Assert.Contains(
            $"the server's certificate CN=registry expired on {Date(certificate.NotAfter)} (the clock here says ",
            message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("name its CA file", message, StringComparison.Ordinal);
        Assert.DoesNotContain("belongs in", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_of_tomorrow_is_named_with_its_date(bool withFile)
    {
        using X509Certificate2 certificate = Certificates.Server(_root, fromDay: 1, toDay: 5);
        await using var server = TlsServer.Showing(certificate);
        string message = await FailAsync(server, withFile);
        Assert.Contains(
            $"the server's certificate CN=registry is not valid before {Date(certificate.NotBefore)} (the clock here says ",
            message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("name its CA file", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_for_another_host_is_named_with_its_names(bool withFile)
    {
        using X509Certificate2 certificate = Certificates.Server(_root, host: "registry.other.svc");
        await using var server = TlsServer.Showing(certificate);
        string message = await FailAsync(server, withFile);
        Assert.Contains(
            "the server's certificate CN=registry is for registry.other.svc, not for localhost", message, StringComparison.Ordinal);
        Assert.DoesNotContain("name its CA file", message, StringComparison.Ordinal);
        Assert.Equal(!withFile, message.Contains("CN=root of ours", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_for_clients_only_is_named_with_its_purpose(bool withFile)
    {
        using X509Certificate2 certificate = Certificates.Server(_root, usage: Certificates.ForClients);
        await using var server = TlsServer.Showing(certificate);
        string message = await FailAsync(server, withFile);
        Assert.Contains(
            "the server's certificate CN=registry is not meant for servers (serverAuth), but for clients (clientAuth)",
            message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("name its CA file", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_missing_intermediate_is_named(bool withFile)
    {
        using X509Certificate2 issuing = Certificates.Authority("CN=issuing", _root);
        using X509Certificate2 certificate = Certificates.Server(issuing);
        await using var server = TlsServer.Showing(certificate);
        string message = await FailAsync(server, withFile);
        Assert.Contains("is issued by CN=issuing, which is not ", message, StringComparison.Ordinal);
        Assert.Contains("an intermediate one whose certificate the server must send along and does not", message, StringComparison.Ordinal);
        Assert.Equal(withFile, message.Contains($"in the CA file {CaFile} (which holds CN=root of ours)", StringComparison.Ordinal));
        Assert.Equal(!withFile, message.EndsWith(Hint, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unknown_authority_is_named_and_what_is_known_instead(bool withFile)
    {
        using X509Certificate2 another = Certificates.Authority("CN=another");
        using X509Certificate2 issuing = Certificates.Authority("CN=issuing", another);
        using X509Certificate2 certificate = Certificates.Server(issuing);
        await using var server = TlsServer.Showing(certificate, issuing);
        string message = await FailAsync(server, withFile);
        Assert.Contains("comes from CN=issuing, which is issued by CN=another", message, StringComparison.Ordinal);
        Assert.Contains("an unknown authority", message, StringComparison.Ordinal);
        Assert.EndsWith(
            withFile ? $"If that authority is to be trusted, its certificate belongs in {CaFile}." : Hint,
            message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_that_is_signed_by_itself_is_named(bool withFile)
    {
        using X509Certificate2 certificate = Certificates.Server(null);
        await using var server = TlsServer.Showing(certificate);
        string message = await FailAsync(server, withFile);
        Assert.Contains(
            withFile
                ? $"CN=registry is signed by itself, and not in the CA file {CaFile}"
                : "CN=registry is signed by itself, and not among the system's authorities",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        using X509Certificate2 certificate = Certificates.Server(
            _root, "other.test", usage: Certificates.ForClients, fromDay: -5, toDay: -1);
        await using var server = TlsServer.Showing(certificate);
        string message = await FailAsync(server, withFile: false);
        Assert.All(
            ["is for other.test", "; it expired on", "; it is not meant for servers", "; it is issued by CN=root of ours"],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Plain_HTTP_on_the_port_is_told(bool withFile)
    {
        await using var server = RawServer.Saying("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", afterBytes: true);
        string message = await FailAsync(new UriBuilder(server.Address) { Scheme = "https" }.Uri, withFile);
        Assert.Contains(
            "TLS failed: what came back is not TLS. If the registry speaks plain HTTP on this port, begin its address with http://",
            message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("CA file", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_closed_in_the_handshake_is_told()
    {
        await using var server = RawServer.Saying("", afterBytes: true);
        string message = await FailAsync(new UriBuilder(server.Address) { Scheme = "https" }.Uri, withFile: false);
        Assert.Contains("TLS failed: the connection was closed during the handshake", message, StringComparison.Ordinal);
        Assert.DoesNotContain("CA file", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
    [InlineData(SslProtocols.Tls13, false)]
    public async Task A_client_certificate_that_is_wanted_is_told(SslProtocols protocol, bool wants)
    {
        using X509Certificate2 certificate = Certificates.Server(_root);
        await using var server = new TlsServer(() => new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            EnabledSslProtocols = protocol,
            ClientCertificateRequired = wants,
            RemoteCertificateValidationCallback = (_, theirs, _, _) => theirs is not null,
        });
        string message = await FailAsync(server, withFile: true);
        Assert.Equal(wants, message.Contains(
            "The server asked for a client certificate (mutual TLS), and this client has none to show.", StringComparison.Ordinal));
        Assert.DoesNotContain("CA file", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_wrote_into_a_certificate_stays_on_its_line()
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName("evil\r\nerror: \u202egnp.exe\u001b[2J" + new string('x', 30));
        using X509Certificate2 another = Certificates.Authority(name.Build().Name);
        using X509Certificate2 certificate = Certificates.Server(another);
        await using var server = TlsServer.Showing(certificate);
        string message = await FailAsync(server, withFile: true);
        Assert.Contains("evil", message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, static c => char.IsControl(c) || c == '\u202e');
    }

    [Theory]
    [InlineData("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot")]
    [InlineData("The remote certificate was rejected by the provided RemoteCertificateValidationCallback.")]
    public async Task What_a_handler_of_the_application_says_of_a_certificate_is_kept(string said)
    {
        using var network = new ScriptedHandler(_ => throw new HttpRequestException(
            HttpRequestError.SecureConnectionError, "see inner exception", new AuthenticationException(said)));
        using ModelRegistryClient registry = TestClient.Over(network);
        string message = (await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => registry.RegisteredModels.GetAsync("1")))
            .Message;
        Assert.Contains(
            $"TLS failed: {said} If the registry's certificate comes from a private authority, that handler must trust it.",
            message,
            StringComparison.Ordinal);
    }

    private static string Date(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private Task<string> FailAsync(TlsServer server, bool withFile) => FailAsync(server.Address, withFile);

    private async Task<string> FailAsync(Uri address, bool withFile)
    {
        await File.WriteAllTextAsync(CaFile, _root.ExportCertificatePem());
        var options = new ModelRegistryClientOptions { BaseAddress = address, CaFile = withFile ? CaFile : null };
        options.Resilience.MaxRetries = 0;
        using ModelRegistryClient registry = ModelRegistryClient.Create(options);
        return (await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => registry.RegisteredModels.GetAsync("1"))).Message;
    }
}
