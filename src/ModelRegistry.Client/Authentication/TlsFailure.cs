using System.Security.Authentication;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Authentication;

/// <summary>Says why no TLS connection came about.</summary>
internal static class TlsFailure
{
    public static string Describe(Exception failure, Route route) => $"TLS failed: {Reason(failure.InnerException ?? failure, route)}";

    /// <summary>What a server does that insists on a certificate of its caller: it ends the connection, often without a word.</summary>
    public static string ClientCertificate(Route route) => route.IsAskedForCertificate
        ? " The server asked for a client certificate (mutual TLS), and this client has none to show."
        : "";

    private static string Reason(Exception reason, Route route) => reason switch
    {
        CertificateRefusedException => reason.Message,

        _ when SafeCause.IsTelltale(reason) => $"the handshake failed.{ClientCertificate(route)}",

        // Where the application brought a handler of its own, whose platform says no more than that.
        AuthenticationException { InnerException: null } when reason.Message.Contains("cert", StringComparison.OrdinalIgnoreCase) =>
            $"{reason.Message} If the registry's certificate comes from a private authority, that handler must trust it.",

        // The platform fails like that, and only like that, where what it reads is no TLS at all.
        AuthenticationException { InnerException: null } =>
            "what came back is not TLS. If the registry speaks plain HTTP on this port, begin its address with http://; otherwise "
                + "check the port.",
        IOException { InnerException: null } =>
            $"the connection was closed during the handshake. Check that the port speaks TLS.{ClientCertificate(route)}",
        _ => $"{StrangersText.OneLine(reason.GetBaseException().Message).TrimEnd('.')}.{ClientCertificate(route)}",
    };
}
