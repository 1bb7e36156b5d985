using ModelRegistry.Client;
using ModelRegistry.Client.Resilience;

namespace ModelRegistry.Seeding;

/// <summary>Carries a plan out: several models at a time, the writes of each in their order.</summary>
internal sealed class SeedApplier(IModelRegistryClient registry)
{
    /// <summary>Writes what the plan says.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How to apply it; the defaults when not given.</param>
    /// <param name="progress">Gets each entity and each model as it is dealt with, never two at a time.</param>
    /// <param name="cancellationToken">Cancels at once, or gracefully when the options give a time for that.</param>
    /// <returns>What was done, what failed and what was not reached.</returns>
    public async Task<SeedResult> ApplyAsync(
        SeedPlan plan, SeedRunnerOptions? options = null,
        IProgress<SeedProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new SeedRunnerOptions();
        if (plan.PruneRefusal is { } refusal)
        {
            return SeedResult.OfRefusal(plan, refusal);
        }

        if (options.Grace is not { } grace)
        {
            return await new Run(registry, plan, options, progress, cancellationToken, CancellationToken.None).ApplyAsync()
                .ConfigureAwait(false);
        }

        using var requests = new CancellationTokenSource();
        using CancellationTokenRegistration stop = cancellationToken.Register(() => requests.CancelAfter(grace));
        return await new Run(registry, plan, options, progress, requests.Token, cancellationToken).ApplyAsync().ConfigureAwait(false);
    }

    /// <param name="registry">The registry.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How to apply it.</param>
    /// <param name="progress">Gets each entity and each model as it is dealt with.</param>
    /// <param name="requests">Cuts off requests under way.</param>
    /// <param name="stop">Asks to begin nothing new.</param>
    private sealed class Run(
        IModelRegistryClient registry,
        SeedPlan plan,
        SeedRunnerOptions options,
        IProgress<SeedProgress>? progress,
        CancellationToken requests,
        CancellationToken stop)
    {
        private readonly Lock _lock = new();
        private readonly AdaptiveLimit _limit = new(options.Concurrency);
        private readonly RegistrationResult[] _models = [.. plan.Models.Select(SeedResult.Untouched)];
        private readonly EntityResult[] _archives = [.. plan.Archives.Select(SeedResult.Untouched)];
        private readonly List<SeedFailure> _failures = [];
        private bool _stopped;
        private bool _gaveUp;
        private int _done;

        private bool IsOver => stop.IsCancellationRequested || _gaveUp || (options.FailFast && _failures.Count > 0);

        public async Task<SeedResult> ApplyAsync()
        {
            // With a token to stop by, each model ends by itself, so that what it came to is kept.
            await Parallel.ForAsync(
                0,
                plan.Models.Count,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = options.Concurrency,
                    CancellationToken = stop.CanBeCanceled ? CancellationToken.None : requests,
                },
                (index, _) => ApplyModelAsync(index)).ConfigureAwait(false);

            var refused = new List<SeedFailure>();
            for (int index = 0; index < plan.Archives.Count; index++)
            {
                ArchivePlan archive = plan.Archives[index];
                if (archive.Refusal is { } held)
                {
                    refused.Add(new SeedFailure(archive.Path, new RegistrationRefusedException([held])));
                    continue;
                }

                if (IsOver || _failures.Count > 0)
                {
                    _stopped |= stop.IsCancellationRequested;
                    break;
                }

                await ArchiveAsync(index).ConfigureAwait(false);
            }

            return new SeedResult(plan, _models, _archives, [.. _failures, .. refused], _stopped);
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
                    _stopped |= stop.IsCancellationRequested && model.HasChanges;
                    return;
                }
            }

            try
            {
                _models[index] = await registry.ApplyAsync(
                    model,
                    new RegistrationOptions
                    {
                        Stop = stop,
                        Review = plan.Review.Judge,
                        WaitForRegistry = options.WaitForRegistry is null ? null : (failure, token) => WaitAsync(failure, place, token),
                        OnFailure = (failure, _) => SlowDownAsync(failure, place),
                        OnEntity = Report,
                    },
                    requests).ConfigureAwait(false);
                _limit.Succeed();
                if (stop.IsCancellationRequested && !_models[index].IsComplete)
                {
                    Stop();
                    return;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Only a client that does not know how to stop ends so: what it did is not known.
                Stop();
                return;
            }
            catch (ModelRegistryException exception)
            {
                _models[index] = exception.Registration ?? _models[index];
                Fail(model.Path, exception);
            }

            Advance();
        }

        private async Task ArchiveAsync(int index)
        {
            ArchivePlan archive = plan.Archives[index];
            var waits = new OutageWaits(options.WaitForRegistry is null ? null : WaitAsync, () => IsOver);
            var archiver = new LeftoverArchiver(
                new Leftover(registry, archive),
                failure => waits.MayTryAgainAsync(failure, requests),
                (action, changes) => Report(
                    _archives[index] = new EntityResult(archive.Kind, archive.Path, action, archive.Entity.Id, changes)));
            try
            {
                await archiver.ArchiveAsync(requests).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                Stop();
            }
            catch (ModelRegistryException exception)
            {
                Fail(archive.Path, exception);
            }
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

        private void Report(EntityResult entity)
        {
            lock (_lock)
            {
                progress?.Report(new SeedProgress(_done, plan.Models.Count, _failures.Count, entity));
            }
        }

        private void Stop()
        {
            lock (_lock)
            {
                _stopped = true;
            }
        }

        private void Fail(string path, ModelRegistryException exception)
        {
            lock (_lock)
            {
                _failures.Add(new SeedFailure(path, exception));
                // A caller that is refused with one model is refused with all.
                _gaveUp |= exception is ModelRegistryUnauthorizedException;
            }
        }

        private void Advance()
        {
            lock (_lock)
            {
                _done++;
                progress?.Report(new SeedProgress(_done, plan.Models.Count, _failures.Count));
            }
        }
    }
}
