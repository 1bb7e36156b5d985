using ModelRegistry.Client;
using ModelRegistry.Seeding;
using ModelRegistry.Seeding.Exporting;

namespace SeedJob.Gate;

/// <summary>What is vetted, as a registry or a seed says.</summary>
/// <param name="Artifacts">The artifacts of models and versions in use.</param>
/// <param name="Changed">When anything in the registry was changed last; <see langword="null"/> for a seed, which does not say.</param>
internal sealed record VettedModels(IReadOnlyList<VettedArtifact> Artifacts, DateTimeOffset? Changed)
{
    /// <summary>Reads a registry: a list of models, one of versions, and the artifacts of each version in use, several at a time.</summary>
    public static async Task<VettedModels> ReadAsync(IModelRegistryClient registry, int concurrency, CancellationToken cancellationToken)
    {
        var everything = new ListOptions { PageSize = 500 };
        List<RegisteredModel> models = await registry.RegisteredModels.ListAsync(everything, cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        List<ModelVersion> versions = await registry.ModelVersions.ListAsync(everything, cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, RegisteredModel> live = models
            .Where(model => model.State == RegisteredModelState.Live)
            .DistinctBy(model => model.Id, StringComparer.Ordinal)
            .ToDictionary(model => model.Id, StringComparer.Ordinal);
        ModelVersion[] inUse =
            [.. versions.Where(version => version.State == ModelVersionState.Live && live.ContainsKey(version.RegisteredModelId))];
        IReadOnlyList<IReadOnlyList<Artifact>> artifacts = await VersionArtifacts.ReadAsync(
            registry, inUse, null, concurrency, cancellationToken).ConfigureAwait(false);
        return new VettedModels(
            [
                .. inUse.SelectMany((version, index) => artifacts[index]
                    .OfType<ModelArtifact>()
                    .Where(artifact => IsInUse(artifact.State))
                    .Select(artifact => new VettedArtifact(live[version.RegisteredModelId].Name, version.Name, artifact.Uri))),
            ],
            artifacts.SelectMany(some => some).Concat<RegistryResource>(versions).Concat(models).Max(resource => resource.LastUpdateTime));
    }

    /// <summary>Takes a seed for what the registry will hold once it is applied to an empty one.</summary>
    public static VettedModels Of(Seed seed) => new(
        [
            .. from model in seed.Models.Select(model => model.Spec)
               where (model.State ?? RegisteredModelState.Live) == RegisteredModelState.Live
               from version in model.Versions
               where (version.State ?? ModelVersionState.Live) == ModelVersionState.Live
               from artifact in version.Artifacts.OfType<ModelArtifactCreate>()
               where IsInUse(artifact.State)
               select new VettedArtifact(model.Name, version.Name, artifact.Uri),
        ],
        null);

    /// <summary>
    /// Seeds and most clients give artifacts no state, and the server then says nothing or UNKNOWN: only what says otherwise is not in use.
    /// </summary>
    private static bool IsInUse(ArtifactState? state) =>
        state is null || state == ArtifactState.Live || state == ArtifactState.Unknown;
}
