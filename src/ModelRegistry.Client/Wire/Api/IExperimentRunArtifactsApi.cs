using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>
/// The artifacts of experiment runs: the operations of the published contract, named by their <c>operationId</c>. They have an interface
/// of their own, since looking an artifact up takes them and nothing else of runs.
/// </summary>
internal interface IExperimentRunArtifactsApi
{
    [Get("experiment_runs/{experimentrunId}/artifacts")]
    Task<ListResponse<Artifact>> GetExperimentRunArtifacts(
        string experimentrunId, string? name, string? externalId,
        string? artifactType, PageQuery page, CancellationToken cancellationToken);

    [Post("experiment_runs/{experimentrunId}/artifacts")]
    Task<Artifact> UpsertExperimentRunArtifact(
        string experimentrunId, [Body] ArtifactCreate body, CancellationToken cancellationToken);
}
