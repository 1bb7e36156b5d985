using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// The way to the registry, as far as failures on it must be explained: the proxy that the environment puts in between, and whether the
/// server wanted to see a certificate. The network is given the proxy's address without the user and password in it, since it repeats
/// that address in its messages.
/// </summary>
/// <param name="environment">Decides about the proxy; when not given, the environment of the process.</param>
internal sealed class Route(IWebProxy? environment = null) : IWebProxy
{
    private volatile Proxy? _proxy;
    private volatile bool _isAskedForCertificate;

    /// <summary>Gets the proxy in between as <c>host:port</c>, or <see langword="null"/> when there is none.</summary>
    public string? Via => _proxy?.Via;

    /// <summary>
    /// The proxy that may have written a response itself: one that was asked in plain HTTP. Through the tunnel for TLS it can't.
    /// </summary>
    public static string? ProxyOf(HttpResponseMessage response) =>
        response.RequestMessage is { RequestUri.Scheme: "http" } request ? OperationCall.Of(request)?.Route.Via : null;

    /// <summary>Gets a value indicating whether the server asked for a client certificate and has responded to nothing since.</summary>
    public bool IsAskedForCertificate => _isAskedForCertificate;

    ICredentials? IWebProxy.Credentials
    {
        get => Environment.Credentials;
        set => throw new NotSupportedException("The credentials are those of the environment's proxy.");
    }

    private IWebProxy Environment => environment ?? HttpClient.DefaultProxy;

    public bool IsBypassed(Uri host)
    {
        bool bypassed = Environment.IsBypassed(host);
        if (bypassed)
        {
            _proxy = null;
        }

        return bypassed;
    }

    public Uri? GetProxy(Uri destination)
    {
        Uri? given = Environment.GetProxy(destination);
        if (given is null || given == destination)
        {
            _proxy = null;
            return given;
        }

        Proxy? last = _proxy;
        return (last is not null && ReferenceEquals(last.Given, given) ? last : _proxy = new Proxy(given)).Address;
    }

    /// <summary>Notes whether the server asks for a certificate; there is none to select.</summary>
    public X509Certificate SelectCertificate(
        object sender, string host, X509CertificateCollection local, X509Certificate? remote, string[] issuers)
    {
        // The first time it is asked in advance, before anything is known of the server.
        if (remote is not null)
        {
            _isAskedForCertificate = true;
        }

        return null!;
    }

    /// <summary>Notes that the server responds: it does not insist on a certificate.</summary>
    public void HasResponded() => _isAskedForCertificate = false;

    private sealed class Proxy(Uri given)
    {
        public Uri Given => given;

        public Uri Address { get; } = given.UserInfo.Length == 0 ? given : new UriBuilder(given) { UserName = "", Password = "" }.Uri;

        public string Via { get; } = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{given.Host}:{given.Port}");
    }
}
