using System.CommandLine;
using System.CommandLine.Parsing;
using ModelRegistry.Client;
using ModelRegistry.Seeding;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Moves a model or a version to another state, by its name.</summary>
internal abstract class StateCommand(string state, string operation) : JobCommand
{
    private const string ModelArgument = "MODEL";
    private const string VersionArgument = "VERSION";

    public override IReadOnlyList<JobOption> Options => [.. RegistryOptions.All, JobOptions.AuditLog, JobOptions.Actor];

    protected override IEnumerable<Argument> Arguments =>
    [
        new Argument<string>(ModelArgument) { Description = "The exact name of the model.", Validators = { RefuseBlank } },
        new Argument<string?>(VersionArgument)
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The exact name of a version; the model itself when not given.",
            Validators = { RefuseBlank },
        },
    ];

    protected abstract Task ChangeAsync(IRegisteredModels models, string id, CancellationToken cancellationToken);

    protected abstract Task ChangeAsync(IModelVersions versions, string id, CancellationToken cancellationToken);

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        (string name, string? versionName) = (run.Argument(ModelArgument)!, run.Argument(VersionArgument));
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        using AuditLog? audit = run.OpenAuditLog(null);
        RegisteredModel model = await run.ReadRegistryAsync(session, (client, token) => client.RegisteredModels.GetByNameAsync(name, token), cancellationToken).ConfigureAwait(false);
        if (versionName is null)
        {
            bool changes = model.State?.Value != state;
            if (changes)
            {
                await ChangeAsync(session.Writer.RegisteredModels, model.Id, cancellationToken).ConfigureAwait(false);
            }

            Tell(run, audit, EntityKind.RegisteredModel, model.Name, model.Id, changes, model.State?.Value);
            return ExitCode.Success;
        }

        ModelVersion version = await run.ReadRegistryAsync(session, (client, token) => client.ModelVersions.FindByNameAsync(model.Id, versionName, token), cancellationToken).ConfigureAwait(false)
            ?? throw new JobException(ExitCode.Failed, $"The model '{name}' has no version named '{versionName}'.");
        bool differs = version.State?.Value != state;
        if (differs)
        {
            await ChangeAsync(session.Writer.ModelVersions, version.Id, cancellationToken).ConfigureAwait(false);
        }

        Tell(run, audit, EntityKind.ModelVersion, $"{model.Name}/{version.Name}", version.Id, differs, version.State?.Value);
        return ExitCode.Success;
    }

    private static void RefuseBlank(ArgumentResult given)
    {
        if (given.Tokens is [{ Value: var name }] && string.IsNullOrWhiteSpace(name))
        {
            given.AddError($"{given.Argument.Name} is blank: give an exact name.");
        }
    }

    private void Tell(JobRun run, AuditLog? audit, EntityKind kind, string path, string id, bool changed, string? before)
    {
        run.Terminal.WriteResult($"{(changed ? $"now {state}" : $"already {state}")}: {kind} {Printable.OneLine(path)} (id {id})");
        if (changed)
        {
            audit?.Write(operation, kind, path, id, [new FieldChange("state", before, state)]);
            audit?.ThrowIfBroken();
        }
    }
}
