namespace ModelRegistry.Seeding;

/// <summary>An InferenceService or LLMInferenceService of KServe, as far as it says which model it runs.</summary>
public sealed record ClusterDeployment
{
    /// <summary>Gets the kind: <c>InferenceService</c> or <c>LLMInferenceService</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets when the object was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Gets the registry that the label <c>modelregistry.opendatahub.io/name</c> names.</summary>
    public string? RegistryName { get; init; }

    /// <summary>Gets the id of the model that the label <c>…/registered-model-id</c> names.</summary>
    public string? RegisteredModelId { get; init; }

    /// <summary>Gets the id of the version that the label <c>…/model-version-id</c> names.</summary>
    public string? ModelVersionId { get; init; }

    /// <summary>
    /// Gets what the object loads; never empty: what names no model at all has one source without a URI and a connection.
    /// </summary>
    public required IReadOnlyList<DeploymentSource> Sources { get; init; }

    /// <summary>Shows which object this is.</summary>
    /// <returns><c>Kind namespace/name</c>.</returns>
    public override string ToString() => $"{Kind} {Namespace}/{Name}";
}
