using System.Runtime.ExceptionServices;
using ModelRegistry.Client.Resilience;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>
/// Carries a plan out. When a write ends in a conflict or without a response, what is there now is read and compared again, and the rest
/// of the work follows from that: an entity that has come to exist meanwhile is adopted, one that has not is created. Names and external
/// ids are unique, so that repeating can't make a second one.
/// </summary>
/// <remarks>
/// Every plan, the given one and those that are made on the way, passes <see cref="Review"/>. What was read earlier may have changed since,
/// so that an entity is read again right before it is changed, where somebody reviews or its custom properties are sent.
/// </remarks>
internal sealed class RegistrationApplier(ModelRegistryClient registry, RegistrationOptions options)
{
    /// <summary>How often the same write may end without a response before that is the result.</summary>
    private const int MaxWithoutResponse = 3;

    /// <summary>How often an entity is written that somebody else changes at the same moment.</summary>
    private const int MaxRounds = 3;

    private const string StateField = "state";

    private readonly OutageWaits _waits = new(options.WaitForRegistry, () => options.Stop.IsCancellationRequested);
    private readonly RegistrationLedger _ledger = new(options.OnEntity);
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missed = new(StringComparer.Ordinal);
    private RegisteredModelPlan? _plan;
    private string _current = "";

    private bool IsReviewed => options.Review is not null;

    public async Task<RegistrationResult> ApplyAsync(RegisteredModelPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            await ApplyUntilDoneAsync(Review(plan), cancellationToken).ConfigureAwait(false);
            return _ledger.Close(_plan ?? plan);
        }
        catch (ModelRegistryException exception)
        {
            exception.Registration = _ledger.Close(_plan ?? plan);
            throw;
        }
        catch (OperationCanceledException) when (options.Stop.IsCancellationRequested)
        {
            return _ledger.Close(_plan ?? plan);
        }
        finally
        {
            _ledger.ReportUnconfirmed();
        }
    }

    private async Task ApplyUntilDoneAsync(RegisteredModelPlan plan, CancellationToken cancellationToken)
    {
        while (true)
        {
            ThrowIfRefused(plan);
            _plan = plan;
            ModelRegistryException failure;
            try
            {
                await ApplyModelAsync(plan, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ModelRegistryException exception) when (exception is not RegistrationRefusedException)
            {
                await TellAsync(exception, cancellationToken).ConfigureAwait(false);
                failure = exception;
            }

            plan = await LookAgainAsync(plan.Spec, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Finds out what became of a write that failed, and from where the work goes on.</summary>
    private async Task<RegisteredModelPlan> LookAgainAsync(
        RegisteredModelSpec spec, ModelRegistryException failure, CancellationToken cancellationToken)
    {
        bool goesOn = IsWorthAnotherLook(failure)
            || (_failures[_current] <= OutageWaits.MaxFailures && await _waits.MayTryAgainAsync(
                failure, cancellationToken).ConfigureAwait(false));
        if (!goesOn && !_ledger.IsInDoubt)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        RegisteredModelPlan plan;
        try
        {
            plan = Review(await ReadAsync(spec, cancellationToken).ConfigureAwait(false));
        }
        catch (ModelRegistryException exception)
        {
            _ledger.NotLookedUp(exception);
            if (!goesOn)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            throw;
        }

        bool isThere = _ledger.Settle(plan);
        if (!goesOn && !(isThere && _failures[_current] <= MaxWithoutResponse))
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return plan;
    }

    private async Task<RegisteredModelPlan> ReadAsync(RegisteredModelSpec spec, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                RegisteredModelPlan plan = await RegistrationReader.PlanAsync(registry, spec, cancellationToken).ConfigureAwait(false);
                _waits.Reset();
                return plan;
            }
            catch (ModelRegistryException exception)
            {
                await TellAsync(exception, cancellationToken).ConfigureAwait(false);
                if (!await _waits.MayTryAgainAsync(exception, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    private RegisteredModelPlan Review(RegisteredModelPlan plan) => options.Review is { } judge ? plan.Refuse(judge) : plan;

    private static void ThrowIfRefused(RegisteredModelPlan plan)
    {
        if (plan.IsRefused)
        {
            throw new RegistrationRefusedException(plan);
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
            { IsOutcomeUnknown: true } => failures < MaxWithoutResponse,
            _ => false,
        };
    }

    private async Task ApplyModelAsync(RegisteredModelPlan plan, CancellationToken cancellationToken)
    {
        // An archived model takes no new version. One that is to be archived is so after its versions, so that a run which ends in
        // between can be taken up again.
        bool archivesLast = plan.Versions.Count > 0
            && plan.Spec.State == RegisteredModelState.Archived
            && plan.Actual?.State != RegisteredModelState.Archived;
        if (!archivesLast)
        {
            bool isFresh = plan.Action != PlannedAction.Unchanged;
            plan = await RenewBeforeUpdateAsync(plan, cancellationToken).ConfigureAwait(false);
            (plan, string id) = await ApplyModelItselfAsync(plan, cancellationToken).ConfigureAwait(false);
            await ApplyVersionsAsync(plan, id, isFresh, cancellationToken).ConfigureAwait(false);
            return;
        }

        bool isNew = plan.Id is null;
        string modelId = plan.Id ?? (await ApplyModelItselfAsync(
            plan with { Spec = plan.Spec with { State = null }, Changes = [.. plan.Changes.Where(change => change.Field != StateField)] },
            cancellationToken).ConfigureAwait(false)).Id;
        await ApplyVersionsAsync(plan, modelId, isFresh: isNew, cancellationToken).ConfigureAwait(false);
        plan = await RenewAsync(plan, modelId, cancellationToken).ConfigureAwait(false);
        await ApplyModelItselfAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    private Task<(RegisteredModelPlan Plan, string Id)> ApplyModelItselfAsync(
        RegisteredModelPlan plan, CancellationToken cancellationToken) =>
        ApplyItselfAsync(
            plan,
            async model => Expect(await CreateModelAsync(model.Spec, cancellationToken).ConfigureAwait(false), plan, isWrite: true),
            async model => Expect(
                await registry.RegisteredModels.UpdateAsync(model.Id!, model.Update!, cancellationToken).ConfigureAwait(false),
                plan,
                isWrite: true),
            (model, found) => Checked(RegistrationDiff.Renew(model, found)));

    /// <summary>Writes a model or a version, and looks at what the registry says it is then.</summary>
    private async Task<(TPlan Plan, string Id)> ApplyItselfAsync<TPlan, TEntity>(
        TPlan plan, Func<TPlan, Task<TEntity>> createAsync, Func<TPlan, Task<TEntity>> updateAsync, Func<TPlan, TEntity, TPlan> renew)
        where TPlan : EntityPlan
        where TEntity : RegistryResource
    {
        for (int round = 1; ; round++)
        {
            TPlan sent = plan;
            TEntity? written = null;
            string id = await ApplyAsync(
                sent,
                async () => (await createAsync(sent).ConfigureAwait(false)).Id,
                async _ => written = await updateAsync(sent).ConfigureAwait(false)).ConfigureAwait(false);
            if (written is null)
            {
                return (plan, id);
            }

            plan = renew(sent, written);
            if (round == MaxRounds || !IsOvertaken(sent, plan))
            {
                return (plan, id);
            }
        }
    }

    private Task<RegisteredModel> CreateModelAsync(RegisteredModelSpec spec, CancellationToken cancellationToken) =>
        registry.RegisteredModels.CreateAsync(spec, cancellationToken);

    private async Task ApplyVersionsAsync(RegisteredModelPlan model, string modelId, bool isFresh, CancellationToken cancellationToken)
    {
        // One after the other: the server's latest version is the one that was created last.
        foreach (ModelVersionPlan version in model.Versions)
        {
            if (version.Action == PlannedAction.Create && IsReviewed && !isFresh)
            {
                model = await RenewAsync(model, modelId, cancellationToken).ConfigureAwait(false);
                isFresh = true;
            }

            await ApplyVersionAsync(model, modelId, version, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ApplyVersionAsync(
        RegisteredModelPlan model, string modelId, ModelVersionPlan plan, CancellationToken cancellationToken)
    {
        string id = await ApplyVersionItselfAsync(model, modelId, plan, cancellationToken).ConfigureAwait(false);
        foreach (ArtifactPlan artifact in plan.Artifacts)
        {
            await ApplyAsync(
                artifact,
                async () =>
                    (await registry.ModelVersions.UpsertArtifactAsync(id, artifact.Spec, null, cancellationToken).ConfigureAwait(false)).Id,
                artifactId => UpdateArtifactAsync(artifactId, artifact, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task<string> ApplyVersionItselfAsync(
        RegisteredModelPlan model, string modelId, ModelVersionPlan plan, CancellationToken cancellationToken)
    {
        bool changes = plan.Action == PlannedAction.Update;
        if (plan.Id is not null && (IsReviewed
            ? changes || plan.Artifacts.Any(artifact => artifact.Action is PlannedAction.Create or PlannedAction.Update)
            : changes && plan.Update!.SentProperties is not null))
        {
            _current = plan.Path;
            ModelVersion version = await registry.ModelVersions.GetAsync(plan.Id, cancellationToken).ConfigureAwait(false);
            plan = Renew(plan, Expect(version, plan, isWrite: false));
        }

        (_, string id) = await ApplyItselfAsync(
            plan,
            async version => Expect(
                await CreateVersionAsync(modelId, version.Spec, cancellationToken).ConfigureAwait(false), plan, isWrite: true),
            async version => Expect(
                await registry.ModelVersions.UpdateAsync(version.Id!, version.Update!, cancellationToken).ConfigureAwait(false),
                plan,
                isWrite: true),
            Renew).ConfigureAwait(false);
        return id;

        ModelVersionPlan Renew(ModelVersionPlan version, ModelVersion found) =>
            Checked(model with { Versions = [RegistrationDiff.Renew(model.Spec, version, found)] }).Versions[0];
    }

    private async Task<RegisteredModelPlan> RenewBeforeUpdateAsync(RegisteredModelPlan plan, CancellationToken cancellationToken) =>
        plan is { Action: PlannedAction.Update, Id: { } id } && (IsReviewed || plan.Update!.SentProperties is not null)
            ? await RenewAsync(plan, id, cancellationToken).ConfigureAwait(false)
            : plan;

    /// <summary>Reads a model again and compares it anew: what was planned may be long ago.</summary>
    private async Task<RegisteredModelPlan> RenewAsync(RegisteredModelPlan plan, string id, CancellationToken cancellationToken)
    {
        _current = plan.Path;
        RegisteredModel model = await registry.RegisteredModels.GetAsync(id, cancellationToken).ConfigureAwait(false);
        return Checked(RegistrationDiff.Renew(plan, Expect(model, plan, isWrite: false)));
    }

    /// <summary>
    /// Something on the way may respond with what belongs to another request: nothing may be written to the wrong entity.
    /// </summary>
    private static RegisteredModel Expect(RegisteredModel model, RegisteredModelPlan plan, bool isWrite) =>
        string.Equals(model.Name, plan.Spec.Name, StringComparison.Ordinal) ? model : throw IsAboutAnother(model, plan, isWrite);

    private static ModelVersion Expect(ModelVersion version, ModelVersionPlan plan, bool isWrite) =>
        string.Equals(version.Name, plan.Spec.Name, StringComparison.Ordinal) ? version : throw IsAboutAnother(version, plan, isWrite);

    private static ModelRegistryException IsAboutAnother(RegistryResource found, EntityPlan plan, bool isWrite) =>
        new($"The response to a request for {plan.Kind} {plan.Path} is about another one: {found}.") { IsOutcomeUnknown = isWrite };

    private RegisteredModelPlan Checked(RegisteredModelPlan plan)
    {
        plan = Review(plan);
        ThrowIfRefused(plan);
        return plan;
    }

    /// <summary>Whether somebody else has changed, between the last reading and the write, what the write left as it was.</summary>
    private static bool IsOvertaken(EntityPlan sent, EntityPlan now) =>
        now.Changes.ExceptBy(sent.Changes.Select(change => change.Field), change => change.Field, StringComparer.Ordinal).Any();

    private Task<ModelVersion> CreateVersionAsync(string modelId, ModelVersionSpec spec, CancellationToken cancellationToken) =>
        registry.ModelVersions.CreateAsync(modelId, spec, cancellationToken);

    /// <summary>
    /// Changes an artifact where it was made: the server forgets the run that made it when it is changed by its id alone, and wipes its
    /// custom properties when it is changed below the run without them. API v1 has no runs: there it can only be changed by its id.
    /// </summary>
    private async Task<Artifact> UpdateArtifactAsync(string id, ArtifactPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Actual is { ExperimentRunId: { } run } actual)
        {
            try
            {
                return await registry.ExperimentRuns.UpsertArtifactAsync(
                    run,
                    plan.Spec with { SentProperties = plan.Update!.SentProperties ?? actual.CustomProperties },
                    id,
                    cancellationToken).ConfigureAwait(false);
            }
            catch (ExperimentsNotServedException)
            {
                // Nothing was carried out. That the artifact is as specified counts more than a reference to what can't be reached here.
            }
        }

        return await registry.Artifacts.UpdateAsync(id, plan.Update!, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> ApplyAsync(EntityPlan plan, Func<Task<string>> createAsync, Func<string, Task> updateAsync)
    {
        _current = plan.Path;
        switch (plan.Action)
        {
            case PlannedAction.Create:
                options.Stop.ThrowIfCancellationRequested();
                return await _ledger.WriteAsync(plan, AppliedAction.Created, createAsync).ConfigureAwait(false);

            case PlannedAction.Update:
                options.Stop.ThrowIfCancellationRequested();
                return await _ledger.WriteAsync(
                    plan,
                    AppliedAction.Updated,
                    async () =>
                    {
                        await updateAsync(plan.Id!).ConfigureAwait(false);
                        return plan.Id!;
                    }).ConfigureAwait(false);

            default:
                _ledger.Unchanged(plan);
                return plan.Id!;
        }
    }
}
