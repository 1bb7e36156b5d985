using ModelRegistry.Seeding.Coverage;

namespace ModelRegistry.Seeding;

/// <summary>What a cluster says it runs.</summary>
public static class ClusterDeployments
{
    /// <summary>Reads what <c>oc get inferenceservices,llminferenceservices -A -o json</c> prints, or the API server responds.</summary>
    /// <param name="json">
    /// UTF-8: a List, an InferenceServiceList, an LLMInferenceServiceList or a single object, or several of those one after the other.
    /// Objects of other kinds are left out.
    /// </param>
    /// <returns>The objects, in the order in which they are written.</returns>
    /// <exception cref="FormatException">It is no such JSON; the message says what is wrong.</exception>
    public static IReadOnlyList<ClusterDeployment> Parse(ReadOnlySpan<byte> json) => new DeploymentParser().Parse(json);
}
