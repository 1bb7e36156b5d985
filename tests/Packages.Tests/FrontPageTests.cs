using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>
/// Follows README.md from top to bottom, block by block. What is put in another's place: free ports, the packages and the version that
/// the tests have made, a folder for the tool, and the machine's own package source for nuget.org.
/// </summary>
[Trait("Category", "Slow")]
public sealed partial class FrontPageTests : IDisposable
{
    private const string Model = "Granite-3.1-8b-Instruct-FP8";
    private readonly PackageFeed _feed;
    private readonly string _clone;
    private readonly List<Process> _servers = [];
    private readonly int _registry = FreePort();
    private readonly int _web = FreePort();
    private string _directory;

    public FrontPageTests(PackageFeed feed)
    {
        _feed = feed;
        _clone = Path.Combine(feed.Consumer, "model-registry-sdk");
        _directory = _clone;
    }

    private string Tools => Path.Combine(_feed.Consumer, "front-page-tools");

    public void Dispose()
    {
        foreach (Process server in _servers)
        {
            server.Kill(entireProcessTree: true);
            server.Dispose();
        }
    }

    [Fact(Timeout = 1_800_000)]
    public async Task Every_line_works_in_the_order_written()
    {
        await _feed.ReadyAsync();
        Directory.CreateDirectory(_clone);
        Directory.CreateSymbolicLink(Path.Combine(_clone, "samples"), Repository.PathOf("samples"));
        await RunAsync(
            "dotnet", ["tool", "install", "ModelRegistry.SeedJob", "--version", _feed.Version, "--tool-path", Tools], _feed.Consumer);

        var printed = new List<string>();
        string page = await File.ReadAllTextAsync(Repository.PathOf("README.md"), Cancellation);
        foreach ((string language, string? file, string code) in Blocks(page))
        {
            switch (language)
            {
                case "sh":
                    foreach (string line in code.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                    {
                        printed.Add(await FollowAsync(Adapt(line)));
                    }

                    break;
                case "text":
                    Assert.Equal(code, printed[^1]);
                    break;
                case "csharp" or "json":
                    Assert.NotNull(file);
                    await File.WriteAllTextAsync(Path.Combine(_directory, file), Adapt(code), Cancellation);
                    break;
                default:
                    Assert.Equal("", language);
                    break;
            }
        }

        Assert.Contains(printed, text => text.Contains(Model, StringComparison.Ordinal) && text.Contains("LIVE", StringComparison.Ordinal));
        Assert.Contains(printed, text => text.Trim() == "granite");
        Assert.Contains("409: createRegisteredModel failed with status 409 Conflict: the name 'granite' is taken\n", printed);
        Assert.Contains("model 1: 0 created, 0 updated, 3 unchanged\n", printed);
        Assert.Contains(printed, text => text.Contains($"\nRegisteredModel '{Model}'", StringComparison.Ordinal));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IEnumerable<(string Language, string? File, string Code)> Blocks(string page)
    {
        foreach (Match block in Block().Matches(page))
        {
            string indent = block.Groups["indent"].Value;
            string code = block.Groups["code"].Value.Replace("\n" + indent, "\n", StringComparison.Ordinal)[indent.Length..];
            yield return (block.Groups["language"].Value, block.Groups["file"] is { Success: true } file ? file.Value : null, code);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Adapt(string text) => text
        .Replace("localhost:8080", $"localhost:{_registry}", StringComparison.Ordinal)
        .Replace("--port 8080", $"--port {_registry}", StringComparison.Ordinal)
        .Replace("localhost:5000", $"localhost:{_web}", StringComparison.Ordinal)
        .Replace("ModelRegistry.Client@0.1.0", $"ModelRegistry.Client@{_feed.Version}", StringComparison.Ordinal)
        .Replace("../model-registry-sdk/artifacts/packages", _feed.Packages, StringComparison.Ordinal)
        .Replace("dotnet run --project src/SeedJob --", "seed-job", StringComparison.Ordinal);

    private async Task<string> FollowAsync(string line)
    {
        switch (line)
        {
            case "dotnet pack --configuration Release":
                return "";
            case "mkdir ../try":
                Directory.CreateDirectory(Path.Combine(_directory, "..", "try"));
                return "";
            case "cd ../try":
                _directory = Path.GetFullPath(Path.Combine(_directory, "..", "try"));
                return "";
            case "dotnet new nugetconfig":
                await RunAsync("sh", ["-c", line], _directory);
                string config = Path.Combine(_directory, "nuget.config");
                await File.WriteAllTextAsync(config, "<configuration><packageSources /></configuration>", Cancellation);
                return "";
            case "dotnet tool install --global ModelRegistry.SeedJob":
                Assert.True(File.Exists(Path.Combine(Tools, "seed-job")));
                return "";
        }

        if (line.StartsWith("seed-job emulator ", StringComparison.Ordinal))
        {
            await ServeAsync(line, $"http://localhost:{_registry}/");
            return "";
        }

        if (line.StartsWith("dotnet run --project web ", StringComparison.Ordinal))
        {
            await ServeAsync(line, $"http://localhost:{_web}/health");
            using var client = new HttpClient();
            Assert.Equal("Healthy", await client.GetStringAsync($"http://localhost:{_web}/health", Cancellation));
            string model = await client.GetStringAsync($"http://localhost:{_web}/models/{Model}", Cancellation);
            Assert.StartsWith($"RegisteredModel '{Model}'", model, StringComparison.Ordinal);
            return "";
        }

        string version = line.Contains(" package ModelRegistry.", StringComparison.Ordinal) ? $" --version {_feed.Version}"
            : line.EndsWith(" package Microsoft.Extensions.Hosting", StringComparison.Ordinal) ? " --version 10.0.14"
            : "";
        return (await RunAsync("sh", ["-ec", line + version], _directory)).Output;
    }

    private async Task ServeAsync(string line, string address)
    {
        ProcessStartInfo start = new("sh", ["-c", $"exec {line}"]) { WorkingDirectory = _directory, UseShellExecute = false };
        (string name, string value) = SearchPath();
        start.Environment[name] = value;
        Process server = Process.Start(start)!;
        _servers.Add(server);
        using var client = new HttpClient();
        while (true)
        {
            Assert.False(server.HasExited, $"{line} ended with {(server.HasExited ? server.ExitCode : 0)}");
            try
            {
                using HttpResponseMessage response = await client.GetAsync(address, Cancellation);
                return;
            }
            catch (HttpRequestException)
            {
                // Not yet: the test's own limit ends the wait.
                await Task.Delay(200, Cancellation);
            }
        }
    }

    private (string Name, string Value) SearchPath() =>
        ("PATH", $"{Tools}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}");

    private async Task<Command> RunAsync(string program, string[] arguments, string directory)
    {
        Command run = await Command.RunAsync(program, arguments, directory, Cancellation, SearchPath());
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}\n{run.Text}");
        return run;
    }

    [GeneratedRegex(
        @"(^ *`(?<file>[\w./-]+)`[^\n]*\n\n)?^(?<indent> *)```(?<language>[a-z]*)\n(?<code>.*?)^ *```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
