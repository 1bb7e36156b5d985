using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ModelRegistry.Artifacts.Tests.Support;

/// <summary>fauxqs from npm, an S3 on loopback. Where node, npm or its package is absent, tests are skipped.</summary>
/// <remarks>Its command line listens on every interface, so it is started by a program of three lines.</remarks>
public sealed class FauxS3 : IAsyncDisposable
{
    private const string Version = "1.9.2";

    private static readonly Lazy<Task<string?>> Installed = new(InstallAsync);

    private readonly Process _process;

    private FauxS3(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        Client = new AmazonS3Client(
            new BasicAWSCredentials("key-of-the-test", "secret-of-the-test"),
            new AmazonS3Config { ServiceURL = address.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
    }

    public Uri Address { get; }

    public AmazonS3Client Client { get; }

    public static async Task<FauxS3> StartAsync()
    {
        string? folder = await Installed.Value;
        Assert.SkipWhen(folder is null, $"Objects are asked about at an S3: it takes node, npm, and the package fauxqs {Version}.");
        var start = new ProcessStartInfo("node", ["start.mjs"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        string? address = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return new FauxS3(process, new Uri(address ?? throw new InvalidOperationException("fauxqs did not start.")));
    }

    public async Task PutAsync(string bucket, params (string Key, string Content)[] objects)
    {
        await Client.PutBucketAsync(bucket, TestContext.Current.CancellationToken);
        foreach ((string key, string content) in objects)
        {
            var request = new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = content, UseChunkEncoding = false };
            await Client.PutObjectAsync(request, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    /// <summary>Installs the package into a folder that later runs find again.</summary>
    private static async Task<string?> InstallAsync()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"model-registry-tests-fauxqs-{Version}");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "fauxqs")))
        {
            string temporary = Directory.CreateTempSubdirectory("fauxqs-").FullName;
            try
            {
                var start = new ProcessStartInfo(
                    "npm", ["install", $"fauxqs@{Version}", "--prefix", temporary, "--ignore-scripts", "--no-audit", "--no-fund"])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                };
                using Process npm = Process.Start(start)!;
                Task output = Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
                await npm.WaitForExitAsync();
                await output;
                if (npm.ExitCode != 0)
                {
                    return null;
                }

                Directory.Move(temporary, folder);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // There is no npm.
                return null;
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                // Another test process was faster.
            }
        }

        await File.WriteAllTextAsync(
            Path.Combine(folder, "start.mjs"),
            """
            import { buildApp } from 'fauxqs';
            console.log(await buildApp({ logger: false }).listen({ port: 0, host: '127.0.0.1' }));
            """);
        return folder;
    }
}
