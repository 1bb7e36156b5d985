using ModelRegistry.Client;

namespace SeedJob.Commands;

/// <summary>Brings an archived model or version back.</summary>
internal sealed class RestoreCommand() : StateCommand("LIVE", "restored")
{
    public override string Name => "restore";

    public override string Description => "Brings an archived model or version back among the live ones.";

    protected override Task ChangeAsync(IRegisteredModels models, string id, CancellationToken cancellationToken) =>
        models.RestoreAsync(id, cancellationToken);

    protected override Task ChangeAsync(IModelVersions versions, string id, CancellationToken cancellationToken) =>
        versions.RestoreAsync(id, cancellationToken);
}
