namespace ModelRegistry.Tests.Shared;

/// <summary>The source tree that the running tests were built from.</summary>
internal static class SourceTree
{
    /// <summary>Gets a folder of the source tree: the nearest above the tests' output that holds a file of that name.</summary>
    /// <param name="marker">The name of the file, for example the test project.</param>
    public static string FolderOf(string marker)
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, marker)))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException($"There is no {marker} above {AppContext.BaseDirectory}.");
    }
}
