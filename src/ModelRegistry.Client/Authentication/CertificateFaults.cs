using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Authentication;

/// <summary>Says what is wrong with a server's certificate, with the names and dates in it: all of it at once.</summary>
internal static class CertificateFaults
{
    private const int MaxNames = 5;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private const X509ChainStatusFlags UnknownIssuer = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;
    private const X509ChainStatusFlags NameConstraint =
        X509ChainStatusFlags.HasNotPermittedNameConstraint | X509ChainStatusFlags.HasExcludedNameConstraint;
    private const X509ChainStatusFlags Explained = UnknownIssuer | NameConstraint
        | X509ChainStatusFlags.NotTimeValid
        | X509ChainStatusFlags.NotValidForUsage
        | X509ChainStatusFlags.NotSignatureValid
        | X509ChainStatusFlags.InvalidBasicConstraints;

    /// <summary>Says it in a sentence or two.</summary>
    /// <param name="leaf">The server's certificate.</param>
    /// <param name="chain">The chain that is not good; <see langword="null"/> when it is.</param>
    /// <param name="otherHost">
    /// The host that the certificate is not for; <see langword="null"/> when it is for the host that was called.
    /// </param>
    /// <param name="authority">Whose authorities count; <see langword="null"/> for the system's.</param>
    public static string Describe(X509Certificate2 leaf, X509Chain? chain, string? otherHost, CertificateAuthority? authority)
    {
        List<string> faults = [];
        if (otherHost is not null)
        {
            faults.Add($"is {NamesOf(leaf)}, not for {StrangersText.OneLine(otherHost)}");
        }

        X509ChainStatusFlags all = AddFaultsOf(chain, leaf, faults);
        bool isIssuerAll = faults.Count == 0;
        if ((all & UnknownIssuer) != X509ChainStatusFlags.NoError)
        {
            faults.Add(WithoutAuthority(chain is { ChainElements: [.., var end] } ? end.Certificate : leaf, leaf, authority));
        }

        string refusal =
            $"the server's certificate {Name(leaf.Subject)} {(faults.Count == 0 ? "is refused" : string.Join("; it ", faults))}.";

        // Naming authorities mends nothing else, so it is advised only where it is all there is to mend.
        return (isIssuerAll, authority) switch
        {
            (true, null) when faults.Count > 0 =>
                $"{refusal} If the registry's certificate comes from a private authority, name its CA file.",
            (true, { Path: var path }) when faults.Count > 0 =>
                $"{refusal} If that authority is to be trusted, its certificate belongs in {path}.",
            _ => refusal,
        };
    }

    private static X509ChainStatusFlags AddFaultsOf(X509Chain? chain, X509Certificate2 leaf, List<string> faults)
    {
        X509ChainStatusFlags all = X509ChainStatusFlags.NoError;
        if (chain is null)
        {
            return all;
        }

        foreach (X509ChainElement element in chain.ChainElements)
        {
            X509ChainStatusFlags status = Combined(element.ChainElementStatus);
            string who = element == chain.ChainElements[0] ? "" : $"comes from {Name(element.Certificate.Subject)}, which ";
            if (status.HasFlag(X509ChainStatusFlags.NotTimeValid) || IsUncheckedAnchorOutOfTime(element, chain))
            {
                faults.Add(who + Dates(element.Certificate));
            }

            if (status.HasFlag(X509ChainStatusFlags.NotSignatureValid))
            {
                faults.Add($"{who}is not signed by the {Name(element.Certificate.Issuer)} that is known here, but by another of that name");
            }

            if (status.HasFlag(X509ChainStatusFlags.InvalidBasicConstraints))
            {
                faults.Add($"{who}is no certificate authority");
            }

            all |= status;
        }

        all |= Combined(chain.ChainStatus);
        if (all.HasFlag(X509ChainStatusFlags.NotValidForUsage))
        {
            faults.Add(WrongPurpose(chain, leaf));
        }

        if ((all & NameConstraint) != X509ChainStatusFlags.NoError)
        {
            faults.Add($"is {NamesOf(leaf)}, for which its authority may not issue certificates");
        }

        if ((all & ~Explained) is not X509ChainStatusFlags.NoError and var others)
        {
            faults.Add($"is not acceptable ({others})");
        }

        return all;
    }

    // Of a chain without a root the platform leaves out to check the dates of its last link.
    private static bool IsUncheckedAnchorOutOfTime(X509ChainElement element, X509Chain chain) =>
        element == chain.ChainElements[^1] && chain.ChainElements.Count > 1 && !IsInTime(element.Certificate);

    private static bool IsInTime(X509Certificate2 certificate) =>
        Now is var now && certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime();

    private static string Dates(X509Certificate2 certificate) => certificate.NotBefore.ToUniversalTime() > Now
        ? $"is not valid before {Date(certificate.NotBefore)} (the clock here says {Date(Now)})"
        : $"expired on {Date(certificate.NotAfter)} (the clock here says {Date(Now)})";

    private static string WrongPurpose(X509Chain chain, X509Certificate2 leaf)
    {
        foreach (X509Certificate2 certificate in chain.ChainElements.Select(static element => element.Certificate))
        {
            foreach (X509EnhancedKeyUsageExtension usage in certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>())
            {
                string[] purposes = [.. usage.EnhancedKeyUsages.Cast<Oid>().Select(static purpose => purpose.Value ?? "")];
                if (!purposes.Contains(ServerAuthentication, StringComparer.Ordinal))
                {
                    string whose = certificate.Equals(leaf) ? "" : $"comes from {Name(certificate.Subject)}, which ";
                    return $"{whose}is not meant for servers (serverAuth), but for {Listed(purposes.Select(Purpose))}";
                }
            }
        }

        return "is not meant for servers";
    }

    private static string Purpose(string oid) => oid switch
    {
        "1.3.6.1.5.5.7.3.2" => "clients (clientAuth)",
        "1.3.6.1.5.5.7.3.3" => "signing code (codeSigning)",
        "1.3.6.1.5.5.7.3.4" => "mail (emailProtection)",
        "1.3.6.1.5.5.7.3.8" => "time stamps (timeStamping)",
        "1.3.6.1.5.5.7.3.9" => "OCSP (OCSPSigning)",
        _ => oid,
    };

    private static string WithoutAuthority(X509Certificate2 last, X509Certificate2 leaf, CertificateAuthority? authority)
    {
        string where = authority is null
            ? "among the system's authorities"
            : $"in the CA file {authority.Path} (which holds {Listed(authority.Roots().Select(static root => Name(root.Subject)))})";
        if (last.SubjectName.RawData.AsSpan().SequenceEqual(last.IssuerName.RawData))
        {
            return last.Equals(leaf)
                ? $"is signed by itself, and not {where}"
                : $"comes from the authority {Name(last.Subject)}, which is not {where}";
        }

        // Whether the issuer is a root or one in between, nobody can say who does not have its certificate.
        string above = last.Equals(leaf) ? "" : $"comes from {Name(last.Subject)}, which ";
        return $"{above}is issued by {Name(last.Issuer)}, which is not {where}: "
            + "that is an unknown authority, or an intermediate one whose certificate the server must send along and does not";
    }

    private static string NamesOf(X509Certificate2 leaf)
    {
        string[] names = [.. leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(static names => names.EnumerateDnsNames()
                .Concat(names.EnumerateIPAddresses().Select(static address => address.ToString())))];
        return names.Length == 0 ? "for no host (it has no subject alternative name)" : $"for {Listed(names)}";
    }

    private static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names.Select(StrangersText.OneLine)];
        return all.Length <= MaxNames
            ? string.Join(", ", all)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", all.Take(MaxNames))} and {all.Length - MaxNames} more");
    }

    private static string Name(string distinguishedName) =>
        distinguishedName.Length == 0 ? "(without a name)" : StrangersText.OneLine(distinguishedName);

    private static string Date(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static X509ChainStatusFlags Combined(IEnumerable<X509ChainStatus> statuses) =>
        statuses.Aggregate(X509ChainStatusFlags.NoError, static (all, status) => all | status.Status);
}
