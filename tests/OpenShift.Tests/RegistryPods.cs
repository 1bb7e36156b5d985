namespace OpenShift.Tests;

/// <summary>What the operator writes on the registry's pods in OpenShift AI 3.0 to 3.5.</summary>
internal static class RegistryPods
{
    public static IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>
    {
        ["app"] = Overlays.Registry,
        ["component"] = "model-registry",
    };
}
