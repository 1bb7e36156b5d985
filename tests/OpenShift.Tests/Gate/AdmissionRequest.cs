using System.Text.Json.Nodes;

namespace OpenShift.Tests.Gate;

/// <summary>A request that reaches admission.</summary>
internal sealed record AdmissionRequest
{
    public required string Name { get; init; }

    public string ApiVersion { get; init; } = "serving.kserve.io/v1beta1";

    public string Kind { get; init; } = "InferenceService";

    public string Namespace { get; init; } = "ml";

    public string Operation { get; init; } = "CREATE";

    /// <summary>Gets the object as it is to be; <see langword="null"/> in a deletion.</summary>
    public JsonNode? Object { get; init; }

    /// <summary>Gets the object as it was; <see langword="null"/> in a creation.</summary>
    public JsonNode? OldObject { get; init; }

    /// <summary>Makes the creation of an object that is given whole.</summary>
    public static AdmissionRequest Create(JsonNode whole) => new()
    {
        Name = (string)whole["metadata"]!["name"]!,
        Namespace = (string)whole["metadata"]!["namespace"]!,
        ApiVersion = (string)whole["apiVersion"]!,
        Kind = (string)whole["kind"]!,
        Object = whole,
    };

    /// <summary>Makes the creation of an InferenceService of one URI.</summary>
    public static AdmissionRequest Create(string name, string uri) => new()
    {
        Name = name,
        Object = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject { ["predictor"] = new JsonObject { ["model"] = new JsonObject { ["storageUri"] = uri } } },
        },
    };

    public JsonObject ToJson(string? list) => new()
    {
        ["name"] = Name,
        ["apiVersion"] = ApiVersion,
        ["resource"] = $"{Kind.ToLowerInvariant()}s",
        ["namespace"] = Namespace,
        ["operation"] = Operation,
        ["object"] = Object?.DeepClone(),
        ["oldObject"] = OldObject?.DeepClone(),
        ["list"] = list,
    };
}
