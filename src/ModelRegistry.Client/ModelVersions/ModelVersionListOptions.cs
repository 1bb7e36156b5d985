namespace ModelRegistry.Client;

/// <summary>How the versions of one model are to be listed.</summary>
public sealed record ModelVersionListOptions : ListOptions<ModelVersion>
{
    /// <summary>
    /// Gets the name that the versions must have. The server refuses a name with an apostrophe (status 400), and a name counts before an
    /// <see cref="ExternalId"/>.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Gets the external id that the versions must have.</summary>
    public string? ExternalId { get; init; }
}
