using System.CommandLine;
using ModelRegistry.Client;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Moves a model or a version to another state, by its name.</summary>
internal abstract class StateCommand(string state) : JobCommand
{
    private const string ModelArgument = "MODEL";
    private const string VersionArgument = "VERSION";

    public override IReadOnlyList<JobOption> Options => RegistryOptions.All;

    protected override IEnumerable<Argument> Arguments =>
    [
        new Argument<string>(ModelArgument) { Description = "The exact name of the model." },
        new Argument<string?>(VersionArgument) { Arity = ArgumentArity.ZeroOrOne, Description = "The exact name of a version; the model itself when not given." },
    ];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        (string name, string? versionName) = (run.Argument(ModelArgument)!, run.Argument(VersionArgument));
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        RegisteredModel model = await run.ReadRegistryAsync(session, (client, token) => client.RegisteredModels.GetByNameAsync(name, token), cancellationToken).ConfigureAwait(false);
        if (versionName is null)
        {
            bool changes = model.State?.Value != state;
            if (changes)
            {
                await session.Writer.RegisteredModels.UpdateAsync(
                    model.Id, new RegisteredModelUpdate { State = new RegisteredModelState(state), CustomProperties = Carried(model) }, cancellationToken).ConfigureAwait(false);
            }

            Tell(run, EntityKind.RegisteredModel, model.Name, model.Id, changes);
            return ExitCode.Success;
        }

        ModelVersion version = await session.Reader.ModelVersions.GetByNameAsync(model.Id, versionName, cancellationToken).ConfigureAwait(false);
        bool differs = version.State?.Value != state;
        if (differs)
        {
            await session.Writer.ModelVersions.UpdateAsync(
                version.Id, new ModelVersionUpdate { State = new ModelVersionState(state), CustomProperties = Carried(version) }, cancellationToken).ConfigureAwait(false);
        }

        Tell(run, EntityKind.ModelVersion, $"{model.Name}/{version.Name}", version.Id, differs);
        return ExitCode.Success;
    }

    private void Tell(JobRun run, EntityKind kind, string path, string id, bool changed) =>
        run.Terminal.WriteResult($"{(changed ? $"now {state}" : $"already {state}")}: {kind} {path} (id {id})");

    // A struct property must go along with any change, or the server fails to read back what it stored.
    private static Optional<IReadOnlyDictionary<string, MetadataValue>?> Carried(RegistryResource entity) =>
        entity.CustomProperties.Values.Any(value => value is MetadataStructValue) ? new(entity.CustomProperties) : default;
}
