namespace ModelRegistry.Emulator;

/// <summary>
/// The registry's database is away for a while, for tests of how a client rides it out. Add it to
/// <see cref="ModelRegistryEmulator.Faults"/>.
/// </summary>
/// <remarks>
/// The server goes on responding, and its responses are misleading, as those of the real server are: whatever it reads by id, the parents
/// of writes included, is <c>404</c>; other writes are <c>500</c>; lists and look-ups by name are <c>500</c>, and on PostgreSQL <c>400</c>
/// as if the filter were wrong, except for those of artifacts and when the connection is refused. What is refused without asking the
/// database (a bad id, a filter that can't be parsed) is refused as ever. Nothing is written. A <see cref="Fault"/> that matches the same
/// request comes first.
/// </remarks>
public sealed record DatabaseOutage
{
    /// <summary>The database in whose manner requests fail.</summary>
    /// <value>The default is <see langword="null"/>: that of the emulator, <see cref="ModelRegistryEmulatorOptions.Database"/>.</value>
    public RegistryDatabase? Database { get; init; }

    /// <summary>Why the database is away.</summary>
    /// <value>The default is <see cref="DatabaseOutageReason.ShutDown"/>.</value>
    public DatabaseOutageReason Reason { get; init; }

    /// <summary>How many requests pass unharmed first; readiness checks don't count.</summary>
    /// <value>The default is 0.</value>
    public int After { get; init; }

    /// <summary>How many requests meet the outage; readiness checks don't count.</summary>
    /// <value>
    /// The default is <see langword="null"/>: all, until <see cref="Duration"/> is over or <see cref="FaultPlan.Clear"/> is called.
    /// </value>
    public int? Requests { get; init; }

    /// <summary>How long the outage lasts by the emulator's clock, from the first request that meets it.</summary>
    /// <value>
    /// The default is <see langword="null"/>: until <see cref="Requests"/> have met it or <see cref="FaultPlan.Clear"/> is called.
    /// </value>
    public TimeSpan? Duration { get; init; }
}
