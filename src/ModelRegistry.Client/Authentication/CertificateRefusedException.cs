using System.Security.Authentication;

namespace ModelRegistry.Client.Authentication;

/// <summary>The certificate of the other side is not trusted; the message says why.</summary>
internal sealed class CertificateRefusedException(string message) : AuthenticationException(message);
