using ModelRegistry.Client;
using SeedJob.Output;

namespace SeedJob.Running;

/// <summary>Reads from a registry that may still be starting.</summary>
internal sealed class RegistryWait(RegistrySession session, TimeSpan limit, JobLog log, JobEnvironment environment)
{
    /// <summary>A proxy keeps a refusal for half a minute, so that rights which have just been given count only after that.</summary>
    private static readonly TimeSpan RefusalsPass = TimeSpan.FromSeconds(45);

    public static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>Reads, and reads again until that succeeds, fails for good, or the time is up. A request to stop ends it at once.</summary>
    public async Task<T> ReadAsync<T>(Func<ModelRegistryClient, CancellationToken, Task<T>> readAsync, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, environment.Stop);
        long start = environment.Time.GetTimestamp();
        TimeSpan delay = FirstDelay;
        object? told = null;
        while (true)
        {
            try
            {
                if (told is null)
                {
                    return await readAsync(session.Reader, either.Token).ConfigureAwait(false);
                }

                // Once it is back it may still stumble: what takes many requests would never get through without repeating single ones.
                await AskAsync(session.Reader, either.Token).ConfigureAwait(false);
                return await readAsync(session.Writer, either.Token).ConfigureAwait(false);
            }
            catch (ModelRegistryException exception) when (MayPass(exception, environment.Time.GetElapsedTime(start)))
            {
                TimeSpan left = limit - environment.Time.GetElapsedTime(start);
                if (left <= TimeSpan.Zero)
                {
                    throw exception is ModelRegistryUnauthorizedException
                        ? exception
                        : new JobException(
                            ExitCode.Unavailable,
                            $"The registry at {session.Address} was not ready within {limit.TotalSeconds:0.###} s. {exception.Message}",
                            exception);
                }

                // The same failure is reported once, whatever was asked for when it was met.
                object failure = (exception.GetType(), exception.StatusCode, exception.ServerMessage, exception.InnerException?.Message);
                if (!failure.Equals(told))
                {
                    told = failure;
                    log.Information($"waiting up to {limit.TotalSeconds:0.###} s for the registry: {exception.Message}");
                }

                await Task.Delay(Shorter(PauseAfter(exception, delay), left), environment.Time, either.Token).ConfigureAwait(false);
                delay = Shorter(delay * 2, LongestDelay);
            }
        }
    }

    /// <summary>Asks for the smallest response that needs the database: a page of one item.</summary>
    public static async Task<bool> AskAsync(ModelRegistryClient client, CancellationToken cancellationToken)
    {
        await foreach (Page<RegisteredModel> page in client.RegisteredModels.ListAsync(null, cancellationToken)
            .AsPages(null, 1).ConfigureAwait(false))
        {
            return page.Items.Count > 0;
        }

        return false;
    }

    /// <summary>How long to leave the registry alone: as it asks, within bounds.</summary>
    public static TimeSpan PauseAfter(ModelRegistryException failure, TimeSpan delay) =>
        // A server that asks for an hour may be back in ten seconds, and those who wait for it want to know.
        failure.RetryAfter is { } asked && asked > delay ? Shorter(asked, LongestDelay) : delay;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private bool MayPass(ModelRegistryException exception, TimeSpan elapsed) => exception switch
    {
        ModelRegistryUnauthorizedException { StatusCode: System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden } =>
            session.SendsToken && elapsed < RefusalsPass,
        _ => exception.IsTransient,
    };
}
