using System.Buffers;

namespace ModelRegistry.Client.Wire;

/// <summary>Shows addresses that may be mistaken without what must not be seen: a user, a password, or a query.</summary>
internal static class AddressText
{
    /// <summary>Without the characters that set a user or a query apart, escape others, or only look like them.</summary>
    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -._~:/[]");

    /// <summary>
    /// Quotes an address that can't be used, unless it may hold a secret: where a password ends in a mistaken address, nobody can say.
    /// </summary>
    public static string Quoted(string text) =>
        text.AsSpan().ContainsAnyExcept(Harmless) ? "(not shown, since it may hold a password)" : $"'{text}'";

    /// <summary>Shows the scheme, the host and the path, as far as they are told apart.</summary>
    public static string Shown(Uri address) => address is { IsAbsoluteUri: true, Authority.Length: > 0 }
        ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
        : Quoted(address.OriginalString);
}
