using System.CommandLine;
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

    /// <summary>How often the registry is waited for.</summary>
    private const int MaxWaits = 8;

    public override IReadOnlyList<JobOption> Options =>
        [.. JobOptions.RegistryGroup, JobOptions.LogFormat, .. OwnOptions, .. JobOptions.AuditGroup];

    /// <summary>Options of this command alone.</summary>
    protected virtual IEnumerable<JobOption> OwnOptions => [];

    protected override IEnumerable<Argument> Arguments =>
    [
        new Argument<string>(ModelArgument) { Description = "The exact name of the model.", Validators = { ExactName.RefuseBlank } },
        new Argument<string?>(VersionArgument)
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The exact name of a version; the model itself when not given.",
            Validators = { ExactName.RefuseBlank },
        },
    ];

    protected abstract Task ChangeAsync(IRegisteredModels models, string id, CancellationToken cancellationToken);

    protected abstract Task ChangeAsync(IModelVersions versions, string id, CancellationToken cancellationToken);

    /// <summary>Refuses what must not be changed.</summary>
    /// <exception cref="JobException">The model, or the version, must stay as it is.</exception>
    protected virtual Task CheckAsync(
        JobRun run, RegistrySession session, RegisteredModel model, ModelVersion? version, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        (string name, string? versionName) = (run.Argument(ModelArgument)!, run.Argument(VersionArgument));
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        using AuditLog? audit = JobOptions.OpenAuditLog(run, null);
        RegisteredModel model = await run.ReadRegistryAsync(
            session, (client, token) => client.RegisteredModels.GetByNameAsync(name, token), cancellationToken).ConfigureAwait(false);
        if (versionName is null)
        {
            await CheckAsync(run, session, model, null, cancellationToken).ConfigureAwait(false);
            await ChangeAsync(
                run, session, audit, EntityKind.RegisteredModel, model.Name, model.Id, model.State?.Value,
                () => ChangeAsync(session.Writer.RegisteredModels, model.Id, cancellationToken),
                async () =>
                    (await session.Reader.RegisteredModels.GetAsync(model.Id, cancellationToken).ConfigureAwait(false)).State?.Value)
                .ConfigureAwait(false);
            return ExitCode.Success;
        }

        ModelVersion version = await run.ReadRegistryAsync(
            session, (client, token) => client.ModelVersions.FindByNameAsync(model.Id, versionName, token), cancellationToken)
            .ConfigureAwait(false)
                ?? throw new JobException(ExitCode.Failed, $"The model '{name}' has no version named '{versionName}'.");
        await CheckAsync(run, session, model, version, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(
            run, session, audit, EntityKind.ModelVersion, $"{model.Name}/{version.Name}", version.Id, version.State?.Value,
            () => ChangeAsync(session.Writer.ModelVersions, version.Id, cancellationToken),
            async () => (await session.Reader.ModelVersions.GetAsync(version.Id, cancellationToken).ConfigureAwait(false)).State?.Value)
            .ConfigureAwait(false);
        return ExitCode.Success;
    }

    private async Task ChangeAsync(
        JobRun run,
        RegistrySession session,
        AuditLog? audit,
        EntityKind kind,
        string path,
        string id,
        string? before,
        Func<Task> writeAsync,
        Func<Task<string?>> readAsync)
    {
        FieldChange[] change = [new("state", before, state)];
        bool differs = before != state;
        if (differs)
        {
            bool mayBeDone = false;
            try
            {
                await WriteAsync(run, session, writeAsync, () => mayBeDone = true).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (mayBeDone)
            {
                audit?.Write(ApplyReport.Verb(AppliedAction.Unconfirmed), kind, path, id, change);
                throw;
            }
            catch (ModelRegistryException exception)
            {
                bool? isDone = await IsDoneAsync(mayBeDone || exception.IsOutcomeUnknown, readAsync).ConfigureAwait(false);
                if (isDone is null)
                {
                    audit?.Write(ApplyReport.Verb(AppliedAction.Unconfirmed), kind, path, id, change);
                }

                if (isDone is not true)
                {
                    throw;
                }
            }
        }

        if (differs)
        {
            audit?.Write(operation, kind, path, id, change);
            audit?.ThrowIfBroken();
        }

        run.Terminal.WriteResult(
            $"{(differs ? $"now {state}" : $"already {state}")}: {kind} {Printable.OneLine(path)} (id {Excerpt.Of(id, run.Terminal)})");
    }

    /// <summary>Looks up whether a write that failed was carried out all the same.</summary>
    /// <returns><see langword="null"/> when it may have been, and can't be looked up.</returns>
    private async Task<bool?> IsDoneAsync(bool mayBeDone, Func<Task<string?>> readAsync)
    {
        try
        {
            return await readAsync().ConfigureAwait(false) == state;
        }
        catch (ModelRegistryException)
        {
            return mayBeDone ? null : false;
        }
    }

    private static bool MayPass(ModelRegistryException exception) =>
        exception is ModelRegistryUnavailableException or ModelRegistryNotFoundException;

    /// <summary>Writes, and writes again after a registry that went away has come back: the same state twice is the same state.</summary>
    private static async Task WriteAsync(JobRun run, RegistrySession session, Func<Task> writeAsync, Action noteUnknown)
    {
        var outage = new RegistryOutage(session, run.Wait, run.Log, run.Environment, "The change is given up.");
        for (int waits = 0; ; waits++)
        {
            try
            {
                await writeAsync().ConfigureAwait(false);
                return;
            }
            catch (ModelRegistryException exception) when (MayPass(exception) && waits < MaxWaits)
            {
                if (exception.IsOutcomeUnknown)
                {
                    noteUnknown();
                }

                if (!await outage.WaitAsync(exception, CancellationToken.None).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }
}
