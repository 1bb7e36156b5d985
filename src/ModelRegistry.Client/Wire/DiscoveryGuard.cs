namespace ModelRegistry.Client.Wire;

/// <summary>
/// Stands below every handler of the application, where service discovery has replaced the name of the service by an address: what it left
/// unresolved is explained, and a token only goes over the plain HTTP that it chose when the options allow that.
/// </summary>
/// <param name="allowsTokenOverHttp">Whether a token may go over plain HTTP.</param>
internal sealed class DiscoveryGuard(bool allowsTokenOverHttp) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri address = request.RequestUri!;
        if (DiscoveredAddress.IsNamedBy(address))
        {
            return Task.FromException<HttpResponseMessage>(Unresolved(request, address));
        }

        // What a handler of the application asks of others, for example of an identity server, is its own affair.
        bool showsToken = address.Scheme == Uri.UriSchemeHttp
            && request.Headers.Authorization is not null
            && address.AbsolutePath.Contains(ApiService.Registry.Root, StringComparison.Ordinal);
        return showsToken && !allowsTokenOverHttp
            ? Task.FromException<HttpResponseMessage>(Readable(request, address))
            : base.SendAsync(request, cancellationToken);
    }

    private static ModelRegistryException Unresolved(HttpRequestMessage request, Uri address)
    {
        string? operation = IdOf(request);
        return new ModelRegistryException(
            $"{operation ?? "The request"} was not sent: service discovery has not replaced {address.GetLeftPart(UriPartial.Authority)} by "
            + "an address. Call AddServiceDiscovery on what AddModelRegistryClient returns, or in ConfigureHttpClientDefaults for all "
            + "clients (package Microsoft.Extensions.ServiceDiscovery).")
        {
            Operation = operation,
        };
    }

    private static ModelRegistryUnauthorizedException Readable(HttpRequestMessage request, Uri address)
    {
        string? operation = IdOf(request);
        return new ModelRegistryUnauthorizedException(
            $"{operation ?? "The request"} was not sent: service discovery chose {address.GetLeftPart(UriPartial.Authority)}, and on plain "
            + $"HTTP everybody on the way can read the token. Give the service an https endpoint, or set "
            + $"{nameof(ModelRegistryClientOptions.AllowTokenOverDiscoveredHttp)} where the network is trusted.")
        {
            Operation = operation,
        };
    }

    private static string? IdOf(HttpRequestMessage request) => OperationCall.Of(request)?.Operation.Id;
}
