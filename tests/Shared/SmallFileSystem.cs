using System.Diagnostics;

namespace ModelRegistry.Tests.Shared;

/// <summary>A real file system of few bytes or few files. The test is skipped where mounting is not allowed.</summary>
internal sealed class SmallFileSystem : IDisposable
{
    private readonly string _directory;

    private SmallFileSystem(string directory) => _directory = directory;

    public string this[string name] => Path.Combine(_directory, name);

    /// <summary>Mounts one with options of tmpfs: <c>size=64k</c>, <c>nr_inodes=2</c>.</summary>
    public static SmallFileSystem Mount(string options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has tmpfs.");
        string directory = Directory.CreateTempSubdirectory("small").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory) is { } refusal)
        {
            Directory.Delete(directory);
            Assert.Skip($"Mounting is not allowed here: {refusal}");
        }

        return new SmallFileSystem(directory);
    }

    /// <summary>Changes its size.</summary>
    public void Resize(string options) => Assert.Null(Run("mount", "-o", "remount," + options, _directory));

    public void Dispose()
    {
        Run("umount", "--lazy", _directory);
        Directory.Delete(_directory);
    }

    private static string? Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
