using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace ModelRegistry.Seeding.Tests;

public sealed class SeedFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("seed-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_directory_is_read_recursively_in_the_order_of_its_names()
    {
        Write("b/z.yaml", "zb");
        Write("a.yml", "a");
        Write("B.json", "upper");
        Write("b.YAML", "b");
        Write("README.md", "readme");
        Write(".hidden.yaml", "hidden");
        Write(".git/x.yaml", "git");

        Assert.Equal(["upper", "a", "b", "zb"], await ReadNamesAsync(_directory));
        Assert.Equal(["upper", "a", "b", "zb"], await ReadNamesAsync(_directory + "/"));
    }

    [Fact]
    public async Task A_mounted_ConfigMap_is_read_once()
    {
        // The layout of the kubelet's atomic writer, an item with a path of its own included.
        Write("mount/..2026_11_22/a.yaml", "a");
        Write("mount/..2026_11_22/sub/b.yaml", "b");
        Directory.CreateSymbolicLink(Path.Combine(_directory, "mount/..data"), "..2026_11_22");
        File.CreateSymbolicLink(Path.Combine(_directory, "mount/a.yaml"), "..data/a.yaml");
        Directory.CreateSymbolicLink(Path.Combine(_directory, "mount/sub"), "..data/sub");

        Assert.Equal(["a", "b"], await ReadNamesAsync(_directory));
        Assert.Equal(["a"], await ReadNamesAsync(Path.Combine(_directory, "mount/*.yaml")));
        Assert.Equal(["a", "b"], await ReadNamesAsync(Path.Combine(_directory, "mount/**")));
    }

    [Fact]
    public async Task Links_in_circles_end()
    {
        Write("a/x.yaml", "x");
        Directory.CreateSymbolicLink(Path.Combine(_directory, "a/up"), _directory);
        Directory.CreateSymbolicLink(Path.Combine(_directory, "a/self"), ".");
        File.CreateSymbolicLink(Path.Combine(_directory, "a/loop.yaml"), "loop.yaml");

        SeedReadResult result = await ReadAsync(_directory);
        Assert.DoesNotContain(result.Errors, error => error.Code is not ("SEED002" or "SEED003" or "SEED060"));
    }

    [Fact]
    public async Task A_file_is_read_once_however_many_paths_lead_to_it()
    {
        string a = Write("a.yaml", "a");
        Write("b.yaml", "b");
        Assert.Equal(
            ["a", "b"], await ReadNamesAsync(a, _directory, Path.Combine(_directory, "sub/../a.yaml"), Path.Combine(_directory, "*.yaml")));
    }

    [Theory]
    [InlineData("*.yaml", "a")]
    [InlineData("*", "a", "b")]
    [InlineData("?.yml", "b")]
    [InlineData("**/*.yaml", "a", "d", "c")]
    [InlineData("sub/*", "c")]
    [InlineData("s*b/**/d.yaml", "d")]
    [InlineData("sub/**/c.yaml", "c")]
    [InlineData("**", "a", "b", "c", "d")]
    public async Task A_glob_finds_seed_files(string pattern, params string[] names)
    {
        Write("a.yaml", "a");
        Write("b.yml", "b");
        Write("notes.txt", "notes");
        Write("sub/c.yaml", "c");
        Write("sub/deep/er/d.yaml", "d");
        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            (await ReadNamesAsync(Path.Combine(_directory, pattern))).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_file_named_like_a_pattern_is_that_file()
    {
        Write("a*.yaml", "star");
        Write("ab.yaml", "ab");
        Assert.Equal(["star"], await ReadNamesAsync(Path.Combine(_directory, "a*.yaml")));
    }

    [Fact]
    public async Task Nothing_to_read_is_an_error()
    {
        string empty = Directory.CreateDirectory(Path.Combine(_directory, "empty")).FullName;
        string file = Path.Combine(_directory, "zero.yaml");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        Assert.Equal(["(paths) SEED001"], await ReadBadAsync());
        Assert.Equal([$"{empty} SEED001"], await ReadBadAsync(empty));
        Assert.Equal([$"{empty}/*.yaml SEED001"], await ReadBadAsync($"{empty}/*.yaml"));
        Assert.Equal([$"{empty}/none/*.yaml SEED001"], await ReadBadAsync($"{empty}/none/*.yaml"));
        Assert.Equal([$"{file}:1:1 SEED001"], await ReadBadAsync(file));
        Assert.Equal([$"{empty}/none.yaml SEED002"], await ReadBadAsync($"{empty}/none.yaml"));
        Assert.Equal(["(paths) SEED002"], await ReadBadAsync(""));
        Assert.Equal(["(paths) SEED002"], await ReadBadAsync("a\0b"));
    }

    [Fact]
    public async Task Errors_of_several_files_come_in_the_order_of_the_files()
    {
        string second = Write("b.yaml", " b");
        string first = Write("a.yaml", " a");
        Assert.Equal(
            [$"{second}:2:18 SEED040", $"{first}:2:18 SEED040", $"{_directory}/none SEED002"],
            await ReadBadAsync(second, first, Path.Combine(_directory, "none")));
    }

    [Fact]
    public async Task A_model_in_two_files_names_both()
    {
        string first = Write("a.yaml", "m");
        string second = Write("b.yaml", "m");
        SeedReadResult result = await ReadAsync(_directory);
        Assert.Equal(
            $"{second}:2:18: SEED060 the model 'm' is declared already, at {first}:2:18: declare it once",
            Assert.Single(result.Errors).ToString());
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0xFF }, 2, 2, "SEED004")]
    [InlineData(new byte[] { (byte)'a', 0xC3 }, 1, 2, "SEED004")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 1, 1, "SEED004")]
    [InlineData(new byte[] { (byte)'a', (byte)'\r', (byte)'\n', 0xC3, 0xA9, 0 }, 2, 2, "SEED004")]
    [InlineData(new byte[] { (byte)'a', 0x1B }, 1, 2, "SEED004")]
    [InlineData(new byte[] { (byte)'a', 0x7F }, 1, 2, "SEED004")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, 1, 1, "SEED004")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'a' }, 1, 1, "SEED004")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0, 0 }, 1, 1, "SEED004")]
    [InlineData(new byte[] { (byte)'a', 0xE2, 0x80, 0xA8 }, 1, 2, "SEED009")]
    [InlineData(new byte[] { (byte)'a', 0xC2, 0x85 }, 1, 2, "SEED009")]
    public async Task What_is_not_utf8_text_is_refused_at_its_place(byte[] bytes, int line, int column, string code)
    {
        SeedReadResult result = await Seeds.ReadBytesAsync(bytes);
        SeedError error = Assert.Single(result.Errors);
        Assert.Equal((new SeedLocation("<stdin>", line, column), code), (error.Location, error.Code));
    }

    [Fact]
    public async Task An_unreadable_file_is_an_error_of_its_own()
    {
        // A file held open for itself alone cannot be read by anybody else, whoever runs the test.
        string path = Write("a.yaml", "a");
        using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal([$"{path} SEED003"], await ReadBadAsync(path));
    }

    [Fact]
    public async Task Files_that_are_too_large_together_are_refused_and_not_read_on()
    {
        // All but the last are of the size that one file may have, and hold nothing, so that they take no room on the disk.
        foreach (string name in (string[])["a", "b", "c", "d", "e", "f"])
        {
            using var file = new FileStream(Path.Combine(_directory, $"{name}.yaml"), FileMode.CreateNew);
            file.SetLength(16 * 1024 * 1024);
        }

        SeedReadResult result = await ReadAsync(_directory);

        Assert.Null(result.Seed);
        Assert.Equal(
            ["a.yaml:1:1: SEED004", "b.yaml:1:1: SEED004", "c.yaml:1:1: SEED004", "d.yaml:1:1: SEED004", "e.yaml: SEED005"],
            result.Errors.Select(error => error.ToString()[(_directory.Length + 1)..].Split(" the ")[0].Split(" with ")[0]));
        Assert.EndsWith(
            "with this file the seed is larger than 64 MiB: split it into several runs",
            result.Errors[^1].Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_file_is_read_only_when_it_is_named_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        Write("a.yaml", "a");
        string pipe = Path.Combine(_directory, "b.yaml");
        using (Process mkfifo = Process.Start("mkfifo", [pipe]))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        File.CreateSymbolicLink(Path.Combine(_directory, "c.yaml"), "/dev/null");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(_directory, "d.yaml")));
        File.CreateSymbolicLink(Path.Combine(_directory, "e.yaml"), "b.yaml");

        string[] expected =
        [
            "b.yaml: SEED003 this is a named pipe",
            "c.yaml: SEED003 this is a device",
            "d.yaml: SEED003 this is a socket",
            "e.yaml: SEED003 this is a named pipe",
        ];
        Assert.Equal(expected, (await ReadAsync(_directory)).Errors.Select(Shown));
        Assert.Equal(expected, (await ReadAsync(Path.Combine(_directory, "*.yaml"))).Errors.Select(Shown));
        Assert.Equal(expected[..1], (await ReadAsync(Path.Combine(_directory, "b*"))).Errors.Select(Shown));

        Task<IReadOnlyList<string>> reading = Task.Run(() => ReadNamesAsync(pipe), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(pipe, "formatVersion: 1\nmodels: [{ name: piped }]\n", TestContext.Current.CancellationToken);
        Assert.Equal(["piped"], await reading);

        string Shown(SeedError error) => error.ToString()[(_directory.Length + 1)..].Split(" and not")[0];
    }

    [Fact]
    public async Task The_callers_cancellation_is_thrown()
    {
        string path = Write("a.yaml", "a");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SeedReader.ReadAsync(new SeedReaderOptions { Paths = [path] }, new CancellationToken(canceled: true)));
    }

    private string Write(string path, string model)
    {
        string full = Path.Combine(_directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(
            full, $"formatVersion: 1\nmodels: [{{ name: '{model}' }}]\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return full;
    }

    private static Task<SeedReadResult> ReadAsync(params string[] paths) =>
        SeedReader.ReadAsync(new SeedReaderOptions { Paths = paths }, TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<string>> ReadNamesAsync(params string[] paths)
    {
        SeedReadResult result = await ReadAsync(paths);
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        return [.. result.Seed!.Models.Select(model => model.Spec.Name)];
    }

    private static async Task<IReadOnlyList<string>> ReadBadAsync(params string[] paths)
    {
        SeedReadResult result = await ReadAsync(paths);
        Assert.Null(result.Seed);
        return [.. result.Errors.Select(error => $"{error.Location} {error.Code}")];
    }
}
