using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>How to reach a model catalog, and as whom.</summary>
/// <remarks>
/// At most one of <see cref="Token"/>, <see cref="TokenFile"/> and <see cref="TokenProvider"/> is given; none of them for a catalog without
/// authentication. The options are read once, when the client is made.
/// </remarks>
public sealed class ModelCatalogClientOptions
{
    /// <summary>
    /// Gets or sets the address of the catalog, for example <c>https://model-catalog.rhoai-model-registries.svc:8443</c>. A path before the
    /// API's own (<c>/api/model_catalog/v1alpha1</c> or <c>…/v1</c>) is kept; the API's own path may be given or left out.
    /// </summary>
    /// <value>There is no default.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>
    /// Gets or sets which version of the API is spoken. An address that ends in the other version than the one that is set here is refused.
    /// </summary>
    /// <value>
    /// The default is <see cref="ModelCatalogApiVersion.Auto"/>: <c>v1alpha1</c>, until the catalog responds that it has gone, and then
    /// <c>v1</c>.
    /// </value>
    public ModelCatalogApiVersion ApiVersion { get; set; }

    /// <inheritdoc cref="ModelRegistryClientOptions.Token"/>
    public string? Token { get; set; }

    /// <inheritdoc cref="ModelRegistryClientOptions.TokenFile"/>
    public string? TokenFile { get; set; }

    /// <inheritdoc cref="ModelRegistryClientOptions.TokenProvider"/>
    public Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; set; }

    /// <summary>
    /// Gets or sets a PEM file with the certificate authorities that the catalog's certificate may come from, instead of the system's, for
    /// example <c>service-ca.crt</c>: roots, or issuing authorities alone. Read again for each new connection when it has changed; of at
    /// most 4 MiB, and no pipe or device.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the system's certificate authorities.</value>
    public string? CaFile { get; set; }

    /// <summary>Gets or sets how many items a list asks for at a time, where the call does not say.</summary>
    /// <value>The default is 100. The server's own default is 10.</value>
    public int PageSize { get; set; } = 100;

    /// <summary>Gets how failures are met: retries, timeouts, circuit breaker.</summary>
    public ModelRegistryResilienceOptions Resilience { get; } = new();

    /// <summary>Shows the address; never the token.</summary>
    /// <returns>The address as text.</returns>
    public override string ToString() => BaseAddress is { } address ? AddressText.Shown(address) : "(no address)";

    /// <summary>The same for the handlers, which are those of the registry's client.</summary>
    internal ModelRegistryClientOptions ForHandlers() => new(Resilience)
    {
        BaseAddress = BaseAddress,
        ApiVersion = (ModelRegistryApiVersion)ApiVersion,
        Token = Token,
        TokenFile = TokenFile,
        TokenProvider = TokenProvider,
        CaFile = CaFile,
        PageSize = PageSize,
    };
}
