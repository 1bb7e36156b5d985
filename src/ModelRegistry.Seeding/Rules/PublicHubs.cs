namespace ModelRegistry.Seeding.Rules;

/// <summary>Public model hubs: anybody can publish there, and what was published can change or vanish.</summary>
internal static class PublicHubs
{
    // Container registries such as quay.io are not among them: many an organisation keeps its own, private images there.
    private static readonly string[] Hosts =
    [
        "huggingface.co", "hf.co", "hf-mirror.com", "modelscope.cn", "modelscope.ai", "kaggle.com", "ollama.com", "ollama.ai",
        "civitai.com", "replicate.com", "tfhub.dev", "ngc.nvidia.com",
    ];

    private static readonly string[] Schemes = ["hf", "huggingface", "modelscope", "kaggle", "ollama", "ngc"];

    /// <summary>Finds the hub that a URI points to.</summary>
    /// <returns>The hub's host or scheme; <see langword="null"/> when it is none.</returns>
    public static string? Find(UriParts uri)
    {
        if (Array.Exists(Schemes, scheme => string.Equals(scheme, uri.Scheme, StringComparison.Ordinal)))
        {
            return $"{uri.Scheme}://";
        }

        return FindHost(uri.Host) ?? FindEndpoint(uri.Query);
    }

    private static string? FindHost(string host) =>
        Array.Find(
            Hosts, hub => host.EndsWith(hub, StringComparison.Ordinal) && (host.Length == hub.Length || host[^(hub.Length + 1)] == '.'));

    /// <summary>An S3 URI can name another server in its query, as the dashboard writes it: <c>?endpoint=https%3A%2F%2Fhost</c>.</summary>
    private static string? FindEndpoint(string query)
    {
        if (query.Length == 0)
        {
            return null;
        }

        foreach (string parameter in query.TrimStart('?').Split('&'))
        {
            string decoded = UriRules.Decode(parameter).ToLowerInvariant();
            if (!decoded.StartsWith("endpoint=", StringComparison.Ordinal))
            {
                continue;
            }

            string endpoint = decoded["endpoint=".Length..];
            int authority = endpoint.IndexOf("//", StringComparison.Ordinal);
            string host = endpoint[(authority < 0 ? 0 : authority + 2)..].Split('/', ':')[0];
            if (FindHost(host.TrimEnd('.')) is { } hub)
            {
                return hub;
            }
        }

        return null;
    }
}
