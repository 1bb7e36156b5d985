using System.Runtime.ExceptionServices;

namespace ModelRegistry.Client;

/// <summary>Moves an entity to a state. Where the response is lost it looks again: the same state twice is the same state.</summary>
internal static class StateChange
{
    private const int MaxAttempts = 3;

    /// <summary>Reads the entity and, unless it is in the state already, writes it.</summary>
    /// <param name="read">Reads the entity.</param>
    /// <param name="isThere">Whether it is in the state.</param>
    /// <param name="write">Writes the state.</param>
    public static async Task<T> ApplyAsync<T>(Func<Task<T>> read, Func<T, bool> isThere, Func<T, Task<T>> write)
        where T : RegistryResource
    {
        ModelRegistryException? lost = null;
        bool missed = false;
        for (int attempt = 1; ; attempt++)
        {
            T? entity = null;
            try
            {
                entity = await read().ConfigureAwait(false);
                if (isThere(entity))
                {
                    return entity;
                }

                return await write(entity).ConfigureAwait(false);
            }
            catch (ModelRegistryException exception) when (exception.IsOutcomeUnknown && attempt < MaxAttempts)
            {
                lost = exception;
            }
            catch (ModelRegistryNotFoundException) when (entity is not null && !missed)
            {
                // It was there a moment ago: a server whose database comes back says so of everything.
                missed = true;
            }
            catch (ModelRegistryException exception) when (lost is not null && !exception.IsOutcomeUnknown)
            {
                // That a write may have been made is what the caller must know, more than why it can't be looked up.
                ExceptionDispatchInfo.Throw(lost);
            }
        }
    }
}
