using System.Runtime.ExceptionServices;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>
/// Archives what has left its set, when it is still the set's: it is read again right before it is written, and what another set takes
/// over in the moment between is brought back.
/// </summary>
/// <param name="leftover">What is to be archived.</param>
/// <param name="mayTryAgain">Asked after an outage and after a refusal of the caller: waits, and says whether to try again.</param>
/// <param name="report">Told of what was done, and of the fields that it changed.</param>
internal sealed class LeftoverArchiver(
    Leftover leftover, Func<ModelRegistryException, Task<bool>> mayTryAgain, Action<SeedAction, IReadOnlyList<FieldChange>> report)
{
    /// <summary>How often the same write may end without a response before that is the result.</summary>
    private const int MaxUnanswered = 3;

    /// <summary>A write was sent, and it is not known whether it was carried out.</summary>
    private bool _isOpen;

    /// <summary>What it failed with.</summary>
    private ModelRegistryException? _writeFailure;

    /// <summary>Archives the leftover.</summary>
    /// <exception cref="ModelRegistryException">That failed.</exception>
    public async Task ArchiveAsync(CancellationToken cancellationToken)
    {
        RegistryResource? written = await ChangeAsync(isArchived: true, leftover.IsOurs, SeedAction.Archived, cancellationToken)
            .ConfigureAwait(false);
        if (written is not null && !leftover.IsOurs(written))
        {
            await ChangeAsync(isArchived: false, entity => !leftover.IsOurs(entity), SeedAction.Updated, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Moves the leftover to a state unless it is in it, or must not be touched.</summary>
    /// <returns>The entity as it was written, or <see langword="null"/> when nothing was.</returns>
    private async Task<RegistryResource?> ChangeAsync(
        bool isArchived, Func<RegistryResource, bool> mayChange, SeedAction action, CancellationToken cancellationToken)
    {
        ModelRegistryException? failure = null;
        IReadOnlyList<FieldChange> changes = [];
        int unanswered = 0;
        try
        {
            while (true)
            {
                RegistryResource entity = await LookAsync(failure, cancellationToken).ConfigureAwait(false);
                bool isDone = Leftover.IsArchived(entity) == isArchived;
                if (isDone && _isOpen)
                {
                    _isOpen = false;
                    report(action, changes);
                    return entity;
                }

                if (isDone || !mayChange(entity))
                {
                    if (!_isOpen && isArchived)
                    {
                        report(SeedAction.Unchanged, []);
                    }

                    return null;
                }

                _isOpen = false;
                if (failure is not null)
                {
                    ExceptionDispatchInfo.Throw(failure);
                }

                RegisteredModelState state = isArchived ? RegisteredModelState.Archived : RegisteredModelState.Live;
                changes = [new("state", Leftover.StateOf(entity), state.Value)];
                try
                {
                    _isOpen = true;
                    entity = await leftover.WriteAsync(entity, isArchived, cancellationToken).ConfigureAwait(false);
                    _isOpen = false;
                    report(action, changes);
                    return entity;
                }
                catch (ModelRegistryException exception)
                {
                    _isOpen = exception is not ModelRegistryUnavailableException { IsOutcomeUnknown: false, Status: null };
                    _writeFailure = exception;
                    bool goesOn = (exception.IsOutcomeUnknown && ++unanswered < MaxUnanswered)
                        || await mayTryAgain(exception).ConfigureAwait(false);
                    if (!goesOn && !_isOpen)
                    {
                        throw;
                    }

                    failure = goesOn ? null : exception;
                }
            }
        }
        finally
        {
            if (_isOpen)
            {
                _isOpen = false;
                report(SeedAction.Unconfirmed, changes);
            }
        }
    }

    private async Task<RegistryResource> LookAsync(ModelRegistryException? failure, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await leftover.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ModelRegistryException exception)
            {
                if (await mayTryAgain(exception).ConfigureAwait(false))
                {
                    continue;
                }

                // What the server was not ready for, or refuses as it refuses the reading, it has not carried out.
                _isOpen &= _writeFailure is null or { IsOutcomeUnknown: true }
                    || (_writeFailure is not ModelRegistryUnavailableException && _writeFailure.Status != exception.Status);
                if (failure is not null)
                {
                    ExceptionDispatchInfo.Throw(failure);
                }

                throw;
            }
        }
    }
}
