using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ModelRegistry.Client.Authentication;

/// <summary>Trusts the authorities of a PEM file, and only those. The file is read again when it changes, since authorities rotate.</summary>
internal sealed class CertificateAuthority(string path)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly Lock _lock = new();
    private DateTime _written;
    private X509Certificate2Collection? _roots;

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        // Only "unknown issuer" is ours to judge: a wrong name stays wrong.
        if (certificate is not X509Certificate2 leaf || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var ours = new X509Chain();
        ours.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        ours.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        ours.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        ours.ChainPolicy.CustomTrustStore.AddRange(Roots());
        if (chain is not null)
        {
            foreach (X509ChainElement element in chain.ChainElements)
            {
                ours.ChainPolicy.ExtraStore.Add(element.Certificate);
            }
        }

        return ours.Build(leaf);
    }

    /// <summary>Reads the file, so that a wrong one is noticed before the first call.</summary>
    /// <exception cref="InvalidOperationException">The file can't be read or holds no certificate.</exception>
    public X509Certificate2Collection Roots()
    {
        lock (_lock)
        {
            try
            {
                DateTime written = File.GetLastWriteTimeUtc(path);
                if (_roots is null || written != _written)
                {
                    var roots = new X509Certificate2Collection();
                    roots.ImportFromPem(SmallFile.ReadText(path));
                    _roots = roots.Count > 0 ? roots : throw new CryptographicException("it holds no certificate in PEM form");
                    _written = written;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
            {
                // While the file is being replaced it may be half there: the authorities known so far stay good.
                if (_roots is { } known)
                {
                    return known;
                }

                throw new InvalidOperationException($"The CA file {path} can't be used: {exception.Message}", exception);
            }

            return _roots;
        }
    }
}
