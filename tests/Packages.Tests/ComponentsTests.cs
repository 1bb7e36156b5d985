using System.Text.Json;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>The lists of components: the same tree makes the same bytes, and what only builds or tests is not in them.</summary>
[Trait("Category", "Slow")]
public sealed class ComponentsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("components");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = 600_000)]
    public async Task The_same_tree_makes_the_same_lists()
    {
        string[] first = await MakeAsync("first");
        string[] second = await MakeAsync("second");

        Assert.Contains("ModelRegistry.Client.cdx.json", first);
        Assert.Equal(first, second);
        foreach (string name in first)
        {
            byte[] list = await ReadAsync("first", name);
            Assert.Equal(list, await ReadAsync("second", name));
            using JsonDocument document = JsonDocument.Parse(list);
            Assert.Equal("CycloneDX", document.RootElement.GetProperty("bomFormat").GetString());
            Assert.False(document.RootElement.TryGetProperty("serialNumber", out _));
            Assert.Equal("2020-09-13T12:26:40Z", document.RootElement.GetProperty("metadata").GetProperty("timestamp").GetString());
            Assert.DoesNotContain(
                document.RootElement.GetProperty("components").EnumerateArray(),
                component => component.GetProperty("name").GetString()!.EndsWith("Analyzer", StringComparison.Ordinal));
        }
    }

    private Task<byte[]> ReadAsync(string folder, string name) =>
        File.ReadAllBytesAsync(Path.Combine(_folder.FullName, folder, name), TestContext.Current.CancellationToken);

    private async Task<string[]> MakeAsync(string name)
    {
        string output = Path.Combine(_folder.FullName, name);
        Command run = await Command.RunAsync(
            Repository.PathOf("scripts", "components.sh"),
            [output],
            Repository.Root,
            TestContext.Current.CancellationToken,
            ("SOURCE_DATE_EPOCH", "1600000000"));
        Assert.True(run.ExitCode == 0, run.Text);
        return [.. Directory.EnumerateFiles(output).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
    }
}
