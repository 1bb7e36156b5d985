using ModelRegistry.Client;
using ModelRegistry.Seeding;
using ModelRegistry.Seeding.Exporting;

namespace SeedJob.Artifacts;

/// <summary>Lists the model artifacts that a registry has in use: what is archived may be gone.</summary>
internal static class RegisteredArtifacts
{
    public static async Task<IReadOnlyList<ArtifactTarget>> ReadAsync(
        ModelRegistryClient registry, IReadOnlyList<string> select, int concurrency, CancellationToken cancellationToken)
    {
        RegistryContent content = await RegistryContent
            .ReadAsync(registry, new SeedExportOptions { Select = select, Concurrency = concurrency }, cancellationToken)
            .ConfigureAwait(false);
        return
        [
            .. from model in content.Models
               where model.Model.State != RegisteredModelState.Archived
               from version in model.Versions
               where version.Version.State != ModelVersionState.Archived
               from artifact in version.Artifacts.OfType<ModelArtifact>()
               where artifact.Uri is { Length: > 0 }
               select ArtifactTarget.Of(model.Model, version.Version, artifact),
        ];
    }
}
