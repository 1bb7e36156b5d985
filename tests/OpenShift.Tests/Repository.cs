namespace OpenShift.Tests;

/// <summary>Where things lie in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Deployment { get; } = Path.Combine(Root, "samples", "openshift", "step-04-model-registry");

    public static IEnumerable<string> DeploymentFiles() => Directory.EnumerateFiles(Deployment, "*", SearchOption.AllDirectories);

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "ModelRegistry.Sdk.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests don't run inside the repository.");
    }
}
