using System.Net;
using System.Runtime.ExceptionServices;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>
/// Archives what has left its set, when it is still the set's: it is read again right before it is written. The write replaces all of its
/// custom properties, since it says when that was, so that what another set takes over in the moment between stays this set's.
/// </summary>
/// <param name="leftover">What is to be archived.</param>
/// <param name="mayTryAgain">Asked after an outage and after a refusal of the caller: waits, and says whether to try again.</param>
/// <param name="report">Told of what was done, and of the fields that it changed.</param>
internal sealed class LeftoverArchiver(
    Leftover leftover, Func<ModelRegistryException, Task<bool>> mayTryAgain, Action<AppliedAction, IReadOnlyList<FieldChange>> report)
{
    /// <summary>How often the same write may end without a response before that is the result.</summary>
    private const int MaxWithoutResponse = 3;

    /// <summary>A write was sent, and it is not known whether it was carried out.</summary>
    private bool _isOpen;

    /// <summary>What it failed with.</summary>
    private ModelRegistryException? _writeFailure;

    /// <summary>Archives the leftover unless it is archived already, or another set's by now.</summary>
    /// <exception cref="ModelRegistryException">That failed.</exception>
    public async Task ArchiveAsync(CancellationToken cancellationToken)
    {
        ModelRegistryException? failure = null;
        IReadOnlyList<FieldChange> changes = [];
        int withoutResponse = 0;
        try
        {
            while (true)
            {
                RegistryResource entity = await LookAsync(failure, cancellationToken).ConfigureAwait(false);
                bool isDone = Leftover.IsArchived(entity);
                if (isDone && _isOpen)
                {
                    _isOpen = false;
                    report(AppliedAction.Archived, changes);
                    return;
                }

                if (isDone || !leftover.IsOurs(entity))
                {
                    if (!_isOpen)
                    {
                        report(AppliedAction.Unchanged, []);
                    }

                    return;
                }

                _isOpen = false;
                if (failure is not null)
                {
                    ExceptionDispatchInfo.Throw(failure);
                }

                changes = [new("state", Leftover.StateOf(entity), RegisteredModelState.Archived.Value)];
                try
                {
                    _isOpen = true;
                    await leftover.ArchiveAsync(entity, cancellationToken).ConfigureAwait(false);
                    _isOpen = false;
                    report(AppliedAction.Archived, changes);
                    return;
                }
                catch (ModelRegistryException exception)
                {
                    _isOpen = exception is not ModelRegistryUnavailableException { IsOutcomeUnknown: false, StatusCode: null };
                    _writeFailure = exception;
                    bool goesOn = (exception.IsOutcomeUnknown && ++withoutResponse < MaxWithoutResponse)
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
                report(AppliedAction.Unconfirmed, changes);
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
                // A "not found" or "bad request" that stands for an outage may be about a second sending of it by somebody on the way.
                _isOpen &= _writeFailure is null
                    or { IsOutcomeUnknown: true }
                    or ModelRegistryUnavailableException { StatusCode: HttpStatusCode.NotFound or HttpStatusCode.BadRequest }
                    || (_writeFailure is not ModelRegistryUnavailableException && _writeFailure.StatusCode != exception.StatusCode);
                if (failure is not null)
                {
                    ExceptionDispatchInfo.Throw(failure);
                }

                throw;
            }
        }
    }
}
