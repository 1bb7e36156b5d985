using System.Collections.Concurrent;

namespace OpenShift.Tests;

/// <summary>Renders the overlays as <c>oc apply -k</c> and Argo CD do.</summary>
internal static class Kustomize
{
    private static readonly ConcurrentDictionary<string, Task<IReadOnlyList<Manifest>>> Rendered = [];
    private static readonly string[]? Command = Find();

    /// <summary>Renders a directory of the deployment, once for all tests; skips the test where no kustomize is installed.</summary>
    public static Task<IReadOnlyList<Manifest>> RenderAsync(string directory)
    {
        Assert.SkipWhen(Command is null, "Rendering needs kubectl or kustomize: 'apt-get install kubectl' on Debian, or see "
            + "https://kubectl.docs.kubernetes.io/installation/kustomize/.");
        return Rendered.GetOrAdd(directory, RunAsync);
    }

    private static async Task<IReadOnlyList<Manifest>> RunAsync(string directory)
    {
        (int code, string output, string error) = await Processes.RunAsync(
            Command![0], [.. Command[1..], Path.Combine(Repository.Deployment, directory)]);
        Assert.True(code == 0, $"{string.Join(' ', Command)} {directory} ended with {code}:\n{error}");
        // Warnings speak of deprecated or ineffective parts of a kustomization.
        Assert.Empty(error);
        return Manifest.ParseAll(output);
    }

    private static string[]? Find() =>
        Processes.IsInstalled("kubectl") ? ["kubectl", "kustomize"]
        : Processes.IsInstalled("kustomize") ? ["kustomize", "build"]
        : null;
}
