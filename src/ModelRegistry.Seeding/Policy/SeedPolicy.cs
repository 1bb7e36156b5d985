namespace ModelRegistry.Seeding;

/// <summary>
/// What the models of a seed are checked against. Apart from it, public model hubs are refused unless a policy allows them by name.
/// </summary>
public sealed record SeedPolicy
{
    /// <summary>Gets where the policy is written.</summary>
    public SeedLocation Location { get; init; }

    /// <summary>
    /// Gets the places where artifacts may be: URIs in which <c>*</c> stands for part of a path segment and <c>**</c> for any number of
    /// segments.
    /// </summary>
    /// <value><see langword="null"/> for no restriction.</value>
    public IReadOnlyList<string>? AllowedArtifactUris { get; init; }

    /// <summary>
    /// Gets a value indicating whether artifacts in container registries must be named by a digest, which nobody can put another image
    /// behind.
    /// </summary>
    public bool PinnedArtifactUris { get; init; }

    /// <summary>
    /// Gets where model artifacts may be from. What they say of it is a claim: comparing them with the catalog proves it.
    /// </summary>
    /// <value><see langword="null"/> for no restriction.</value>
    public IReadOnlyList<SeedOrigin>? AllowedOrigins { get; init; }

    /// <summary>
    /// Gets the licences that models may have: the id and the name of a licence are the same, and letter case does not count.
    /// </summary>
    /// <value><see langword="null"/> for no restriction.</value>
    public IReadOnlyList<string>? AllowedLicenses { get; init; }

    /// <summary>Gets the labels that every model must have.</summary>
    public IReadOnlyList<string> RequiredLabels { get; init; } = [];

    /// <summary>Gets a value indicating whether the URI of an artifact of a live version must never change in its place.</summary>
    /// <value>
    /// <see langword="null"/> when the policy does not say; it counts as <see langword="true"/> unless a policy says otherwise.
    /// </value>
    public bool? ImmutableUris { get; init; }

    /// <summary>Gets the custom properties that every model must have.</summary>
    public IReadOnlyList<string> RequiredModelProperties { get; init; } = [];

    /// <summary>Gets the custom properties that every version must have.</summary>
    public IReadOnlyList<string> RequiredVersionProperties { get; init; } = [];
}
