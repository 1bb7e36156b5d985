using System.Diagnostics;

namespace ModelRegistry.Client;

/// <summary>
/// Carries a plan out. When a write ends in a conflict or without an answer, what is there now is read and compared again, and the rest
/// of the work follows from that: an entity that has come to exist meanwhile is adopted, one that has not is created. Names and external
/// ids are unique, so that repeating can't make a second one.
/// </summary>
internal sealed class RegistrationApplier(ModelRegistryClient registry, RegistrationOptions options)
{
    /// <summary>How often the same write may end without an answer before that is the result.</summary>
    private const int MaxUnanswered = 3;

    /// <summary>How often somebody may wait, on account of one model, for a registry that does not respond.</summary>
    private const int MaxWaits = 3;

    /// <summary>
    /// How often the same may fail in a registry that responds, and whose database may have too few connections, while somebody waits each
    /// time.
    /// </summary>
    private const int MaxFailures = 8;

    private const string StateField = "state";

    private readonly Dictionary<string, EntityResult> _results = new(StringComparer.Ordinal);
    private readonly List<EntityResult> _inOrder = [];
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Write> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missed = new(StringComparer.Ordinal);
    private string _current = "";
    private int _waits;

    public async Task<RegistrationResult> ApplyAsync(RegisteredModelPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (plan.IsRefused)
                {
                    throw new RegistrationRefusedException(plan);
                }

                try
                {
                    string id = await ApplyModelAsync(plan, cancellationToken).ConfigureAwait(false);
                    return new RegistrationResult(id, _inOrder);
                }
                catch (ModelRegistryException exception)
                {
                    await TellAsync(exception, cancellationToken).ConfigureAwait(false);
                    bool isWorthIt = IsWorthAnotherLook(exception);
                    bool isLimitReached = _failures[_current] > MaxFailures;
                    if (!isWorthIt && (isLimitReached || !await MayTryAgainAsync(exception, cancellationToken).ConfigureAwait(false)))
                    {
                        throw;
                    }
                }

                plan = await LookAgainAsync(plan.Spec, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (Write write in _open.Values.Where(write => write.IsUnanswered))
            {
                Report(write.Plan, write.Plan.Id ?? "", AppliedAction.Unconfirmed, write.Changes);
            }
        }
    }

    private async Task<RegisteredModelPlan> LookAgainAsync(RegisteredModelSpec spec, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                RegisteredModelPlan plan = await RegistrationReader.PlanAsync(registry, spec, cancellationToken).ConfigureAwait(false);
                _waits = 0;
                return plan;
            }
            catch (ModelRegistryException exception)
            {
                await TellAsync(exception, cancellationToken).ConfigureAwait(false);
                if (!await MayTryAgainAsync(exception, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    private Task TellAsync(ModelRegistryException exception, CancellationToken cancellationToken) =>
        options.OnFailure?.Invoke(exception, cancellationToken) ?? Task.CompletedTask;

    private bool IsWorthAnotherLook(ModelRegistryException exception)
    {
        int failures = _failures[_current] = _failures.GetValueOrDefault(_current) + 1;
        return exception switch
        {
            // All ids come from what was read or made here, so one that is not there was missed, most likely while the database came back.
            ModelRegistryNotFoundException => _missed.Add(_current),
            // Still in conflict after a second look: what is in the way can't be seen under this name.
            ModelRegistryConflictException => failures < 2,
            { IsOutcomeUnknown: true } => failures < MaxUnanswered,
            _ => false,
        };
    }

    private async Task<bool> MayTryAgainAsync(ModelRegistryException exception, CancellationToken cancellationToken) =>
        exception is ModelRegistryUnavailableException or ModelRegistryUnauthorizedException or ModelRegistryNotFoundException
        && options is { WaitForRegistry: { } wait, Stop.IsCancellationRequested: false }
        && ++_waits <= (exception.Status is null ? MaxWaits : MaxFailures)
        && await wait(exception, cancellationToken).ConfigureAwait(false);

    private async Task<string> ApplyModelAsync(RegisteredModelPlan plan, CancellationToken cancellationToken)
    {
        // An archived model takes no new version. One that is to be archived is so after its versions, so that a run which ends in
        // between can be taken up again.
        bool archivesLast = plan.Versions.Count > 0
            && plan.Spec.State == RegisteredModelState.Archived
            && plan.Actual?.State != RegisteredModelState.Archived;
        if (archivesLast && plan is { Action: PlannedAction.Update, Id: { } existing })
        {
            await ApplyVersionsAsync(plan, existing, cancellationToken).ConfigureAwait(false);
            return await ApplyAsync(plan, () => throw new UnreachableException(), id => UpdateModelAsync(id, plan.Update!, cancellationToken)).ConfigureAwait(false);
        }

        RegisteredModelPlan first = archivesLast
            ? plan with { Spec = plan.Spec with { State = null }, Changes = [.. plan.Changes.Where(change => change.Field != StateField)] }
            : plan;
        string modelId = await ApplyAsync(
            first,
            () => CreateModelAsync(first.Spec, cancellationToken),
            id => UpdateModelAsync(id, plan.Update!, cancellationToken)).ConfigureAwait(false);
        await ApplyVersionsAsync(plan, modelId, cancellationToken).ConfigureAwait(false);
        if (archivesLast)
        {
            FieldChange[] archived = [new(StateField, RegisteredModelState.Live.Value, RegisteredModelState.Archived.Value)];
            await WriteAsync(
                plan,
                AppliedAction.Updated,
                archived,
                async () => (await registry.RegisteredModels.ArchiveAsync(modelId, cancellationToken).ConfigureAwait(false)).Id).ConfigureAwait(false);
        }

        return modelId;
    }

    private async Task<string> CreateModelAsync(RegisteredModelSpec spec, CancellationToken cancellationToken)
    {
        RegisteredModel model = await registry.RegisteredModels.CreateAsync(
            new RegisteredModelCreate
            {
                Name = spec.Name,
                Description = spec.Description,
                ExternalId = spec.ExternalId,
                Readme = spec.Readme,
                Maturity = spec.Maturity,
                Language = spec.Language,
                Tasks = spec.Tasks,
                Provider = spec.Provider,
                Logo = spec.Logo,
                License = spec.License,
                LicenseLink = spec.LicenseLink,
                LibraryName = spec.LibraryName,
                Owner = spec.Owner,
                State = spec.State,
                CustomProperties = NullIfEmpty(spec.CustomProperties),
            },
            cancellationToken).ConfigureAwait(false);
        return model.Id;
    }

    private Task<RegisteredModel> UpdateModelAsync(string id, RegisteredModelUpdate update, CancellationToken cancellationToken) =>
        registry.RegisteredModels.UpdateAsync(id, update, cancellationToken);

    private async Task ApplyVersionsAsync(RegisteredModelPlan plan, string modelId, CancellationToken cancellationToken)
    {
        // One after the other: the server's latest version is the one that was created last.
        foreach (ModelVersionPlan version in plan.Versions)
        {
            await ApplyVersionAsync(modelId, version, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ApplyVersionAsync(string modelId, ModelVersionPlan plan, CancellationToken cancellationToken)
    {
        ModelVersionSpec spec = plan.Spec;
        string id = await ApplyAsync(
            plan,
            async () => (await registry.ModelVersions.CreateAsync(
                modelId,
                new ModelVersionCreate
                {
                    Name = spec.Name,
                    Description = spec.Description,
                    ExternalId = spec.ExternalId,
                    Author = spec.Author,
                    State = spec.State,
                    CustomProperties = NullIfEmpty(spec.CustomProperties),
                },
                cancellationToken).ConfigureAwait(false)).Id,
            versionId => registry.ModelVersions.UpdateAsync(versionId, plan.Update!, cancellationToken)).ConfigureAwait(false);

        foreach (ArtifactPlan artifact in plan.Artifacts)
        {
            await ApplyAsync(
                artifact,
                async () => (await registry.ModelVersions.UpsertArtifactAsync(id, ToCreate(artifact.Spec), null, cancellationToken).ConfigureAwait(false)).Id,
                artifactId => UpdateArtifactAsync(artifactId, artifact, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Changes an artifact where it was made: the server forgets the run that made it when it is changed by its id alone, and wipes its
    /// custom properties when it is changed below the run without them.
    /// </summary>
    private Task<Artifact> UpdateArtifactAsync(string id, ArtifactPlan plan, CancellationToken cancellationToken) =>
        plan.Actual is { ExperimentRunId: { } run } actual
            ? registry.ExperimentRuns.UpsertArtifactAsync(
                run,
                ToCreate(plan.Spec with { CustomProperties = plan.Update!.CustomProperties.GetValueOrDefault(null) ?? actual.CustomProperties }),
                id,
                cancellationToken)
            : registry.Artifacts.UpdateAsync(id, plan.Update!, cancellationToken);

    private async Task<string> ApplyAsync(EntityPlan plan, Func<Task<string>> createAsync, Func<string, Task> updateAsync)
    {
        _current = plan.Path;
        string id = plan.Id ?? "";
        switch (plan.Action)
        {
            case PlannedAction.Create:
                return await WriteAsync(plan, AppliedAction.Created, plan.Changes, createAsync).ConfigureAwait(false);

            case PlannedAction.Update:
                _open.TryGetValue(Key(plan), out Write? earlier);
                if (earlier is { Action: AppliedAction.Created, IsUnanswered: true })
                {
                    Report(plan, id, AppliedAction.Adopted, earlier.Changes);
                }

                // What an earlier write was to change and no longer differs was changed by it.
                IEnumerable<FieldChange> done = earlier is { Action: AppliedAction.Updated } ? earlier.Changes : [];
                return await WriteAsync(
                    plan,
                    AppliedAction.Updated,
                    [.. plan.Changes.UnionBy(done, change => change.Field, StringComparer.Ordinal)],
                    async () =>
                    {
                        await updateAsync(id).ConfigureAwait(false);
                        return id;
                    }).ConfigureAwait(false);

            case PlannedAction.Unchanged when _open.Remove(Key(plan), out Write? write):
                Report(plan, id, write.Action == AppliedAction.Created ? AppliedAction.Adopted : write.Action, write.Changes);
                return id;

            default:
                Report(plan, id, AppliedAction.Unchanged, []);
                return id;
        }
    }

    /// <summary>Sends a write, and keeps it in mind until it is known what became of it.</summary>
    private async Task<string> WriteAsync(EntityPlan plan, AppliedAction action, IReadOnlyList<FieldChange> changes, Func<Task<string>> sendAsync)
    {
        _current = plan.Path;
        options.Stop.ThrowIfCancellationRequested();
        // An earlier one that got no answer may still be made, whatever becomes of this one.
        var write = new Write(plan, action, changes) { IsUnanswered = _open.GetValueOrDefault(Key(plan))?.IsUnanswered == true };
        _open[Key(plan)] = write;
        string id;
        try
        {
            id = await sendAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ModelRegistryException { IsOutcomeUnknown: true })
        {
            write.IsUnanswered = true;
            throw;
        }

        _open.Remove(Key(plan));
        Report(plan, id, action, changes);
        return id;
    }

    private void Report(EntityPlan plan, string id, AppliedAction action, IReadOnlyList<FieldChange> changes)
    {
        // After a second look an entity comes by again; what has been done about it already is not told twice.
        bool isKnown = _results.TryGetValue(Key(plan), out EntityResult? earlier);
        if (isKnown && action is AppliedAction.Unchanged or AppliedAction.Adopted)
        {
            return;
        }

        var result = new EntityResult(plan.Kind, plan.Path, action, id, changes);
        if (earlier is { Action: AppliedAction.Unchanged })
        {
            _inOrder.Remove(earlier);
        }

        _results[Key(plan)] = result;
        _inOrder.Add(result);
        options.OnEntity?.Invoke(result);
    }

    private static string Key(EntityPlan plan) => $"{plan.Kind} {(plan as ArtifactPlan)?.Spec.ArtifactType} {plan.Path}";

    private static ArtifactCreate ToCreate(ArtifactSpec spec) => spec.ArtifactType.Value switch
    {
        "model-artifact" => new ModelArtifactCreate
        {
            Name = spec.Name,
            Description = spec.Description,
            ExternalId = spec.ExternalId,
            Uri = spec.Uri,
            ModelFormatName = spec.ModelFormatName,
            ModelFormatVersion = spec.ModelFormatVersion,
            StorageKey = spec.StorageKey,
            StoragePath = spec.StoragePath,
            ServiceAccountName = spec.ServiceAccountName,
            ModelSourceKind = spec.ModelSourceKind,
            ModelSourceClass = spec.ModelSourceClass,
            ModelSourceGroup = spec.ModelSourceGroup,
            ModelSourceId = spec.ModelSourceId,
            ModelSourceName = spec.ModelSourceName,
            State = spec.State,
            CustomProperties = NullIfEmpty(spec.CustomProperties),
        },
        "doc-artifact" => new DocArtifactCreate
        {
            Name = spec.Name,
            Description = spec.Description,
            ExternalId = spec.ExternalId,
            Uri = spec.Uri,
            State = spec.State,
            CustomProperties = NullIfEmpty(spec.CustomProperties),
        },
        _ => new DataSetCreate
        {
            Name = spec.Name,
            Description = spec.Description,
            ExternalId = spec.ExternalId,
            Uri = spec.Uri,
            Digest = spec.Digest,
            SourceType = spec.SourceType,
            Source = spec.Source,
            Schema = spec.Schema,
            Profile = spec.Profile,
            State = spec.State,
            CustomProperties = NullIfEmpty(spec.CustomProperties),
        },
    };

    private static IReadOnlyDictionary<string, MetadataValue>? NullIfEmpty(IReadOnlyDictionary<string, MetadataValue> properties) =>
        properties.Count == 0 ? null : properties;

    private sealed record Write(EntityPlan Plan, AppliedAction Action, IReadOnlyList<FieldChange> Changes)
    {
        public bool IsUnanswered { get; set; }
    }
}
