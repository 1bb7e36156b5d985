namespace ModelRegistry.Client;

/// <summary>How a model of a catalog becomes one of a registry.</summary>
public sealed record CatalogPromotionOptions
{
    /// <summary>Gets the name to register the model under.</summary>
    /// <value>The default is <see langword="null"/>: what follows the first slash of its name in the catalog, as in the dashboard.</value>
    public string? Name { get; init; }

    /// <summary>Gets the name of the version and of its artifact.</summary>
    /// <value>The default is <c>Version 1</c>, as in the dashboard.</value>
    public string VersionName { get; init; } = "Version 1";

    /// <summary>Gets who is responsible for the model, and is the author of the version.</summary>
    /// <value>The default is <see langword="null"/>: nobody is mentioned.</value>
    public string? Owner { get; init; }

    /// <summary>
    /// Gets whether exactly that is registered which the dashboard's "Register model" registers: without provider, licence, languages,
    /// tasks, library and maturity of the model, and without the fingerprint by which changes in the catalog are found.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AsDashboard { get; init; }

    /// <summary>Gets whether the readme and the logo are taken along: somebody else's text, up to some 100 kB of it.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IncludeDocumentation { get; init; }

    /// <summary>
    /// Gets which addresses begin in another way in the registry, for example <c>oci://registry.redhat.io/</c> as
    /// <c>oci://mirror.internal/</c>. The longest beginning that fits counts; the address in the catalog is kept in
    /// <c>_registeredFromUri</c>.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> Rewrites { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Gets which artifact to take of a model that has more than one: its URI, in which <c>*</c> stands for any text. Exactly one must fit.
    /// </summary>
    /// <value>The default is <see langword="null"/>: a model with more than one is refused.</value>
    public string? ArtifactUri { get; init; }
}
