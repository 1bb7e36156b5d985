using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Planning;

/// <summary>
/// The deployments that a registry knows of. One with a version holds that version and its model; one without holds the model and its
/// newest version, which is what the platform serves then. They are the registry's records: what runs in a cluster they do not say.
/// </summary>
internal sealed class Deployments(IReadOnlyList<InferenceService> deployed)
{
    private readonly ILookup<string, InferenceService> _byModel = deployed.ToLookup(
        service => service.RegisteredModelId, StringComparer.Ordinal);

    public static Deployments None { get; } = new([]);

    /// <summary>Reads the deployments that a registry knows of.</summary>
    public static async Task<Deployments> ReadAsync(IModelRegistryClient registry, CancellationToken cancellationToken) =>
        new(await registry.InferenceServices.ListAsync(BulkReader.Everything, cancellationToken)
            .Where(service => service.DesiredState == InferenceServiceState.Deployed).ToListAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Says which deployment holds a model, or <see langword="null"/> when none does.</summary>
    public string? HolderOf(RegisteredModel model) => Describe(_byModel[model.Id].FirstOrDefault());

    /// <summary>Says which deployment holds a version, or <see langword="null"/> when none does.</summary>
    public string? HolderOf(ModelVersion version, IReadOnlyList<ModelVersion> siblings)
    {
        string? newest = siblings.Count == 0 ? null : siblings.MaxBy(
            sibling => (sibling.CreateTime ?? DateTimeOffset.MinValue, sibling.Id.Length, sibling.Id))!.Id;
        return Describe(_byModel[version.RegisteredModelId].FirstOrDefault(service => (service.ModelVersionId ?? newest) == version.Id));
    }

    private static string? Describe(InferenceService? service) =>
        service is null ? null : $"the inference service '{service.Name}' (id {service.Id}) is DEPLOYED with it";
}
