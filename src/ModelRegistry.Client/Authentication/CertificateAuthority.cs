using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ModelRegistry.Client.Authentication;

/// <summary>
/// Trusts the authorities of a PEM file, and only those. The file is read again for each connection, since authorities rotate.
/// </summary>
internal sealed class CertificateAuthority(string path)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Many times what all public authorities together take.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private byte[] _hash = [];
    private X509Certificate2Collection? _roots;

    public string Path => path;

    /// <summary>Builds the chain of a server's certificate up to one of the file's authorities.</summary>
    /// <param name="leaf">The server's certificate.</param>
    /// <param name="sent">The chain as the platform sees it, which holds what the server sent along.</param>
    /// <param name="trusted">Whether the chain is good; where it is not, its statuses say why.</param>
    public X509Chain Build(X509Certificate2 leaf, X509Chain? sent, out bool trusted)
    {
        X509Certificate2Collection authorities = Roots();
        var ours = new X509Chain();
        ours.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        ours.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        ours.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        ours.ChainPolicy.CustomTrustStore.AddRange(authorities);

        // An issuing authority is no root to the platform, but a link like any other.
        ours.ChainPolicy.ExtraStore.AddRange(authorities);
        if (sent is not null)
        {
            IEnumerable<X509Certificate2> links = sent.ChainPolicy.ExtraStore
                .Concat(sent.ChainElements.Select(static element => element.Certificate))
                .Where(certificate => IsLink(certificate, authorities));
            ours.ChainPolicy.ExtraStore.AddRange(links.ToArray());
        }

        trusted = ours.Build(leaf) || LeadsToIssuingAuthority(ours, authorities);
        return ours;
    }

    /// <summary>Reads the file, so that a wrong one is noticed before the first call.</summary>
    /// <exception cref="InvalidOperationException">The file can't be read or holds no certificate.</exception>
    public X509Certificate2Collection Roots()
    {
        lock (_lock)
        {
            try
            {
                // Connections are few. Comparing the content notices every change, also behind links and within the clock's resolution.
                byte[] content = Read();
                byte[] hash = SHA256.HashData(content);
                if (_roots is null || !hash.AsSpan().SequenceEqual(_hash))
                {
                    var roots = new X509Certificate2Collection();
                    roots.ImportFromPem(Encoding.UTF8.GetString(content));
                    _roots = roots.Count > 0 ? roots : throw new CryptographicException("it holds no certificate in PEM form");
                    _hash = hash;
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

    private byte[] Read()
    {
        var file = new FileInfo(path);

        // Opening a pipe waits until somebody writes to it, which may be never.
        return ((file.ResolveLinkTarget(returnFinalTarget: true) ?? file) is FileInfo { Exists: true, Length: 0 })
            ? throw new IOException("it is empty, or no regular file: a pipe or a device can't be read again when authorities rotate")
            : BoundedFile.Read(path, MaxBytes);
    }

    /// <summary>
    /// Whether all that is wrong with a chain is that it ends in no root, while an authority of the file is in it: that one vouches for
    /// the links below it. The platform wants a root; OpenSSL, and curl with it, want a certificate that is trusted.
    /// </summary>
    private static bool LeadsToIssuingAuthority(X509Chain chain, X509Certificate2Collection authorities)
    {
        const X509ChainStatusFlags EndsInNoRoot = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;

        // Of a chain without a root the platform does not check everything of the last link: what makes an authority is checked here.
        return chain.ChainStatus.All(static status => (status.Status & ~EndsInNoRoot) == X509ChainStatusFlags.NoError)
            && chain.ChainElements.Skip(1)
                .Select(static element => element.Certificate)
                .Any(link => MayIssueNow(link) && authorities.Any(authority => IsSame(authority, link)));
    }

    // A root that only the server names is worth nothing, and another edition of an authority would only stand in the way of ours.
    private static bool IsLink(X509Certificate2 sent, X509Certificate2Collection authorities) =>
        !sent.SubjectName.RawData.AsSpan().SequenceEqual(sent.IssuerName.RawData)
        && !authorities.Any(authority =>
            authority.SubjectName.RawData.AsSpan().SequenceEqual(sent.SubjectName.RawData)
            && authority.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(sent.PublicKey.ExportSubjectPublicKeyInfo()));

    // By their bytes: equality of certificates looks at the issuer and the serial number only, which anybody can imitate.
    private static bool IsSame(X509Certificate2 one, X509Certificate2 other) =>
        one.RawDataMemory.Span.SequenceEqual(other.RawDataMemory.Span);

    private static bool MayIssueNow(X509Certificate2 certificate) =>
        TimeProvider.System.GetUtcNow().UtcDateTime is var now
        && certificate.NotBefore.ToUniversalTime() <= now
        && now <= certificate.NotAfter.ToUniversalTime()
        && certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(static constraints => constraints.CertificateAuthority)
        && certificate.Extensions.OfType<X509KeyUsageExtension>()
            .All(static usage => usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign));
}
