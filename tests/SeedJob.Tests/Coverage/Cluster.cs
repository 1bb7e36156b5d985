using System.Text;

namespace SeedJob.Tests.Coverage;

/// <summary>A made-up cluster, as <c>oc get -o json</c> prints it.</summary>
internal static class Cluster
{
    /// <summary>Makes a List of objects, each <c>{…}</c> with the names of <see cref="Isvc"/> and <see cref="Llm"/>.</summary>
    public static string List(params IEnumerable<string> objects) =>
        $$"""{"apiVersion":"v1","kind":"List","metadata":{"resourceVersion":""},"items":[{{string.Join(',', objects)}}]}""";

    public static string Isvc(string name, string predictor, string labels = "") =>
        Object("serving.kserve.io/v1beta1", "InferenceService", name, labels, $$"""{"predictor":{{predictor}}}""");

    public static string IsvcSpec(string name, string spec, string labels = "") =>
        Object("serving.kserve.io/v1beta1", "InferenceService", name, labels, spec);

    public static string Llm(string name, string model, string labels = "", string version = "v1alpha1") =>
        Object($"serving.kserve.io/{version}", "LLMInferenceService", name, labels, $$"""{"model":{{model}}}""");

    public static string Object(string apiVersion, string kind, string name, string labels, string spec) =>
        "{" + $$$$"""
        "apiVersion":"{{{{apiVersion}}}}","kind":"{{{{kind}}}}","metadata":{"creationTimestamp":"2026-11-25T23:46:52Z","name":"{{{{name}}}}","namespace":"ml","labels":{ {{{{labels}}}} } },"spec":{{{{spec}}}}
        """ + "}";

    /// <summary>A predictor that loads a URI.</summary>
    public static string Uri(string uri) => $$$"""{"model":{"modelFormat":{"name":"vLLM"},"storageUri":"{{{uri}}}"}}""";

    /// <summary>A predictor that loads a path of a data connection.</summary>
    public static string Connection(string path) =>
        $$$$"""{"model":{"modelFormat":{"name":"vLLM"},"storage":{"key":"models","path":"{{{{path}}}}"}}}""";

    /// <summary>The labels that the dashboard sets.</summary>
    public static string Labels(
        string? model = null, string? version = null, string? registry = null, string prefix = "modelregistry.opendatahub.io")
    {
        var labels = new StringBuilder();
        foreach ((string name, string? value) in (
            IEnumerable<(string, string?)>)[("registered-model-id", model), ("model-version-id", version), ("name", registry)])
        {
            if (value is not null)
            {
                labels.Append(labels.Length == 0 ? "" : ",").Append('"').Append(prefix).Append('/').Append(name).Append("\":\"")
                    .Append(value)
                    .Append('"');
            }
        }

        return labels.ToString();
    }
}
