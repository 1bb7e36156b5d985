using System.IO.Compression;
using System.Security;
using System.Xml.Linq;
using Packages.Tests.Support;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace Packages.Tests.Support;

/// <summary>
/// The packages as they are made from this tree, in a folder of their own. Their version is used once, so that no cache can answer for
/// them, and what is installed from there stays in the folder.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packages");
    private readonly Lazy<Task<string>> _pack;

    public PackageFeed()
    {
        Version = $"0.0.0-test.{Guid.NewGuid():N}";
        _pack = new Lazy<Task<string>>(PackAsync);
    }

    public string Version { get; }

    public string Packages => Path.Combine(_folder.FullName, "feed");

    /// <summary>A folder whose programs find the packages.</summary>
    public string Consumer => Path.Combine(_folder.FullName, "consumer");

    /// <summary>Packs, once for all tests.</summary>
    /// <returns>What the build said.</returns>
    public Task<string> ReadyAsync() => _pack.Value;

    public ZipArchive Open(string id, string extension = "nupkg") =>
        ZipFile.OpenRead(Path.Combine(Packages, $"{id}.{Version}.{extension}"));

    public XElement Nuspec(string id)
    {
        using ZipArchive package = Open(id);
        using Stream content = package.GetEntry($"{id}.nuspec")!.Open();
        XElement metadata = XDocument.Load(content).Root!.Elements().Single();
        foreach (XElement element in metadata.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return metadata;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> PackAsync()
    {
        // The version is part of the lock files, which therefore are others than those in the tree.
        string properties = Path.Combine(_folder.FullName, "pack.props");
        await File.WriteAllTextAsync(properties, $"""
            <Project>
              <PropertyGroup>
                <NuGetLockFilePath>{SecurityElement.Escape(_folder.FullName)}/locks/$(MSBuildProjectName).json</NuGetLockFilePath>
              </PropertyGroup>
            </Project>
            """);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "locks"));

        string[] arguments =
        [
            "pack", Repository.PathOf("ModelRegistry.Sdk.sln"), "--configuration", "Release", "--output", Packages,
            "--artifacts-path", Path.Combine(_folder.FullName, "build"),
            $"-p:Version={Version}", $"-p:CustomBeforeMicrosoftCommonProps={properties}",
            "-p:RunAnalyzers=false", "-nodeReuse:false",
        ];
        Command pack = await Command.RunAsync("dotnet", arguments, Repository.Root, CancellationToken.None);
        Assert.True(pack.ExitCode == 0, pack.Text);

        Directory.CreateDirectory(Consumer);
        await File.WriteAllTextAsync(Path.Combine(Consumer, "nuget.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{SecurityElement.Escape(Path.Combine(_folder.FullName, "installed"))}" />
              </config>
              <packageSources>
                <add key="packed" value="{SecurityElement.Escape(Packages)}" />
              </packageSources>
              <fallbackPackageFolders>
                {CachedPackages()}
              </fallbackPackageFolders>
            </configuration>
            """);

        // A program in one file takes the native compiler along in case it gets published, which nobody does here.
        await File.WriteAllTextAsync(
            Path.Combine(Consumer, "Directory.Build.props"),
            "<Project><PropertyGroup><PublishAot>false</PublishAot></PropertyGroup></Project>");
        return pack.Text;
    }

    // What has been downloaded before is not downloaded again.
    private static string CachedPackages()
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(cache) ? $"""<add key="cache" value="{SecurityElement.Escape(cache)}" />""" : "";
    }
}
