namespace ModelRegistry.Tests.Shared;

/// <summary>Files that lie beside the repository and are nobody's here: what needs them is skipped, visibly, where they are not.</summary>
internal static class SharedFolder
{
    /// <summary>Finds a file or folder beside the repository; the test is skipped when it is not there.</summary>
    /// <param name="path">The path below the folder <c>shared</c>.</param>
    public static string Require(params string[] path)
    {
        string found = Path.GetFullPath(Path.Combine([SourceTree.FolderOf("ModelRegistry.Sdk.sln"), "..", "shared", .. path]));
        Assert.SkipUnless(Path.Exists(found), $"../shared/{string.Join('/', path)} is not there.");
        return found;
    }
}
