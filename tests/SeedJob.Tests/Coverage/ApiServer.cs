using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SeedJob.Tests.Coverage;

/// <summary>An API server on loopback: TLS with a CA of its own, a token, and lists in pages.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    public const string Token = "secret-of-the-service-account";

    private readonly WebApplication _app;
    private readonly TemporaryFolder _account = new();
    private readonly ConcurrentDictionary<string, string[]> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(int Status, string Body)> _failures = new();

    private ApiServer()
    {
        (X509Certificate2 server, string authority) = MakeCertificate();
        _account.Write("token", Token + "\n");
        _account.Write("ca.crt", authority);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(server)));
        _app = builder.Build();
        _app.Run(RespondAsync);
    }

    public ConcurrentQueue<string> Requests { get; } = [];

    public string ServiceAccount => _account.Path;

    public Dictionary<string, string> Variables
    {
        get
        {
            var address = new Uri(_app.Urls.First());
            return new()
            {
                ["KUBERNETES_SERVICE_HOST"] = address.Host,
                ["KUBERNETES_SERVICE_PORT"] = $"{address.Port}",
                ["SEED_SERVICE_ACCOUNT"] = ServiceAccount,
            };
        }
    }

    public static async Task<ApiServer> StartAsync()
    {
        var server = new ApiServer();
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Serves objects of a resource, each array a page of its own.</summary>
    public void Serve(string resource, params string[][] pages) => _pages[resource] = [.. pages.Select((page, index) =>
        "{\"kind\":\"InferenceServiceList\",\"metadata\":{"
            + (index + 1 < pages.Length ? $"\"continue\":\"a+b/{index + 1}\"" : "") + "},\"items\":[" + string.Join(',', page) + "]}")];

    /// <summary>Lets the next requests fail, one after the other.</summary>
    public void Fail(int status, string body = "{}", int times = 1)
    {
        for (int i = 0; i < times; i++)
        {
            _failures.Enqueue((status, body));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _account.Dispose();
    }

    private async Task RespondAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        (int status, string body) = Respond(context.Request);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (status is >= 300 and < 400)
        {
            context.Response.Headers.Location = body;
            body = "";
        }

        await context.Response.WriteAsync(body);
    }

    private (int Status, string Body) Respond(HttpRequest request)
    {
        if (_failures.TryDequeue(out (int, string) failure))
        {
            return failure;
        }

        if (request.Headers.Authorization != $"Bearer {Token}")
        {
            return (401, """{"kind":"Status","message":"Unauthorized"}""");
        }

        const string Group = "/apis/serving.kserve.io/";
        string path = request.Path.Value!;
        if (!path.StartsWith(Group, StringComparison.Ordinal) || !_pages.TryGetValue(path[Group.Length..], out string[]? pages))
        {
            return (404, """{"kind":"Status","message":"the server could not find the requested resource"}""");
        }

        string? next = request.Query["continue"];
        return (200, pages[next is null ? 0 : int.Parse(next["a+b/".Length..], System.Globalization.CultureInfo.InvariantCulture)]);
    }

    private static (X509Certificate2 Server, string Authority) MakeCertificate()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=cluster-ca", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        (DateTimeOffset from, DateTimeOffset until) =
            (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using X509Certificate2 authority = authorityRequest.CreateSelfSigned(from, until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(authority, from, until, [1, 2, 3, 4]);
        using X509Certificate2 withKey = certificate.CopyWithPrivateKey(key);
        return (X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null), authority.ExportCertificatePem());
    }
}
