using ModelRegistry.Emulator.Operations;

namespace ModelRegistry.Emulator.Page;

/// <summary>The pages that show the content to people.</summary>
internal static class EmulatorPage
{
    /// <summary>Lets a page use its own script and its server, and nothing else.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The page of a registry.</summary>
    public static Answer Registry { get; } = Load("registry.html");

    /// <summary>The page of a catalog.</summary>
    public static Answer Catalog { get; } = Load("catalog.html");

    private static Answer Load(string name)
    {
        using Stream resource = typeof(EmulatorPage).Assembly.GetManifestResourceStream(name)!;
        byte[] html = new byte[resource.Length];
        resource.ReadExactly(html);
        return new Answer(200, "text/html; charset=utf-8", html);
    }
}
