using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>A model or a version that has left its set, as it is in the registry now.</summary>
internal sealed class Leftover(ModelRegistryClient registry, ArchivePlan plan)
{
    private readonly string? _owner = SeedSet.OwnerOf(plan.Entity);

    public EntityKind Kind => plan.Kind;

    public string Path => plan.Path;

    public string Id => plan.Entity.Id;

    public static string? StateOf(RegistryResource entity) =>
        (entity as RegisteredModel)?.State?.Value ?? (entity as ModelVersion)?.State?.Value;

    public static bool IsArchived(RegistryResource entity) => StateOf(entity) == RegisteredModelState.Archived.Value;

    /// <summary>Whether the set still owns it that owned it when the plan was made.</summary>
    public bool IsOurs(RegistryResource entity) => string.Equals(SeedSet.OwnerOf(entity), _owner, StringComparison.Ordinal);

    public async Task<RegistryResource> ReadAsync(CancellationToken cancellationToken) => plan.Entity is RegisteredModel
        ? await registry.RegisteredModels.GetAsync(Id, cancellationToken).ConfigureAwait(false)
        : await registry.ModelVersions.GetAsync(Id, cancellationToken).ConfigureAwait(false);

    /// <summary>Archives it, or brings it back.</summary>
    /// <param name="entity">The entity as it was just read.</param>
    /// <param name="isArchived">Whether it is to be archived.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>The entity as it is then.</returns>
    public async Task<RegistryResource> WriteAsync(RegistryResource entity, bool isArchived, CancellationToken cancellationToken)
    {
        // The server refuses a change of an entity that holds a struct unless its properties go along.
        bool hasStruct = entity.CustomProperties.Values.Any(value => value is MetadataStructValue);
        IReadOnlyDictionary<string, MetadataValue>? properties = hasStruct ? entity.CustomProperties : null;
        return plan.Entity is RegisteredModel
            ? await registry.RegisteredModels.UpdateAsync(
                Id,
                new RegisteredModelUpdate
                {
                    State = isArchived ? RegisteredModelState.Archived : RegisteredModelState.Live,
                    CustomProperties = properties,
                },
                cancellationToken).ConfigureAwait(false)
            : await registry.ModelVersions.UpdateAsync(
                Id,
                new ModelVersionUpdate
                {
                    State = isArchived ? ModelVersionState.Archived : ModelVersionState.Live,
                    CustomProperties = properties,
                },
                cancellationToken).ConfigureAwait(false);
    }
}
