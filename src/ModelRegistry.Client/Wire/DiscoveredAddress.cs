namespace ModelRegistry.Client.Wire;

/// <summary>
/// Addresses whose host is the name of a service: service discovery below the client chooses where it is, and between http and https.
/// </summary>
internal static class DiscoveredAddress
{
    /// <summary>Whether an address leaves it to service discovery which of http and https is spoken.</summary>
    public static bool IsNamedBy(Uri address) =>
        address is { IsAbsoluteUri: true, Scheme: "https+http" or "http+https", Authority.Length: > 0 };
}
