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
    /// What another set has come to own since the plan was made is refused like what it owned then, and not archived.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How to apply it; the defaults when not given.</param>
    /// <param name="cancellationToken">Cancels at once, cutting off requests under way; <see cref="SeedApplyOptions.Stop"/> is gentler.</param>
    /// <returns>What was done and what failed.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<SeedResult> ApplyAsync(SeedPlan plan, SeedApplyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        options ??= new SeedApplyOptions();
        using var requests = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CancellationTokenRegistration stop = options.Stop.Register(() => requests.CancelAfter(options.Grace));
        return await new Run(_registry, plan, options, requests.Token, cancellationToken).ApplyAsync().ConfigureAwait(false);
    }

    private sealed class Run(ModelRegistryClient registry, SeedPlan plan, SeedApplyOptions options, CancellationToken requests, CancellationToken cancellationToken)
    {
        /// <summary>How often the registry is waited for on account of one leftover.</summary>
        private const int MaxWaits = 3;

        private readonly Lock _lock = new();
        private readonly AdaptiveLimit _limit = new(options.Concurrency);
        private readonly List<SeedEntityResult>[] _results = [.. plan.Models.Select(_ => new List<SeedEntityResult>())];
        private readonly List<SeedEntityResult> _archived = [];
        private readonly List<SeedFailure> _failures = [];
        private bool _stopped;
        private bool _gaveUp;
        private int _done;

        private bool IsOver => options.Stop.IsCancellationRequested || _gaveUp || (options.FailFast && _failures.Count > 0);

        private bool IsStopping => options.Stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested;

        public async Task<SeedResult> ApplyAsync()
        {
            if (plan.PruneRefusal is { } refusal)
            {
                return new SeedResult([], [new SeedFailure($"set {plan.Set}", new RegistrationRefusedException(refusal))], IsStopped: false);
            }

            await Parallel.ForAsync(
                0,
                plan.Models.Count,
                new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken },
                (index, _) => ApplyModelAsync(index)).ConfigureAwait(false);

            var refused = new List<SeedFailure>();
            foreach (ArchivePlan archive in plan.Archives)
            {
                if (archive.Refusal is { } held)
                {
                    refused.Add(new SeedFailure(archive.Path, new RegistrationRefusedException($"{held}: it is not archived.")));
                    continue;
                }

                if (IsOver || _failures.Count > 0)
                {
                    _stopped |= options.Stop.IsCancellationRequested;
                    break;
                }

                await ArchiveAsync(archive).ConfigureAwait(false);
            }

            return new SeedResult([.. _results.SelectMany(results => results), .. _archived], [.. _failures, .. refused], _stopped);
        }

        private async ValueTask ApplyModelAsync(int index)
        {
            var place = new AdaptiveLimit.Place();
            await _limit.EnterAsync(place).ConfigureAwait(false);
            try
            {
                await ApplyModelAsync(index, place).ConfigureAwait(false);
            }
            finally
            {
                _limit.Leave();
            }
        }

        private async Task ApplyModelAsync(int index, AdaptiveLimit.Place place)
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
                        Review = plan.Review.Review,
                        WaitForRegistry = options.WaitForRegistry is null ? null : (failure, token) => WaitAsync(failure, place, token),
                        OnFailure = (failure, _) => SlowDownAsync(failure, place),
                        OnEntity = entity => Report(_results[index], new SeedEntityResult(entity.Kind, entity.Path, Translate(entity.Action), entity.Id, entity.Changes)),
                    },
                    requests).ConfigureAwait(false);
                _limit.Succeed();
                Advance();
            }
            catch (OperationCanceledException) when (IsStopping)
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
            int waits = 0;
            var archiver = new LeftoverArchiver(
                new Leftover(registry, archive),
                MayTryAgainAsync,
                (action, changes) =>
                    Report(_archived, new SeedEntityResult(archive.Kind, archive.Path, action, archive.Entity.Id, changes)));
            try
            {
                await archiver.ArchiveAsync(requests).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (IsStopping)
            {
                _stopped = true;
            }
            catch (ModelRegistryException exception)
            {
                Fail(archive.Path, exception);
            }

            async Task<bool> MayTryAgainAsync(ModelRegistryException exception) =>
                // It was read for the plan, so what does not find it is a registry whose database comes back.
                exception is ModelRegistryUnavailableException or ModelRegistryUnauthorizedException or ModelRegistryNotFoundException
                && options.WaitForRegistry is not null
                && !IsOver
                && ++waits <= MaxWaits
                && await WaitAsync(exception, requests).ConfigureAwait(false);
        }

        /// <summary>A registry that fails while several models ask it may be asked too much.</summary>
        private async Task SlowDownAsync(ModelRegistryException failure, AdaptiveLimit.Place place)
        {
            if (failure is ModelRegistryUnavailableException or ModelRegistryNotFoundException)
            {
                _limit.Fail(place);
                _limit.Leave();
                await _limit.EnterAsync(place).ConfigureAwait(false);
            }
        }

        /// <summary>Waits for the registry without keeping others from their work, should it be there for them.</summary>
        private async Task<bool> WaitAsync(ModelRegistryException failure, AdaptiveLimit.Place place, CancellationToken token)
        {
            _limit.Leave();
            try
            {
                return await WaitAsync(failure, token).ConfigureAwait(false);
            }
            finally
            {
                await _limit.EnterAsync(place).ConfigureAwait(false);
            }
        }

        private async Task<bool> WaitAsync(ModelRegistryException failure, CancellationToken token)
        {
            bool goesOn = await options.WaitForRegistry!(failure, token).ConfigureAwait(false);
            if (!goesOn)
            {
                lock (_lock)
                {
                    _gaveUp = true;
                }
            }

            return goesOn;
        }

        private void Report(List<SeedEntityResult> results, SeedEntityResult result)
        {
            lock (_lock)
            {
                // After a second look at a model, what was left alone at first may have been changed: it counts as one.
                results.RemoveAll(
                    earlier => earlier.Action == SeedAction.Unchanged && earlier.Kind == result.Kind && earlier.Id == result.Id);
                results.Add(result);
                options.OnEntity?.Invoke(result);
            }
        }

        private void Fail(string path, ModelRegistryException exception)
        {
            lock (_lock)
            {
                _failures.Add(new SeedFailure(path, exception));
                // Whoever is not let in with one model is not let in with any.
                _gaveUp |= exception is ModelRegistryUnauthorizedException;
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
            AppliedAction.Unconfirmed => SeedAction.Unconfirmed,
            _ => SeedAction.Unchanged,
        };
    }
}
