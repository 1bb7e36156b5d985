using ModelRegistry.Client;

namespace SeedJob.Commands;

/// <summary>Archives a model or a version.</summary>
internal sealed class ArchiveCommand() : StateCommand("ARCHIVED", "archived")
{
    public override string Name => "archive";

    public override string Description => "Archives a model or one of its versions: kept for audit, no longer among the live ones.";

    protected override Task ChangeAsync(IRegisteredModels models, string id, CancellationToken cancellationToken) => models.ArchiveAsync(id, cancellationToken);

    protected override Task ChangeAsync(IModelVersions versions, string id, CancellationToken cancellationToken) => versions.ArchiveAsync(id, cancellationToken);
}
