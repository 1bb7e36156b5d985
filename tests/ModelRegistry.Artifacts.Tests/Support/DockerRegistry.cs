using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace ModelRegistry.Artifacts.Tests.Support;

/// <summary>Debian's docker-registry on loopback: <c>apt-get install docker-registry</c>. Where it is absent, tests are skipped.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    public const string User = "puller";
    public const string Password = "secret";
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    public const string IndexType = "application/vnd.oci.image.index.v1+json";

    /// <summary>bcrypt of the password above.</summary>
    private const string HashedPassword = "$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a";

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private DockerRegistry(Process process, DirectoryInfo folder, string host, bool needsPassword)
    {
        (_process, _folder, Host) = (process, folder, host);
        _http = new HttpClient { BaseAddress = new Uri($"http://{host}/") };
        if (needsPassword)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        }
    }

    /// <summary>Gets the registry as an image names it: <c>127.0.0.1:port</c>.</summary>
    public string Host { get; }

    public static async Task<DockerRegistry> StartAsync(bool needsPassword = false)
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/docker-registry"),
            "Images are asked about at a real registry: 'apt-get install docker-registry' on Debian.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("docker-registry-");
        string host = $"127.0.0.1:{FreePort()}";
        string auth = "";
        if (needsPassword)
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "htpasswd"), $"{User}:{HashedPassword}\n", TestContext.Current.CancellationToken);
            auth = $"auth: {{ htpasswd: {{ realm: test, path: {folder.FullName}/htpasswd }} }}\n";
        }

        string configuration = Path.Combine(folder.FullName, "config.yml");
        await File.WriteAllTextAsync(
            configuration,
            $"version: 0.1\nlog: {{ level: error }}\nstorage: {{ filesystem: {{ rootdirectory: {folder.FullName}/data }} }}\nhttp: {{ "
                + $"addr: '{host}' }}\n{auth}",
            TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("/usr/bin/docker-registry", ["serve", configuration])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var registry = new DockerRegistry(Process.Start(start)!, folder, host, needsPassword);
        registry._process.OutputDataReceived += (_, _) => { };
        registry._process.ErrorDataReceived += (_, _) => { };
        registry._process.BeginOutputReadLine();
        registry._process.BeginErrorReadLine();
        await registry.ReadyAsync();
        return registry;
    }

    /// <summary>Pushes an image of one layer.</summary>
    /// <returns>The digest of its manifest.</returns>
    public async Task<string> PushAsync(string repository, string tag, string layer)
    {
        (string configDigest, int configSize) = await PushBlobAsync(repository, "{}"u8.ToArray());
        (string layerDigest, int layerSize) = await PushBlobAsync(repository, Encoding.UTF8.GetBytes(layer));
        string manifest = string.Create(CultureInfo.InvariantCulture, $$$"""
            {"schemaVersion":2,"mediaType":"{{{ManifestType}}}",
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{{configDigest}}}","size":{{{configSize}}} },
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{{layerDigest}}}","size":{{{layerSize}}} }],
            "annotations":{"org.opencontainers.image.created":"2026-05-01T12:00:00Z"}}
            """);
        return await PushManifestAsync(repository, tag, ManifestType, manifest);
    }

    /// <summary>Pushes an index of images for several platforms.</summary>
    public Task<string> PushIndexAsync(string repository, string tag, params (string Architecture, string Digest)[] images)
    {
        IEnumerable<string> manifests = images.Select(image =>
            $$$"""{"mediaType":"{{{ManifestType}}}","digest":"{{{image.Digest}}}","size":1,"platform":{"os":"linux","architecture":"{{{image.Architecture}}}"}}""");
        return PushManifestAsync(
            repository,
            tag,
            IndexType,
            $$"""{"schemaVersion":2,"mediaType":"{{IndexType}}","manifests":[{{string.Join(',', manifests)}}]}""");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ReadyAsync()
    {
        while (true)
        {
            try
            {
                using HttpResponseMessage response = await _http.GetAsync("v2/", TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }
    }

    private async Task<(string Digest, int Size)> PushBlobAsync(string repository, byte[] content)
    {
        string digest = DigestOf(content);
        using HttpResponseMessage upload = await _http.PostAsync(
            $"v2/{repository}/blobs/uploads/", null, TestContext.Current.CancellationToken);
        upload.EnsureSuccessStatusCode();
        string location = upload.Headers.Location!.ToString();
        using var body = new ByteArrayContent(content);
        using HttpResponseMessage put = await _http.PutAsync(
            $"{location}{(location.Contains('?') ? '&' : '?')}digest={digest}", body, TestContext.Current.CancellationToken);
        put.EnsureSuccessStatusCode();
        return (digest, content.Length);
    }

    private async Task<string> PushManifestAsync(string repository, string tag, string mediaType, string manifest)
    {
        byte[] content = Encoding.UTF8.GetBytes(manifest);
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using HttpResponseMessage response = await _http.PutAsync(
            $"v2/{repository}/manifests/{tag}", body, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return DigestOf(content);
    }

    private static string DigestOf(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
}
