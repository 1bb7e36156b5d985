namespace ModelRegistry.Emulator.Page;

/// <summary>The page that shows the content to people.</summary>
internal static class RegistryPage
{
    /// <summary>Lets the page use its own script and this server, and nothing else.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The page.</summary>
    public static ReadOnlyMemory<byte> Html { get; } = Load();

    private static byte[] Load()
    {
        using Stream resource = typeof(RegistryPage).Assembly.GetManifestResourceStream("registry.html")!;
        byte[] html = new byte[resource.Length];
        resource.ReadExactly(html);
        return html;
    }
}
