namespace SeedJob.Coverage;

/// <summary>A kind of objects that run models.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Resource">Its name in the API and for <c>oc get</c>.</param>
/// <param name="Versions">The versions of <c>serving.kserve.io</c> that have it, the one to ask first in front.</param>
internal sealed record ClusterKind(string Kind, string Resource, IReadOnlyList<string> Versions)
{
    public static IReadOnlyList<ClusterKind> All { get; } =
    [
        new("InferenceService", "inferenceservices", ["v1beta1"]),
        new("LLMInferenceService", "llminferenceservices", ["v1alpha2", "v1alpha1"]),
    ];

    /// <summary>Reads names of kinds, as the API and <c>oc get</c> name them.</summary>
    public static bool TryParse(string text, out IReadOnlyList<ClusterKind> kinds)
    {
        string[] names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        kinds = [.. All.Where(kind => names.Any(kind.Is))];
        return names.Length > 0 && names.All(name => All.Any(kind => kind.Is(name)));
    }

    private bool Is(string name) =>
        string.Equals(name, Resource, StringComparison.OrdinalIgnoreCase) || string.Equals(name, Kind, StringComparison.OrdinalIgnoreCase);
}
