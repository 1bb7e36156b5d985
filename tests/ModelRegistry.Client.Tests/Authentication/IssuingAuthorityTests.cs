using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Authentication;

/// <summary>A CA file may hold an issuing authority alone, as it may for curl; nothing else becomes good by that.</summary>
public sealed class IssuingAuthorityTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("issuing");
    private readonly X509Certificate2 _root = Certificates.Authority("CN=root");

    private string CaFile => Path.Combine(_directory.FullName, "ca.crt");

    public void Dispose()
    {
        _root.Dispose();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task It_is_accepted_alone_whatever_the_server_sends_along(bool sendsIssuing, bool sendsRoot)
    {
        using X509Certificate2 issuing = Certificates.Authority("CN=issuing", _root);
        using X509Certificate2 certificate = Certificates.Server(issuing);
        X509Certificate2[] along = [.. sendsIssuing ? [issuing] : (X509Certificate2[])[], .. sendsRoot ? [_root] : (X509Certificate2[])[]];
        await using var server = TlsServer.Showing(certificate, along);
        Assert.Null(await CallAsync(server, issuing));
    }

    [Fact]
    public async Task It_vouches_for_those_below_it_too()
    {
        using X509Certificate2 policy = Certificates.Authority("CN=policy", _root);
        using X509Certificate2 issuing = Certificates.Authority("CN=issuing", policy);
        using X509Certificate2 certificate = Certificates.Server(issuing);
        await using var server = TlsServer.Showing(certificate, issuing);
        Assert.Null(await CallAsync(server, policy));
    }

    [Fact]
    public async Task Another_of_the_same_name_is_refused()
    {
        using X509Certificate2 issuing = Certificates.Authority("CN=issuing", _root);
        using X509Certificate2 imitation = Certificates.Authority("CN=issuing");
        using X509Certificate2 certificate = Certificates.Server(imitation);
        await using var server = TlsServer.Showing(certificate);
        Assert.Contains(
            "is not signed by the CN=issuing that is known here, but by another of that name",
            await CallAsync(server, issuing),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_of_the_same_name_issuer_and_serial_number_is_refused()
    {
        byte[] serial = [1, 2, 3, 4];
        using X509Certificate2 issuing = Certificates.Authority("CN=issuing", _root, serial: serial);
        using X509Certificate2 rootsImitation = Certificates.Authority("CN=root");
        using X509Certificate2 imitation = Certificates.Authority("CN=issuing", rootsImitation, serial: serial);
        Assert.Equal(issuing, imitation);
        using X509Certificate2 certificate = Certificates.Server(imitation);
        await using var server = TlsServer.Showing(certificate, imitation);
        Assert.NotNull(await CallAsync(server, issuing));
    }

    [Fact]
    public async Task An_expired_one_is_refused_and_told()
    {
        using X509Certificate2 issuing = Certificates.Authority("CN=issuing", _root, toDay: -1);
        using X509Certificate2 certificate = Certificates.Server(issuing);
        await using var server = TlsServer.Showing(certificate);
        Assert.Contains("comes from CN=issuing, which expired on", await CallAsync(server, issuing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_for_other_purposes_is_refused_and_told()
    {
        using X509Certificate2 issuing = Certificates.Authority("CN=issuing", _root, usage: Certificates.ForClients);
        using X509Certificate2 certificate = Certificates.Server(issuing);
        await using var server = TlsServer.Showing(certificate);
        Assert.Contains(
            "comes from CN=issuing, which is not meant for servers (serverAuth), but for clients (clientAuth)",
            await CallAsync(server, issuing),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_may_not_issue_for_the_host_is_refused_and_told()
    {
        // permitted: dNSName allowed.ok
        byte[] constraint = Convert.FromHexString("3010A00E300C820A616C6C6F7765642E6F6B");
        using X509Certificate2 issuing = Certificates.Authority(
            "CN=issuing", _root, more: request => request.CertificateExtensions.Add(new X509Extension("2.5.29.30", constraint, true)));
        using X509Certificate2 certificate = Certificates.Server(issuing);
        await using var server = TlsServer.Showing(certificate);
        Assert.Contains(
            "is for localhost, for which its authority may not issue certificates",
            await CallAsync(server, issuing),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_no_authority_is_refused_and_told()
    {
        using X509Certificate2 none = Certificates.Server(_root, name: "CN=none");
        using X509Certificate2 certificate = Certificates.Server(none);
        await using var server = TlsServer.Showing(certificate);
        Assert.Contains("comes from CN=none, which is no certificate authority", await CallAsync(server, none), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_servers_own_certificate_is_no_authority()
    {
        using X509Certificate2 certificate = Certificates.Server(_root);
        await using var server = TlsServer.Showing(certificate);
        Assert.NotNull(await CallAsync(server, certificate));
    }

    [Fact]
    public async Task A_certificate_for_another_host_or_one_that_expired_stays_refused()
    {
        using X509Certificate2 issuing = Certificates.Authority("CN=issuing", _root);
        using X509Certificate2 other = Certificates.Server(issuing, "other.test");
        await using var elsewhere = TlsServer.Showing(other);
        Assert.Contains("is for other.test, not for localhost", await CallAsync(elsewhere, issuing), StringComparison.Ordinal);
        using X509Certificate2 old = Certificates.Server(issuing, toDay: -1);
        await using var late = TlsServer.Showing(old);
        Assert.Contains("expired on", await CallAsync(late, issuing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorities_in_a_ConfigMap_rotate_without_a_restart()
    {
        // As the kubelet does it: ca.crt -> ..data/ca.crt, ..data -> ..1, and ..data is swapped; here within the same tick.
        using X509Certificate2 old = Certificates.Authority("CN=old");
        DateTime written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach ((string version, X509Certificate2 authority) in (ReadOnlySpan<(string, X509Certificate2)>)[("..1", old), ("..2", _root)])
        {
            string file = Path.Combine(Directory.CreateDirectory(Path.Combine(_directory.FullName, version)).FullName, "ca.crt");
            File.WriteAllText(file, authority.ExportCertificatePem());
            File.SetLastWriteTimeUtc(file, written);
        }

        string data = Path.Combine(_directory.FullName, "..data");
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(CaFile, "..data/ca.crt");
        using X509Certificate2 certificate = Certificates.Server(_root);
        await using var server = TlsServer.Showing(certificate);
        using ModelRegistryClient registry = Connect(server.Address);
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => registry.RegisteredModels.GetAsync("1"));
        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, "..2");
        Assert.Equal("m", (await registry.RegisteredModels.GetAsync("1")).Name);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/dev/zero", "is empty, or no regular file")]
    [InlineData("pipe", "is empty, or no regular file")]
    [InlineData("empty", "is empty, or no regular file")]
    [InlineData("link to /dev/zero", "is empty, or no regular file")]
    [InlineData("large", "is longer than 4194304 bytes")]
    [InlineData("directory", "")]
    public async Task A_file_that_never_ends_is_refused_at_once(string kind, string why)
    {
        string path = kind == "/dev/zero" ? kind : Path.Combine(_directory.FullName, kind.Replace('/', '_'));
        switch (kind)
        {
            case "pipe":
                using (Process make = Process.Start("mkfifo", [path]))
                {
                    await make.WaitForExitAsync(TestContext.Current.CancellationToken);
                }

                break;
            case "empty":
                await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
                break;
            case "link to /dev/zero":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            case "large":
                await using (FileStream file = File.Create(path))
                {
                    file.SetLength(1L << 40);
                }

                break;
            case "directory":
                Directory.CreateDirectory(path);
                break;
        }

        // Elsewhere, since whoever waits for a pipe does not hear of this test's time limit.
        (string message, long allocated) = await Task.Run(
            () =>
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                var options = new ModelRegistryClientOptions { BaseAddress = new Uri("https://localhost"), CaFile = path };
                string message = Assert.Throws<InvalidOperationException>(() => ModelRegistryClient.Create(options)).Message;
                return (message, GC.GetAllocatedBytesForCurrentThread() - before);
            },
            TestContext.Current.CancellationToken);
        Assert.InRange(allocated, 0, 32 << 20);
        Assert.Contains($"The CA file {path} can't be used: ", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    private async Task<string?> CallAsync(TlsServer server, X509Certificate2 authority)
    {
        await File.WriteAllTextAsync(CaFile, authority.ExportCertificatePem());
        using ModelRegistryClient registry = Connect(server.Address);
        return (await Record.ExceptionAsync(() => registry.RegisteredModels.GetAsync("1")))?.Message;
    }

    private ModelRegistryClient Connect(Uri address)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = address, CaFile = CaFile };
        options.Resilience.MaxRetries = 0;
        return ModelRegistryClient.Create(options);
    }
}
