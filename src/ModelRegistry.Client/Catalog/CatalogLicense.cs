namespace ModelRegistry.Client;

/// <summary>
/// Leads from the name that a catalog shows for a licence to its id, and back. A source says <c>apache-2.0</c>, the service shows
/// <c>Apache 2.0</c>; a registry and a policy hold the id.
/// </summary>
public static class CatalogLicense
{
    /// <summary>Ids that SPDX has replaced by another one of the same name.</summary>
    private static readonly string[] Replaced =
        ["gpl-1.0", "gpl-1.0+", "gpl-2.0+", "gpl-3.0+", "lgpl-2.0", "lgpl-2.0+", "lgpl-2.1+", "lgpl-3.0+", "standardml-nj"];

    private static readonly Lazy<Dictionary<string, string>> Ids = new(static () => LicenseNames.ById
        .Where(static pair => !Replaced.Contains(pair.Key, StringComparer.Ordinal))
        .ToDictionary(static pair => pair.Value, static pair => pair.Key, StringComparer.OrdinalIgnoreCase));

    /// <summary>Finds the id of a licence: of a name that a catalog shows, or of an id in whatever case.</summary>
    /// <param name="license">The name or the id, for example <c>Apache 2.0</c> or <c>Apache-2.0</c>.</param>
    /// <returns>
    /// The id in lower case, for example <c>apache-2.0</c>: of two ids with the same name the one that SPDX has not replaced. A text that
    /// is neither a known name nor a known id is returned without the spaces around it, so that <c>modified-mit</c> stays what it is.
    /// </returns>
    public static string ToSpdx(string license)
    {
        ArgumentNullException.ThrowIfNull(license);
        string text = license.Trim();
        return LicenseNames.ById.ContainsKey(text) ? text.ToLowerInvariant() : Ids.Value.GetValueOrDefault(text, text);
    }

    /// <summary>Finds the name that a catalog shows for a licence.</summary>
    /// <param name="license">The id, in whatever case, for example <c>apache-2.0</c>.</param>
    /// <returns>The name, for example <c>Apache 2.0</c>. A text that is no known id is returned without the spaces around it.</returns>
    public static string ToDisplayName(string license)
    {
        ArgumentNullException.ThrowIfNull(license);
        string text = license.Trim();
        return LicenseNames.ById.GetValueOrDefault(text, text);
    }

    /// <summary>Tells whether two texts mean the same licence, whichever of its id and its name each of them is.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they do. Texts that are no known licence are compared as they are, without regard to case.</returns>
    public static bool AreSame(string? left, string? right) =>
        left is null || right is null ? left == right : string.Equals(ToSpdx(left), ToSpdx(right), StringComparison.OrdinalIgnoreCase);
}
