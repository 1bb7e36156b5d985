using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>Makes certificates, good ones and bad ones, with their keys.</summary>
internal static class Certificates
{
    public const string ForServers = "1.3.6.1.5.5.7.3.1";
    public const string ForClients = "1.3.6.1.5.5.7.3.2";

    public static X509Certificate2 Authority(
        string name,
        X509Certificate2? issuer = null,
        int fromDay = -10,
        int toDay = 10,
        string? usage = null,
        Action<CertificateRequest>? more = null,
        byte[]? serial = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        if (usage is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        }

        more?.Invoke(request);
        return Sign(request, key, issuer, fromDay, toDay, serial);
    }

    public static X509Certificate2 Server(
        X509Certificate2? issuer,
        string host = "localhost",
        string name = "CN=registry",
        string usage = ForServers,
        int fromDay = -5,
        int toDay = 5)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        return Sign(request, key, issuer, fromDay, toDay, null);
    }

    private static X509Certificate2 Sign(
        CertificateRequest request, ECDsa key, X509Certificate2? issuer, int fromDay, int toDay, byte[]? serial)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        (DateTimeOffset from, DateTimeOffset to) = (now.AddDays(fromDay), now.AddDays(toDay));
        if (issuer is null)
        {
            return request.CreateSelfSigned(from, to);
        }

        // Not the overload that takes the issuer's certificate: that refuses what a bad authority would do.
        using ECDsa issuerKey = issuer.GetECDsaPrivateKey()!;
        using X509Certificate2 issued = request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), from, to, serial ?? RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
