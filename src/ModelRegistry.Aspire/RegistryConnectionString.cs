using System.Data.Common;
using ModelRegistry.Client;

namespace ModelRegistry.Aspire;

/// <summary>
/// A connection string: an address, or <c>Key=Value</c> pairs. Nothing of it is ever shown but its keys, since it may hold a token.
/// </summary>
internal static class RegistryConnectionString
{
    private const string Keys = "Endpoint, ApiVersion, Token, TokenFile, CaFile and AllowTokenOverDiscoveredHttp";

    /// <summary>Sets the options that a connection string speaks of.</summary>
    /// <param name="text">The connection string.</param>
    /// <param name="options">The options.</param>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    public static string? Apply(string text, ModelRegistryClientOptions options)
    {
        // An address has no '=' before its scheme's colon.
        if (Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? address))
        {
            options.BaseAddress = address;
            return null;
        }

        DbConnectionStringBuilder pairs;
        try
        {
            pairs = new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException)
        {
            return "is neither an address nor Key=Value pairs separated by semicolons: give http://HOST:PORT, or "
                + "Endpoint=http://HOST:PORT;TokenFile=FILE.";
        }

        foreach (string key in pairs.Keys)
        {
            if (Apply(key, (string)pairs[key], options) is { } problem)
            {
                return problem;
            }
        }

        return pairs.ContainsKey("Endpoint") ? null : "has no Endpoint: give Endpoint=http://HOST:PORT.";
    }

    private static string? Apply(string key, string value, ModelRegistryClientOptions options)
    {
        switch (key.ToUpperInvariant())
        {
            case "ENDPOINT" when Uri.TryCreate(value, UriKind.Absolute, out Uri? address):
                options.BaseAddress = address;
                return null;
            case "ENDPOINT":
                return "has an Endpoint that is no address: give http://HOST:PORT or https://HOST:PORT.";
            case "APIVERSION" when Enum.TryParse(value, ignoreCase: true, out ModelRegistryApiVersion version) && Enum.IsDefined(version):
                options.ApiVersion = version;
                return null;
            case "APIVERSION":
                return "has an ApiVersion that is none of Auto, V1Alpha3 and V1.";
            case "TOKEN":
                options.Token = value;
                return null;
            case "TOKENFILE":
                options.TokenFile = value;
                return null;
            case "CAFILE":
                options.CaFile = value;
                return null;
            case "ALLOWTOKENOVERDISCOVEREDHTTP" when bool.TryParse(value, out bool allowed):
                options.AllowTokenOverDiscoveredHttp = allowed;
                return null;
            case "ALLOWTOKENOVERDISCOVEREDHTTP":
                return "has an AllowTokenOverDiscoveredHttp that is neither true nor false.";
            default:
                return $"has the key '{key}', which means nothing here: the keys are {Keys}.";
        }
    }
}
