using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>
/// The way to the registry: mistaken addresses, proxies of the environment, and whom TLS trusts. No user, password or query is told.
/// </summary>
public sealed class AddressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Mistaken => new()
    {
        "http://ann-Us3r:S3cr3t-pw@registry.test",
        "http://registry.test/?qu3ry=S3cr3t-pw",
        "http://registry.test/#S3cr3t-pw",
        "ann-Us3r:S3cr3t-pw@registry.test",
        "//ann-Us3r:S3cr3t-pw@registry.test",
        "htp://ann-Us3r:S3cr3t-pw@registry.test",
        "http//ann-Us3r:S3cr3t-pw@registry.test",
        "http:/ann-Us3r:S3cr3t-pw@registry.test",
        "http://ann-Us3r:S3cr3t-pw@registry.test:port",
        "http://ann-Us3r:S3cr3t?pw/@registry.test",
        "http://ann-Us3r:S3cr3t-pw%40registry.test:8080",
        "http://ann-Us3r:S3cr3t-pw@[::",
        "htp://registry.test?qu3ry=S3cr3t-pw",
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Mistaken))]
    public async Task Of_a_mistaken_address_no_secret_is_told(string address)
    {
        foreach (string format in (string[])["text", "json"])
        {
            string[] common = ["--log-format", format, "--termination-log", _folder["status"]];
            AssertRefused(await Job.RunAsync(["plan", _folder["seed.yaml"], "--registry", address, .. common]));
            AssertRefused(await Job.RunAsync(["wait", "--registry", address, "--log-format", format]));
            AssertRefused(await Job.RunAsync(
                ["wait", "--log-format", format],
                new Dictionary<string, string>(StringComparer.Ordinal) { ["MODEL_REGISTRY_URL"] = address }));
        }
    }

    [Theory]
    [InlineData("plan", "http://ann-Us3r:S3cr3t-pw@registry.test", "--registry", "embedded")]
    [InlineData("wait", "http://ann-Us3r:S3cr3t-pw@registry.test")]
    [InlineData("wait", "--regisrty=http://ann-Us3r:S3cr3t-pw@registry.test")]
    [InlineData("plan", "--regisrty=http://ann-Us3r:S3cr3t-pw@registry.test")]
    [InlineData("http://ann-Us3r:S3cr3t-pw@registry.test")]
    [InlineData("wait", "--registry", "embedded", "--wait", "http://ann-Us3r:S3cr3t-pw@registry.test")]
    [InlineData("wait", "--registry", "embedded", "--ca-file", "http://ann-Us3r:S3cr3t-pw@registry.test")]
    public async Task Of_an_address_in_the_wrong_place_no_secret_is_told(params string[] arguments)
    {
        foreach (string format in (string[])["text", "json"])
        {
            Job job = await Job.RunAsync(arguments, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["SEED_LOG_FORMAT"] = format,
                ["SEED_TERMINATION_LOG"] = _folder["status"],
            });
            AssertSilent(job);
        }
    }

    [Theory]
    [InlineData(
        "http",
        "HTTP/1.1 407 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        1,
        "That is the proxy's own refusal, not the registry's.")]
    [InlineData(
        "https",
        "HTTP/1.1 407 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        1,
        "That is the proxy's own refusal, not the registry's.")]
    [InlineData(
        "https",
        "HTTP/1.1 403 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        1,
        "That is the proxy's own refusal, not the registry's.")]
    [InlineData("http", "HTTP/1.1 502 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", 4, "502")]
    [InlineData("https", "HTTP/1.1 502 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", 4, "502")]
    [InlineData("http", "", 4, "ended prematurely")]
    [InlineData("https", "", 4, "ended prematurely")]
    public async Task A_proxy_of_the_environment_is_named_without_its_password(string scheme, string answer, int code, string why)
    {
        await using var proxy = new StubServer(answer);
        string address = proxy.Url.Replace("//", "//ann-Us3r:S3cr3t-pw@", StringComparison.Ordinal);
        await using var process = JobProcess.StartWith(
            [
                new("http_proxy", address),
                new("https_proxy", address),
                new("no_proxy", ""),
                new("HTTPS_PROXY", address),
                new("NO_PROXY", ""),
            ],
            "wait", "--registry", $"{scheme}://registry.test", "--wait", "3s");
        process.CloseInput();
        Job job = await process.EndAsync();

        Assert.True(job.ExitCode == code, job.ToString());
        Assert.Contains($"the proxy {proxy.Url["http://".Length..]}", job.Error, StringComparison.Ordinal);
        Assert.Contains(why, job.Error, StringComparison.Ordinal);
        AssertSilent(job);
    }

    [Fact]
    public async Task A_certificate_that_the_system_trusts_is_trusted_and_another_is_not()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ours", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        string file = _folder.Write("ca.crt", certificate.ExportCertificatePem());
        await using ModelRegistryEmulator registry = ModelRegistryEmulator.Create();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using WebApplication app = builder.Build();
        app.MapModelRegistry(registry);
        await app.StartAsync(TestContext.Current.CancellationToken);
        string address = app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

        async Task<Job> WaitAsync(KeyValuePair<string, string>[] variables, params string[] more)
        {
            await using var process = JobProcess.StartWith(variables, ["wait", "--registry", address, "--wait", "5s", .. more]);
            return await process.EndAsync();
        }

        Job unknown = await WaitAsync([]);
        Assert.True(unknown.ExitCode == 4, unknown.ToString());
        Assert.Contains("CN=ours is signed by itself, and not among the system's authorities. If the registry's certificate comes from a "
            + "private authority, name its CA file.", unknown.Error, StringComparison.Ordinal);
        Job system = await WaitAsync([new("SSL_CERT_FILE", file)]);
        Assert.True(system.ExitCode == 0, system.ToString());
        Job named = await WaitAsync([], "--ca-file", file);
        Assert.True(named.ExitCode == 0, named.ToString());
    }

    private void AssertRefused(Job job)
    {
        Assert.True(job.ExitCode == 3, job.ToString());
        AssertSilent(job);
    }

    private void AssertSilent(Job job)
    {
        string all = job.Out + job.Error + (File.Exists(_folder["status"]) ? File.ReadAllText(_folder["status"]) : "");
        Assert.All(["Us3r", "S3cr3t", "qu3ry"], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }
}
