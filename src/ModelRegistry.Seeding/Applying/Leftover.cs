using ModelRegistry.Client;
using ModelRegistry.Seeding.Planning;

namespace ModelRegistry.Seeding;

/// <summary>A model or a version that has left its set, as it is in the registry now.</summary>
internal sealed class Leftover(IModelRegistryClient registry, ArchivePlan plan)
{
    private readonly string? _owner = SeedSet.OwnerOf(plan.Entity);

    private string Id => plan.Entity.Id;

    public static string? StateOf(RegistryResource entity) =>
        (entity as RegisteredModel)?.State?.Value ?? (entity as ModelVersion)?.State?.Value;

    public static bool IsArchived(RegistryResource entity) => StateOf(entity) == RegisteredModelState.Archived.Value;

    /// <summary>Whether the set still owns it that owned it when the plan was made.</summary>
    public bool IsOurs(RegistryResource entity) => string.Equals(SeedSet.OwnerOf(entity), _owner, StringComparison.Ordinal);

    public async Task<RegistryResource> ReadAsync(CancellationToken cancellationToken) => plan.Entity is RegisteredModel
        ? await registry.RegisteredModels.GetAsync(Id, cancellationToken).ConfigureAwait(false)
        : await registry.ModelVersions.GetAsync(Id, cancellationToken).ConfigureAwait(false);

    /// <summary>Archives it, and says when: by the registry's clock, as of the reading right before.</summary>
    /// <param name="entity">The entity as it was just read.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async Task ArchiveAsync(RegistryResource entity, CancellationToken cancellationToken)
    {
        var properties = new Dictionary<string, MetadataValue>(entity.CustomProperties, StringComparer.Ordinal);
        if (registry.ServerTime is { } now)
        {
            // Without the registry's clock nothing could tell later whether somebody has touched it since, so it would stay archived.
            properties[SeedSet.ArchivedPropertyName] = Restoration.Mark(now);
        }

        if (plan.Entity is RegisteredModel)
        {
            await registry.RegisteredModels.UpdateAsync(
                Id, new RegisteredModelUpdate { State = RegisteredModelState.Archived, CustomProperties = properties }, cancellationToken)
                    .ConfigureAwait(false);
        }
        else
        {
            await registry.ModelVersions.UpdateAsync(
                Id, new ModelVersionUpdate { State = ModelVersionState.Archived, CustomProperties = properties }, cancellationToken)
                    .ConfigureAwait(false);
        }
    }
}
