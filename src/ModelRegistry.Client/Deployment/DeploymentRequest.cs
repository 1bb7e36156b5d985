namespace ModelRegistry.Client;

/// <summary>
/// What <see cref="DeploymentExtensions.RecordDeploymentAsync"/> is to record. The version is named by <see cref="RegisteredModel"/> and
/// <see cref="ModelVersion"/>, or by its <see cref="ModelVersionId"/>.
/// </summary>
public sealed record DeploymentRequest
{
    /// <summary>Gets the name of the model whose version is deployed. Not together with <see cref="ModelVersionId"/>.</summary>
    public string? RegisteredModel { get; init; }

    /// <summary>Gets the name of the version that is deployed. Not together with <see cref="ModelVersionId"/>.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>Gets the id of the version that is deployed, instead of the names.</summary>
    public string? ModelVersionId { get; init; }

    /// <summary>Gets the name of the serving environment, for example a namespace. It is created when there is none.</summary>
    public required string ServingEnvironment { get; init; }

    /// <summary>Gets the name of the inference service in that environment. It is created when there is none.</summary>
    public required string InferenceService { get; init; }

    /// <summary>Gets the runtime that serves the model, for example <c>vllm-cuda-runtime</c>.</summary>
    /// <value>The default is <see langword="null"/>: none is recorded, and one that is recorded already stays.</value>
    public string? Runtime { get; init; }
}
