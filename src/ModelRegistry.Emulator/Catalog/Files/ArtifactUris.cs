using System.Buffers;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>The check that the service makes of the addresses of model artifacts.</summary>
internal static class ArtifactUris
{
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static readonly string[] Schemes = ["oci", "http", "https", "s3", "gs", "az", "file"];

    /// <summary>What is wrong with an address; <see langword="null"/> when nothing is.</summary>
    public static string? Check(string uri)
    {
        if (uri.Length == 0)
        {
            return "artifact URI cannot be empty";
        }

        int colon = uri.IndexOf(':', StringComparison.Ordinal);
        string scheme = colon > 0 && char.IsAsciiLetter(uri[0]) && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0
            ? uri[..colon].ToLowerInvariant()
            : "";
        string valid = $"(valid schemes: [{string.Join(' ', Schemes)}])";
        if (scheme.Length == 0)
        {
            return $"artifact URI {GoText.Quote(uri)} must have a scheme {valid}";
        }

        return Array.IndexOf(Schemes, scheme) >= 0
            ? null
            : $"artifact URI {GoText.Quote(uri)} has unsupported scheme {GoText.Quote(scheme)} {valid}";
    }

}
