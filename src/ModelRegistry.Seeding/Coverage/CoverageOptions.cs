namespace ModelRegistry.Seeding;

/// <summary>How deployments are compared with a registry.</summary>
public sealed record CoverageOptions
{
    /// <summary>Gets the registry's name, as the dashboard writes it into the label <c>modelregistry.opendatahub.io/name</c>.</summary>
    /// <value>The default is <see langword="null"/>: labels that name a registry are taken to name this one.</value>
    public string? RegistryName { get; init; }

    /// <summary>Gets the policies of today, all of which apply, for example those of a <see cref="Seed"/>.</summary>
    /// <value>The default is none: then public model hubs alone are refused.</value>
    public IReadOnlyList<SeedPolicy> Policies { get; init; } = [];

    /// <summary>Gets how many requests may be under way at once.</summary>
    /// <value>The default is 16.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int Concurrency
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, "At least one request must be allowed at a time.");
    } = 16;
}
