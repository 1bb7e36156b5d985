using ModelRegistry.Client;
using ModelRegistry.Seeding.Planning;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Archives a model or a version, unless a deployment holds it.</summary>
internal sealed class ArchiveCommand() : StateCommand("ARCHIVED", "archived")
{
    public override string Name => "archive";

    public override string Description => "Archives a model or one of its versions: kept for audit, no longer among the live ones.";

    protected override IEnumerable<JobOption> OwnOptions => [JobOptions.ArchiveDeployed];

    protected override Task ChangeAsync(IRegisteredModels models, string id, CancellationToken cancellationToken) =>
        models.ArchiveAsync(id, cancellationToken);

    protected override Task ChangeAsync(IModelVersions versions, string id, CancellationToken cancellationToken) =>
        versions.ArchiveAsync(id, cancellationToken);

    protected override async Task CheckAsync(
        JobRun run, RegistrySession session, RegisteredModel model, ModelVersion? version, CancellationToken cancellationToken)
    {
        if (run.IsSet(JobOptions.ArchiveDeployed))
        {
            return;
        }

        Deployments deployments = await run.ReadRegistryAsync(
            session, (client, token) => Deployments.ReadAsync(client, token), cancellationToken).ConfigureAwait(false);
        string? holder = version is null
            ? deployments.HolderOf(model)
            : deployments.HolderOf(
                version,
                await run.ReadRegistryAsync(
                    session,
                    async (client, token) =>
                        await client.RegisteredModels.ListVersionsAsync(model.Id, null, token).ToListAsync(token).ConfigureAwait(false),
                    cancellationToken).ConfigureAwait(false));
        if (holder is not null)
        {
            string what = version is null ? $"The model '{model.Name}'" : $"The version '{model.Name}/{version.Name}'";
            throw new JobException(
                ExitCode.Failed, $"{what} is not archived: {holder}. Undeploy it first, or insist with --archive-deployed.");
        }
    }
}
