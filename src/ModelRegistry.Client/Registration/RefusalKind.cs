namespace ModelRegistry.Client;

/// <summary>Why something can't be registered as specified. Packages above this one have kinds of their own.</summary>
/// <param name="Value">The name of the kind.</param>
public readonly record struct RefusalKind(string Value)
{
    /// <summary>
    /// Gets the kind of a name that a registry may take for that of another entity: they differ by case, accents or blanks at the end.
    /// </summary>
    public static RefusalKind SimilarName { get; } = new("SimilarName");

    /// <summary>Gets the kind of a new version of an archived model, which takes none.</summary>
    public static RefusalKind ArchivedModel { get; } = new("ArchivedModel");

    /// <summary>Gets the kind of an artifact whose URI is specified, or is in the registry, more than once below its version.</summary>
    public static RefusalKind RepeatedUri { get; } = new("RepeatedUri");

    /// <summary>Gets the kind of a change that the registry does not make: of the name or the type of an artifact.</summary>
    public static RefusalKind FixedField { get; } = new("FixedField");

    /// <summary>Gets the kind of a model of a catalog with no artifact to register, or with several of which none is chosen.</summary>
    public static RefusalKind UnclearArtifact { get; } = new("UnclearArtifact");

    /// <summary>Gets the kind of a name that a model of another origin has.</summary>
    public static RefusalKind OtherOrigin { get; } = new("OtherOrigin");

    /// <summary>Gets the kind of custom properties whose names a registry takes for the same.</summary>
    public static RefusalKind SimilarProperties { get; } = new("SimilarProperties");

    /// <summary>Shows the name of the kind.</summary>
    /// <returns>The name; empty for the default value.</returns>
    public override string ToString() => Value ?? "";
}
