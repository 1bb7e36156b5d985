namespace ModelRegistry.Client;

/// <summary>Where a model artifact says it was registered from.</summary>
/// <param name="Kind">
/// The kind of source, for example <c>catalog</c> or <c>transfer_job</c>; <see langword="null"/> when it does not say.
/// </param>
/// <param name="Class">The source within its kind: of a catalog the id of its source.</param>
/// <param name="Group">The group within the source.</param>
/// <param name="Name">The name there: of a catalog the full name of the model.</param>
/// <param name="Id">The id there.</param>
public sealed record CatalogOrigin(string? Kind, string? Class, string? Group, string? Name, string? Id)
{
    /// <summary>The kind of what was registered from a catalog.</summary>
    public const string CatalogKind = "catalog";

    /// <summary>Gets whether it is a model of a catalog, named so that the catalog can be asked for it.</summary>
    public bool IsCatalog => Kind == CatalogKind && !string.IsNullOrEmpty(Class) && !string.IsNullOrEmpty(Name);

    /// <summary>Gets whether it is what dashboards wrote before 3.0: a source by its name, or with a repository or a tag.</summary>
    public bool IsOlder => Kind == CatalogKind && (!string.IsNullOrEmpty(Group) || !string.IsNullOrEmpty(Id));

    /// <summary>Reads where an artifact of a registry was registered from.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <returns>What it says.</returns>
    public static CatalogOrigin Of(ModelArtifact artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return new CatalogOrigin(
            artifact.ModelSourceKind, artifact.ModelSourceClass,
            artifact.ModelSourceGroup, artifact.ModelSourceName, artifact.ModelSourceId);
    }

    /// <summary>Reads where a specified artifact is to be registered from.</summary>
    /// <param name="artifact">The specification.</param>
    /// <returns>What it says.</returns>
    public static CatalogOrigin Of(ModelArtifactCreate artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return new CatalogOrigin(
            artifact.ModelSourceKind, artifact.ModelSourceClass,
            artifact.ModelSourceGroup, artifact.ModelSourceName, artifact.ModelSourceId);
    }

    /// <summary>Shows the origin in one line.</summary>
    /// <returns>For example <c>catalog redhat_ai_models RedHatAI/granite</c>, or <c>by hand</c>.</returns>
    public override string ToString() =>
        string.IsNullOrEmpty(Kind) ? "by hand" : string.Join(
            ' ', ((string?[])[Kind, Class, Group, Name, Id]).Where(static part => !string.IsNullOrEmpty(part)));
}
