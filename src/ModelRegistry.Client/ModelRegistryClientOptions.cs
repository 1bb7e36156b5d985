using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>How to reach a Model Registry, and as whom.</summary>
/// <remarks>
/// At most one of <see cref="Token"/>, <see cref="TokenFile"/> and <see cref="TokenProvider"/> is given; none of them for a registry
/// without authentication. The options are read once, when the client is made.
/// </remarks>
public sealed class ModelRegistryClientOptions
{
    /// <summary>Makes options with their defaults.</summary>
    public ModelRegistryClientOptions()
        : this(new ModelRegistryResilienceOptions())
    {
    }

    internal ModelRegistryClientOptions(ModelRegistryResilienceOptions resilience) => Resilience = resilience;

    /// <summary>
    /// Gets or sets the address of the registry, for example <c>https://private-ai-registry.rhoai-model-registries.svc:8443</c>. A path
    /// before the API's own (<c>/api/model_registry/v1alpha3</c> or <c>…/v1</c>) is kept; the API's own path may be given or left out. One
    /// that ends in a version says which is spoken first, see <see cref="ApiVersion"/>; other versions than these two are refused.
    /// With dependency injection it may be the name of a service as in <c>https+http://registry</c>, where service discovery
    /// (<c>AddServiceDiscovery</c>) finds the address and chooses between https and http.
    /// </summary>
    /// <value>There is no default.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>
    /// Gets or sets which version of the API is spoken. An address that ends in the other version than the one that is set here is refused.
    /// </summary>
    /// <value>
    /// The default is <see cref="ModelRegistryApiVersion.Auto"/>: <c>v1alpha3</c>, until the registry responds that it has gone, and then
    /// <c>v1</c>.
    /// </value>
    public ModelRegistryApiVersion ApiVersion { get; set; }

    /// <summary>Gets or sets the bearer token itself. A <see cref="TokenFile"/> is better: its token can be renewed.</summary>
    /// <value>The default is <see langword="null"/>: no token is sent.</value>
    public string? Token { get; set; }

    /// <summary>
    /// Gets or sets the file that holds the bearer token, for example a projected service account token. It is read again whenever it
    /// changes and after a response of 401; white space around the token does not count.
    /// </summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? TokenFile { get; set; }

    /// <summary>
    /// Gets or sets what is asked for the bearer token before each attempt to send a request. It returns quickly, from a cache of its
    /// own, and may return <see langword="null"/> for none. When it throws, or returns nothing within the attempt's limit, the call ends in
    /// a <see cref="ModelRegistryUnauthorizedException"/> and nothing is sent.
    /// </summary>
    /// <value>The default is <see langword="null"/>.</value>
    public Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the token is sent over plain HTTP when service discovery chose that for a
    /// <see cref="BaseAddress"/> that begins with <c>https+http://</c>. Otherwise the call ends in a
    /// <see cref="ModelRegistryUnauthorizedException"/> and nothing is sent. An address that begins with <c>http://</c> is a choice of
    /// yours, for which this does not count.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowTokenOverDiscoveredHttp { get; set; }

    /// <summary>
    /// Gets or sets a PEM file with the certificate authorities that the registry's certificate may come from, instead of the system's,
    /// for example <c>service-ca.crt</c>: roots, or issuing authorities alone. Read again for each new connection when it has changed; of
    /// at most 4 MiB, and no pipe or device.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the system's certificate authorities.</value>
    public string? CaFile { get; set; }

    /// <summary>Gets or sets how many items a list asks for at a time, where the call does not say.</summary>
    /// <value>The default is 100. The server's own default is all at once.</value>
    public int PageSize { get; set; } = 100;

    /// <summary>Gets how failures are met: retries, timeouts, circuit breaker.</summary>
    public ModelRegistryResilienceOptions Resilience { get; }

    /// <summary>Shows the address; never the token.</summary>
    /// <returns>The address as text.</returns>
    public override string ToString() => BaseAddress is { } address ? AddressText.Shown(address) : "(no address)";
}
