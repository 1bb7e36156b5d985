using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ModelRegistry.Client.Authentication;

/// <summary>
/// Judges the certificate of a server: as the platform does, or by the authorities of a file. A refusal is an exception, since the
/// platform's own says nothing of the certificate.
/// </summary>
internal sealed class ServerCertificateCheck(CertificateAuthority? authority)
{
    /// <exception cref="CertificateRefusedException">The certificate is not trusted.</exception>
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (authority is null && errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (certificate is not X509Certificate2 leaf || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            throw new CertificateRefusedException("the server shows no certificate.");
        }

        // Only the chain is the file's to judge: a wrong name stays wrong.
        bool isOtherHost = errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
        string host = (sender as SslStream)?.TargetHostName ?? "";
        if (authority is null)
        {
            throw new CertificateRefusedException(CertificateFaults.Describe(leaf, chain, isOtherHost ? host : null, null));
        }

        using X509Chain ours = authority.Build(leaf, chain, out bool trusted);
        return trusted && (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None
            ? true
            : throw new CertificateRefusedException(
                CertificateFaults.Describe(leaf, trusted ? null : ours, isOtherHost ? host : null, authority));
    }
}
