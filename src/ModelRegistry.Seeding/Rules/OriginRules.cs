using System.Buffers;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Catalog;

namespace ModelRegistry.Seeding.Rules;

/// <summary>Tells whether an artifact is from where a policy lets it be from, and whether its address always leads to the same.</summary>
internal static class OriginRules
{
    private const string Digest = "@sha256:";
    private const int DigestLength = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a policy allows an origin.</summary>
    public static bool Allows(IReadOnlyList<SeedOrigin> allowed, CatalogOrigin origin) => allowed.Any(one =>
        one.Kind == origin.Kind
        && (one.Class is null || one.Class == origin.Class)
        && (one.Name is null || new NamePatterns([one.Name], [], ignoreCase: false).Allow(origin.Name ?? "")));

    /// <summary>Whether an address names an image by a tag, behind which another image can be put.</summary>
    public static bool IsMutable(string uri)
    {
        if (!uri.StartsWith("oci://", StringComparison.OrdinalIgnoreCase) && !uri.StartsWith(
            "docker://", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        int at = uri.LastIndexOf(Digest, StringComparison.Ordinal);
        ReadOnlySpan<char> digest = at < 0 ? "" : uri.AsSpan(at + Digest.Length);
        return digest.Length != DigestLength || digest.ContainsAnyExcept(HexDigits);
    }
}
