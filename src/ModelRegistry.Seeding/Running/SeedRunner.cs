using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>
/// Makes a registry hold what a seed declares: reads and checks the seed, compares it with the registry, and writes the difference. The
/// same again changes nothing. This is what the tool <c>seed-job</c> does, for applications and tests.
/// </summary>
/// <example>
/// <code>
/// var runner = new SeedRunner(registry, new SeedRunnerOptions { Prune = true });
/// SeedResult result = await runner.RunAsync(SeedSource.Files("seeds/"));
/// result.EnsureSucceeded();
/// </code>
/// </example>
public sealed class SeedRunner
{
    private readonly IModelRegistryClient _registry;
    private readonly SeedRunnerOptions _options;

    /// <summary>Makes a runner. Nothing is read or sent.</summary>
    /// <param name="registry">The registry to compare with and to write to.</param>
    /// <param name="options">What to compare and write, and how; the defaults when not given.</param>
    public SeedRunner(IModelRegistryClient registry, SeedRunnerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(registry);
        (_registry, _options) = (registry, (options ?? new SeedRunnerOptions()) with { });
    }

    /// <summary>Reads and checks a seed. Nothing is sent.</summary>
    /// <param name="seed">Where the seed comes from.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The seed.</returns>
    /// <exception cref="SeedInvalidException">The seed has errors, or breaks a policy: the message shows all of them.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<Seed> ReadAsync(SeedSource seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seed);
        return seed.ReadAsync(_options, cancellationToken);
    }

    /// <summary>
    /// Reads the seed and the registry, and says what is to be done. Writes nothing. It takes about three requests for each hundred models.
    /// </summary>
    /// <param name="seed">Where the seed comes from.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="SeedInvalidException">The seed has errors, or breaks a policy: the message shows all of them.</exception>
    /// <exception cref="ArgumentException">Pruning is asked for without a set, or a model is declared twice in code.</exception>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<SeedPlan> PlanAsync(SeedSource seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seed);
        Seed read = await seed.ReadAsync(_options, cancellationToken).ConfigureAwait(false);
        SeedRunnerOptions options = _options;
        while (true)
        {
            try
            {
                return await new SeedPlanner(_registry).PlanAsync(read, options, cancellationToken).ConfigureAwait(false);
            }
            catch (ModelRegistryException exception) when (exception.IsTransient && options.WaitForRegistry is not null)
            {
                if (!await options.WaitForRegistry(exception, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }

                // A registry that can't keep up is asked less at once.
                options = options with { Concurrency = Math.Max(1, options.Concurrency / 2) };
            }
        }
    }

    /// <summary>
    /// Writes what a plan says, and nothing when it says nothing, or with <see cref="SeedRunnerOptions.DryRun"/>. A model that fails does
    /// not keep the others from being written, unless <see cref="SeedRunnerOptions.FailFast"/> says so. What the set no longer declares is
    /// archived last, and only when nothing failed. What another set has come to own since the plan was made is refused like what it owned
    /// then, and not archived.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="progress">
    /// Gets how far the work is after each entity and each model; one call at a time, and the work waits for it.
    /// </param>
    /// <param name="cancellationToken">Cancels at once, or gracefully with <see cref="SeedRunnerOptions.Grace"/>.</param>
    /// <returns>What was done, what failed and what was not reached; failures of the registry are in it, and not thrown.</returns>
    /// <exception cref="OperationCanceledException">
    /// The caller cancelled, and <see cref="SeedRunnerOptions.Grace"/> is not set. What was written stays.
    /// </exception>
    public Task<SeedResult> ApplyAsync(
        SeedPlan plan, IProgress<SeedProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return _options.DryRun
            ? Task.FromResult(SeedResult.OfDryRun(plan))
            : new SeedApplier(_registry).ApplyAsync(plan, _options, progress, cancellationToken);
    }

    /// <summary>Reads a seed, compares it with the registry, and writes the difference.</summary>
    /// <param name="seed">Where the seed comes from.</param>
    /// <param name="progress">
    /// Gets how far the work is after each entity and each model; one call at a time, and the work waits for it.
    /// </param>
    /// <param name="cancellationToken">
    /// Cancels at once while reading; while writing at once, or gracefully with <see cref="SeedRunnerOptions.Grace"/>.
    /// </param>
    /// <returns>What was done, what failed and what was not reached; failed writes are in it, and not thrown.</returns>
    /// <exception cref="SeedInvalidException">The seed has errors, or breaks a policy: the message shows all of them.</exception>
    /// <exception cref="ArgumentException">Pruning is asked for without a set, or a model is declared twice in code.</exception>
    /// <exception cref="ModelRegistryException">The registry could not be read, so nothing was written; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled. What was written stays.</exception>
    public async Task<SeedResult> RunAsync(
        SeedSource seed, IProgress<SeedProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        SeedPlan plan = await PlanAsync(seed, cancellationToken).ConfigureAwait(false);
        return await ApplyAsync(plan, progress, cancellationToken).ConfigureAwait(false);
    }
}
