using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Tests.Errors;

/// <summary>
/// A proxy on the way is named wherever a call through it fails, and what it refuses is not reported as the registry's refusal.
/// </summary>
public sealed class ProxyTests
{
    private static readonly Uri OverTls = new("https://registry.test:8443");
    private static readonly Uri Plain = new("http://registry.test:8080");

    [Theory]
    [InlineData("https://registry.test:8443", 407, "")]
    [InlineData("https://registry.test:8443", 407, "Proxy-Authenticate: Basic realm=\"x\"\r\n")]
    [InlineData("https://registry.test:8443", 403, "")]
    [InlineData("http://registry.test:8080", 407, "")]
    [InlineData("http://registry.test:8080", 407, "Proxy-Authenticate: Basic realm=\"x\"\r\n")]
    [InlineData("http://registry.test:8080", 403, "X-Squid-Error: ERR_ACCESS_DENIED 0\r\n")]
    [InlineData("http://registry.test:8080", 403, "Proxy-Status: proxy.test; error=http_request_denied\r\n")]
    [InlineData("http://registry.test:8080", 401, "Proxy-Status: proxy.test; error=http_request_denied\r\n")]
    public async Task Its_own_refusal_is_told_as_its_own_and_not_repeated(string registry, int status, string header)
    {
        await using var proxy = RawServer.Saying($"HTTP/1.1 {status} No\r\n{header}Content-Length: 0\r\nConnection: close\r\n\r\n");
        using ModelRegistryClient client = TestClient.Through(
            new EnvironmentProxy(proxy.Address), new Uri(registry), options => options.Resilience.RetryDelay = TimeSpan.FromTicks(1));
        ModelRegistryException exception = await Assert.ThrowsAnyAsync<ModelRegistryException>(
            () => client.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" }));
        Assert.Equal(typeof(ModelRegistryException), exception.GetType());
        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
        Assert.Equal((false, false), (exception.IsTransient, exception.IsOutcomeUnknown));
        Assert.Contains($"the proxy 127.0.0.1:{proxy.Address.Port}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("That is the proxy's own refusal, not the registry's.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("add registry.test to NO_PROXY", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token", exception.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(status == 407, exception.Message.Contains("wants a user name and password", StringComparison.Ordinal));

        // The runtime asks twice where it is challenged, with the password then.
        Assert.Equal(header.StartsWith("Proxy-Auth", StringComparison.Ordinal) ? 2 : 1, proxy.Accepted);
    }

    [Fact]
    public async Task The_password_in_its_address_is_given_to_it()
    {
        var asked = new List<string>();
        await using var proxy = new RawServer(async connection =>
        {
            string request = await connection.ReadRequestAsync();
            asked.Add(request);
            bool knows = request.Contains("Proxy-Authorization: Basic ", StringComparison.Ordinal);
            await connection.WriteAsync(knows
                ? $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Bodies.Model.Length}\r\nConnection: "
                    + $"close\r\n\r\n{Bodies.Model}"
                : "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
        using ModelRegistryClient client = TestClient.Through(new EnvironmentProxy(proxy.Address), Plain);
        Assert.Equal("m", (await client.RegisteredModels.GetAsync("1")).Name);
        Assert.Equal(2, asked.Count);
    }

    [Fact]
    public void The_network_does_not_see_the_password_in_its_address()
    {
        var route = new Route(new EnvironmentProxy(new Uri("http://proxy.test:3128")));
        Assert.Equal("http://proxy.test:3128/", route.GetProxy(Plain)!.AbsoluteUri);
        Assert.Equal("proxy.test:3128", route.Via);
    }

    [Fact]
    public async Task A_refusal_that_may_be_either_s_is_told_so()
    {
        await using var proxy = RawServer.Saying("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using ModelRegistryClient client = TestClient.Through(new EnvironmentProxy(proxy.Address), Plain);
        ModelRegistryUnauthorizedException exception = await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(
            () => client.RegisteredModels.GetAsync("1"));
        Assert.Contains($"(through the proxy 127.0.0.1:{proxy.Address.Port})", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Either the proxy refuses, or the registry does.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://registry.test:8443", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("https://registry.test:8443", "")]
    [InlineData("https://registry.test:8443", "nonsense\r\n\r\n")]
    [InlineData("https://registry.test:8443", "HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("http://registry.test:8080", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("http://registry.test:8080", "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("http://registry.test:8080", "")]
    [InlineData("http://registry.test:8080", "nonsense\r\n\r\n")]
    [InlineData("http://registry.test:8080", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{")]
    [InlineData(
        "http://registry.test:8080",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nhttp://nonsense\r\n")]
    public async Task An_outage_behind_it_or_its_own_names_it(string registry, string answer)
    {
        await using var proxy = RawServer.Saying(answer);
        using ModelRegistryClient client = TestClient.Through(
            new EnvironmentProxy(proxy.Address), new Uri(registry), options => options.Resilience.Enabled = false);
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => client.RegisteredModels.GetAsync("1"));
        Assert.Contains($"the proxy 127.0.0.1:{proxy.Address.Port}", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Through_its_tunnel_the_registry_answers_for_itself()
    {
        using X509Certificate2 certificate = Certificates.Server(null);
        await using var registry = new TlsServer(() => new SslServerAuthenticationOptions { ServerCertificate = certificate })
        {
            Response = "HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        };
        await using var proxy = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n");
            await connection.TunnelAsync(registry.Address.Port);
        });
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        using ModelRegistryClient client = TestClient.Through(
            new EnvironmentProxy(proxy.Address), registry.Address, options => options.CaFile = file);
        ModelRegistryUnauthorizedException refused = await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(
            () => client.RegisteredModels.GetAsync("1"));
        Assert.DoesNotContain("127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Either", refused.Message, StringComparison.Ordinal);
        File.Delete(file);

        // A connection that does not come about may be the proxy's fault, so it is named.
        using ModelRegistryClient distrustful = TestClient.Through(
            new EnvironmentProxy(proxy.Address), registry.Address, options => options.Resilience.Enabled = false);
        ModelRegistryUnavailableException failed = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => distrustful.RegisteredModels.GetAsync("1"));
        Assert.Contains(
            $"(through the proxy 127.0.0.1:{proxy.Address.Port}): TLS failed: the server's certificate CN=registry is signed by itself",
            failed.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_there_is_named()
    {
        using var dead = new DeadAddress();
        using ModelRegistryClient client = TestClient.Through(
            new EnvironmentProxy(dead.Uri), OverTls, options => options.Resilience.Enabled = false);
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => client.RegisteredModels.GetAsync("1"));
        Assert.Contains(
            $"got no response from https://registry.test:8443 (through the proxy 127.0.0.1:{dead.Uri.Port}): the proxy can't be reached",
            exception.Message,
            StringComparison.Ordinal);

        using ModelRegistryClient unknown = TestClient.Through(
            new EnvironmentProxy(new Uri("http://proxy.invalid:3128")), OverTls, options => options.Resilience.Enabled = false);
        exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => unknown.RegisteredModels.GetAsync("1"));
        Assert.Contains(
            "(through the proxy proxy.invalid:3128): the proxy's host name can't be resolved.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_says_nothing_is_named()
    {
        await using var proxy = new RawServer(connection => connection.UntilClosedAsync());
        using ModelRegistryClient client = TestClient.Through(new EnvironmentProxy(proxy.Address), OverTls, options =>
        {
            options.Resilience.Enabled = false;
            options.Resilience.TotalTimeout = TimeSpan.FromMilliseconds(200);
        });
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => client.RegisteredModels.GetAsync("1"));
        Assert.Contains(
            $"https://registry.test:8443 (through the proxy 127.0.0.1:{proxy.Address.Port}) sent no complete response",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_login_page_is_named_after_it()
    {
        await using var proxy = RawServer.Saying(
            "HTTP/1.1 302 Found\r\nLocation: http://ann:pw@portal.test/?token=x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using ModelRegistryClient client = TestClient.Through(new EnvironmentProxy(proxy.Address), Plain);
        ModelRegistryException exception = await Assert.ThrowsAnyAsync<ModelRegistryException>(() => client.RegisteredModels.GetAsync("1"));
        Assert.Contains(
            $"a redirect to http://portal.test (status 302) (through the proxy 127.0.0.1:{proxy.Address.Port})",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_used_is_not_named()
    {
        using var dead = new DeadAddress();
        using ModelRegistryClient client = TestClient.Through(
            new EnvironmentProxy(new Uri("http://proxy.invalid:3128"), except: dead.Uri.Host),
            dead.Uri,
            options => options.Resilience.Enabled = false);
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => client.RegisteredModels.GetAsync("1"));
        Assert.DoesNotContain("proxy", exception.Message, StringComparison.OrdinalIgnoreCase);
    }
}
