using System.Reflection;
using System.Runtime.CompilerServices;
using PublicApiGenerator;

namespace ModelRegistry.Tests.Shared;

/// <summary>
/// The public and protected members of a package, kept as text, so that a change of the surface shows as a change of a file.
/// </summary>
internal static class PublicApi
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        // They name the build: the repository's address, the target framework, the friends.
        IncludeAssemblyAttributes = false,
        // Our extension methods live in namespaces of Microsoft's, which are left out unless one says otherwise.
        DenyNamespacePrefixes = [],
        TreatRecordsAsClasses = false,
        ExcludeAttributes = [typeof(AsyncIteratorStateMachineAttribute).FullName!],
    };

    /// <summary>
    /// Compares an assembly's surface with the approved text, <c>PublicApi/{assembly}.txt</c> beside <c>{assembly}.Tests.csproj</c>. With
    /// <c>UPDATE_PUBLIC_API=1</c> in the environment the file is written instead, for the change to be looked at.
    /// </summary>
    /// <param name="assembly">The package's assembly.</param>
    public static void Verify(Assembly assembly)
    {
        string name = assembly.GetName().Name!;
        string approvedPath = Path.Combine(SourceTree.FolderOf($"{name}.Tests.csproj"), "PublicApi", $"{name}.txt");
        string actual = assembly.GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd('\n') + '\n';
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_API") == "1")
        {
            File.WriteAllText(approvedPath, actual);
        }

        string approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath) : "";
        string[] removed = [.. approved.Split('\n').Except(actual.Split('\n'))];
        string[] added = [.. actual.Split('\n').Except(approved.Split('\n'))];
        Assert.True(
            string.Equals(approved, actual, StringComparison.Ordinal),
            $"""
            The public API is not that of {Path.GetFileName(approvedPath)}. If that is meant, run the tests with UPDATE_PUBLIC_API=1 and commit the file.
            {string.Join('\n', removed.Select(line => $"- {line}").Concat(added.Select(line => $"+ {line}")))}
            """);
    }
}
