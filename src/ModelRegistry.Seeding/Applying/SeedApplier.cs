using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>Carries a plan out: several models at a time, the writes of each in their order.</summary>
public sealed class SeedApplier
{
    private readonly ModelRegistryClient _registry;

    /// <summary>Makes an applier.</summary>
    /// <param name="registry">The registry to write to.</param>
    public SeedApplier(ModelRegistryClient registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        _registry = registry;
    }

    /// <summary>
    /// Writes what the plan says, and nothing when it says nothing. A model that fails does not keep the others from being written, unless
    /// <see cref="SeedApplyOptions.FailFast"/> says so. What the set no longer declares is archived last, and only when nothing failed.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How to apply it; the defaults when not given.</param>
    /// <param name="cancellationToken">Cancels at once, cutting off requests under way; <see cref="SeedApplyOptions.Stop"/> is gentler.</param>
    /// <returns>What was done and what failed.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<SeedResult> ApplyAsync(SeedPlan plan, SeedApplyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return await new Run(_registry, plan, options ?? new SeedApplyOptions(), cancellationToken).ApplyAsync().ConfigureAwait(false);
    }

    private sealed class Run(ModelRegistryClient registry, SeedPlan plan, SeedApplyOptions options, CancellationToken cancellationToken)
    {
        private readonly Lock _lock = new();
        private readonly List<SeedEntityResult>[] _results = [.. plan.Models.Select(_ => new List<SeedEntityResult>())];
        private readonly List<SeedEntityResult> _archived = [];
        private readonly List<SeedFailure> _failures = [];
        private bool _stopped;
        private int _done;

        private bool IsOver => options.Stop.IsCancellationRequested || (options.FailFast && _failures.Count > 0);

        public async Task<SeedResult> ApplyAsync()
        {
            await Parallel.ForAsync(
                0,
                plan.Models.Count,
                new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken },
                (index, _) => ApplyModelAsync(index)).ConfigureAwait(false);

            foreach (ArchivePlan archive in plan.Archives)
            {
                if (IsOver || _failures.Count > 0)
                {
                    _stopped |= options.Stop.IsCancellationRequested;
                    break;
                }

                await ArchiveAsync(archive).ConfigureAwait(false);
            }

            return new SeedResult([.. _results.SelectMany(results => results), .. _archived], _failures, _stopped);
        }

        private async ValueTask ApplyModelAsync(int index)
        {
            RegisteredModelPlan model = plan.Models[index];
            lock (_lock)
            {
                if (IsOver)
                {
                    _stopped |= options.Stop.IsCancellationRequested && model.HasChanges;
                    return;
                }
            }

            try
            {
                await registry.ApplyAsync(
                    model,
                    new RegistrationOptions
                    {
                        Stop = options.Stop,
                        OnEntity = entity => Report(_results[index], new SeedEntityResult(entity.Kind, entity.Path, Translate(entity.Action), entity.Id, entity.Changes)),
                    },
                    cancellationToken).ConfigureAwait(false);
                Advance();
            }
            catch (OperationCanceledException) when (options.Stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                lock (_lock)
                {
                    _stopped = true;
                }
            }
            catch (ModelRegistryException exception)
            {
                Fail(model.Path, exception);
                Advance();
            }
        }

        private async Task ArchiveAsync(ArchivePlan archive)
        {
            try
            {
                string? before;
                if (archive.Entity is RegisteredModel model)
                {
                    before = model.State?.Value;
                    await registry.RegisteredModels.ArchiveAsync(model.Id, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    before = ((ModelVersion)archive.Entity).State?.Value;
                    await registry.ModelVersions.ArchiveAsync(archive.Entity.Id, cancellationToken).ConfigureAwait(false);
                }

                Report(_archived, new SeedEntityResult(
                    archive.Kind, archive.Path, SeedAction.Archived, archive.Entity.Id, [new FieldChange("state", before, RegisteredModelState.Archived.Value)]));
            }
            catch (ModelRegistryException exception)
            {
                Fail(archive.Path, exception);
            }
        }

        private void Report(List<SeedEntityResult> results, SeedEntityResult result)
        {
            lock (_lock)
            {
                results.Add(result);
                options.OnEntity?.Invoke(result);
            }
        }

        private void Fail(string path, ModelRegistryException exception)
        {
            lock (_lock)
            {
                _failures.Add(new SeedFailure(path, exception));
            }
        }

        private void Advance()
        {
            lock (_lock)
            {
                _done++;
                options.OnProgress?.Invoke(new SeedProgress(_done, plan.Models.Count, _failures.Count));
            }
        }

        private static SeedAction Translate(AppliedAction action) => action switch
        {
            AppliedAction.Created => SeedAction.Created,
            AppliedAction.Updated => SeedAction.Updated,
            AppliedAction.Adopted => SeedAction.Adopted,
            _ => SeedAction.Unchanged,
        };
    }
}
