using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace OpenShift.Tests;

/// <summary>The script that names the base of the image by its digest, run on a copy of the files that it changes.</summary>
public sealed class PinBaseTests : IDisposable
{
    private const string Manifest = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}""";

    private static readonly string Digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Manifest)))}";

    private readonly DirectoryInfo _tree = Directory.CreateTempSubdirectory("pin-base-tests-");
    private readonly HttpListener _registry = new();
    private readonly List<string> _requests = [];

    public PinBaseTests()
    {
        Host = $"127.0.0.1:{FreePort()}";
        _registry.Prefixes.Add($"http://{Host}/");
        foreach (string file in new[] { "scripts/pin-base.sh", "src/SeedJob/SeedJob.csproj", "src/SeedJob/Dockerfile" })
        {
            string copy = PathOf(file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, File.ReadAllText(Path.Combine(Repository.Root, file)).Replace(
                "mcr.microsoft.com/dotnet/runtime-deps", $"{Host}/dotnet/runtime-deps", StringComparison.Ordinal));
        }
    }

    private string Host { get; }

    public void Dispose()
    {
        _registry.Close();
        _tree.Delete(recursive: true);
    }

    [Fact]
    public async Task The_digest_of_what_the_registry_serves_stands_behind_the_tag_in_both_files()
    {
        _registry.Start();
        Task serving = ServeAsync(200, Manifest);

        (int code, string output, string error) = await RunAsync();

        Assert.Equal((0, ""), (code, error));
        string pinned = output.Trim();
        Assert.Matches($@"^{Host}/dotnet/runtime-deps:10\.0\.[0-9]+-noble-chiseled@{Digest}$", pinned);
        Assert.Contains($">{pinned}</ContainerBaseImage>", Read("src/SeedJob/SeedJob.csproj"), StringComparison.Ordinal);
        Assert.Contains($"ARG BASE={pinned}\n", Read("src/SeedJob/Dockerfile"), StringComparison.Ordinal);
        Assert.StartsWith("/v2/dotnet/runtime-deps/manifests/10.0.", Assert.Single(_requests), StringComparison.Ordinal);

        // Once more is the same again: the old digest is not asked for, and goes.
        Assert.Equal(pinned, (await RunAsync()).Output.Trim());
        Assert.Equal(_requests[0], _requests[1]);
        _registry.Close();
        await serving;
    }

    [Theory]
    [InlineData(404, "{}", "did not say what")]
    [InlineData(200, "<html>sign in</html>", "is no manifest")]
    public async Task A_registry_that_does_not_serve_it_changes_nothing(int status, string body, string said)
    {
        string before = Read("src/SeedJob/SeedJob.csproj") + Read("src/SeedJob/Dockerfile");
        _registry.Start();
        Task serving = ServeAsync(status, body);

        (int code, string output, string error) = await RunAsync();

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.EndsWith("nothing is changed.\n", error, StringComparison.Ordinal);
        Assert.Equal(before, Read("src/SeedJob/SeedJob.csproj") + Read("src/SeedJob/Dockerfile"));
        _registry.Close();
        await serving;
    }

    [Fact]
    public async Task A_registry_out_of_reach_changes_nothing()
    {
        string before = Read("src/SeedJob/SeedJob.csproj");

        (int code, _, string error) = await RunAsync();

        Assert.Equal(1, code);
        Assert.Contains("nothing is changed.", error, StringComparison.Ordinal);
        Assert.Equal(before, Read("src/SeedJob/SeedJob.csproj"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<(int Code, string Output, string Error)> RunAsync()
    {
        Assert.SkipUnless(Processes.IsInstalled("curl"), "This needs curl: 'apt-get install curl' on Debian.");
        return Processes.RunAsync("bash", [PathOf("scripts/pin-base.sh")]);
    }

    private string PathOf(string file) => Path.Combine(_tree.FullName, file);

    private string Read(string file) => File.ReadAllText(PathOf(file));

    private async Task ServeAsync(int status, string body)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _registry.GetContextAsync();
                _requests.Add(context.Request.RawUrl!);
                context.Response.StatusCode = status;
                context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or HttpListenerException)
        {
            // Closed.
        }
    }
}
