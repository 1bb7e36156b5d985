namespace OpenShift.Tests;

/// <summary>The overlays, as theory data.</summary>
internal static class Overlays
{
    public const string Namespace = "rhoai-model-registries";
    public const string Registry = "private-ai-registry";
    public const string SeedJob = "model-registry-seed";
    public const string Internal = "overlays/internal";
    public const string Secured = "overlays/secured";
    public const string Demo = "overlays/demo";

    /// <summary>Finds an object of a rendered overlay; a generated one by its name without the hash.</summary>
    public static Manifest Get(this IEnumerable<Manifest> manifests, string kind, string name) =>
        Assert.Single(manifests, manifest => manifest.Kind == kind && manifest.Name == name);

    public static async Task<Manifest> GetAsync(string overlay, string kind, string name) =>
        (await Kustomize.RenderAsync(overlay)).Get(kind, name);
}
