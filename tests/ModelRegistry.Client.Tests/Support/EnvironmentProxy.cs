using System.Net;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>
/// A proxy as the runtime makes it of <c>HTTPS_PROXY</c>: its address still holds the user and the password, which it also gives as
/// credentials.
/// </summary>
internal sealed class EnvironmentProxy(Uri address, string? except = null) : IWebProxy, ICredentials
{
    public const string User = "ann-Us3r";
    public const string Password = "S3cr3t-pw";

    private readonly Uri _address = new UriBuilder(address) { UserName = User, Password = Password }.Uri;

    ICredentials? IWebProxy.Credentials { get => this; set => throw new NotSupportedException(); }

    public Uri GetProxy(Uri destination) => _address;

    public bool IsBypassed(Uri host) => host.Host == except;

    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        uri.Equals(_address) ? new NetworkCredential(User, Password) : null;
}
