using System.Security.Cryptography;
using System.Text;
using ModelRegistry.Emulator.Operations;

namespace ModelRegistry.Emulator.Page;

/// <summary>The pages that show the content to people.</summary>
internal static class EmulatorPage
{
    private static readonly string RegistryHtml = Load("registry.html");
    private static readonly string CatalogHtml = Load("catalog.html");

    /// <summary>The page of a registry.</summary>
    public static Response Registry { get; } = Page(RegistryHtml);

    /// <summary>The page of a catalog.</summary>
    public static Response Catalog { get; } = Page(CatalogHtml);

    /// <summary>
    /// Lets a page use its own script, its own style and its server, and nothing else: what else would be markup stays without effect.
    /// </summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; script-src {Sources("script")}; style-src {Sources("style")}; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static string Load(string name)
    {
        using var reader = new StreamReader(typeof(EmulatorPage).Assembly.GetManifestResourceStream(name)!);
        // A browser hashes what it has parsed, which has no other line ends.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static Response Page(string html) => new(200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html));

    private static string Sources(string tag) => $"{Hash(RegistryHtml, tag)} {Hash(CatalogHtml, tag)}";

    private static string Hash(string html, string tag)
    {
        int start = html.IndexOf($"<{tag}>", StringComparison.Ordinal) + tag.Length + 2;
        string content = html[start..html.IndexOf($"</{tag}>", StringComparison.Ordinal)];
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
    }
}
