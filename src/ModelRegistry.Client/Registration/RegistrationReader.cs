using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Reads what a specification has to be compared with.</summary>
internal static class RegistrationReader
{
    public static async Task<RegisteredModelPlan> PlanAsync(
        ModelRegistryClient registry, RegisteredModelSpec spec, CancellationToken cancellationToken)
    {
        NameLookup<RegisteredModel> lookup = await registry.Connection.LookUpRegisteredModelAsync(
            spec.Name, cancellationToken).ConfigureAwait(false);
        if (lookup.Exact is not { } model)
        {
            return RegistrationDiff.Compare(spec, null, lookup.Similar);
        }

        var versions = new List<ModelVersionSnapshot>();
        if (spec.Versions.Count > 0)
        {
            await foreach (ModelVersion version in registry.RegisteredModels.ListVersionsAsync(
                model.Id, null, cancellationToken).ConfigureAwait(false))
            {
                versions.Add(await ReadVersionAsync(registry, spec, version, cancellationToken).ConfigureAwait(false));
            }
        }

        return RegistrationDiff.Compare(spec, new RegisteredModelSnapshot(model, versions));
    }

    private static async Task<ModelVersionSnapshot> ReadVersionAsync(
        ModelRegistryClient registry, RegisteredModelSpec spec, ModelVersion version, CancellationToken cancellationToken)
    {
        var artifacts = new List<Artifact>();
        if (spec.Versions.Any(
            desired => string.Equals(desired.Name, version.Name, StringComparison.Ordinal) && desired.Artifacts.Count > 0))
        {
            await foreach (Artifact artifact in registry.ModelVersions.ListArtifactsAsync(
                version.Id, null, cancellationToken).ConfigureAwait(false))
            {
                artifacts.Add(artifact);
            }
        }

        return new ModelVersionSnapshot(version, artifacts);
    }
}
