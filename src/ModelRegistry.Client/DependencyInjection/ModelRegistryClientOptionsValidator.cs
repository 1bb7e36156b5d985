using Microsoft.Extensions.Options;
using ModelRegistry.Client.Authentication;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Says what is wrong with options, all of it at once.</summary>
/// <param name="name">The name of the options that are looked at.</param>
/// <param name="configurationPath">Where in the configuration they come from, or <see langword="null"/> when code sets them.</param>
internal sealed class ModelRegistryClientOptionsValidator(string name, string? configurationPath)
    : IValidateOptions<ModelRegistryClientOptions>
{
    /// <summary>Looks at options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="canDiscover">Whether an application can put service discovery below the client.</param>
    /// <param name="api">The API that the client is for; the registry's when not given.</param>
    /// <returns>What is wrong.</returns>
    public static IReadOnlyList<string> Check(ModelRegistryClientOptions options, bool canDiscover, ApiService? api = null)
    {
        api ??= ApiService.Registry;
        var errors = new List<string>();
        switch (options.BaseAddress)
        {
            case null:
                errors.Add($"BaseAddress is missing: name the {api.Noun}, for example https://{api.Noun}.example:8443.");
                break;
            case { IsAbsoluteUri: false }:
                errors.Add($"BaseAddress {AddressText.Quoted(options.BaseAddress.OriginalString)} is not a whole address: begin with "
                    + "http:// or https://.");
                break;
            case var address when DiscoveredAddress.IsNamedBy(address) && !canDiscover && api == ApiService.Registry:
                errors.Add(
                    $"BaseAddress has the scheme '{address.Scheme}', which service discovery resolves, and there is none without "
                    + "dependency injection: add the client with AddModelRegistryClient, or give an address that begins with http:// "
                        + "or https://.");
                break;
            case { Scheme: not ("http" or "https"), Authority.Length: > 0 } address when !DiscoveredAddress.IsNamedBy(address)
                || !canDiscover:
                errors.Add($"BaseAddress has the scheme '{options.BaseAddress.Scheme}': the {api.Noun} speaks http or https.");
                break;
            case { Scheme: not ("http" or "https"), Authority.Length: 0 }:
                // What stands before the colon may be a host, or a user.
                errors.Add($"BaseAddress {AddressText.Quoted(options.BaseAddress.OriginalString)} is not a whole address: begin with "
                    + "http:// or https://.");
                break;
            case { UserInfo.Length: > 0 }:
                errors.Add("BaseAddress holds a user name or password: give a token instead.");
                break;
            case { Query.Length: > 0 } or { Fragment.Length: > 0 }:
                errors.Add("BaseAddress has a query or a fragment: leave it out.");
                break;
            default:
                CheckVersion(options.BaseAddress, options.ApiVersion, api, errors);
                break;
        }

        if (!Enum.IsDefined(options.ApiVersion))
        {
            errors.Add($"ApiVersion is {(int)options.ApiVersion}: give Auto, {api.AlphaOption} or V1.");
        }

        if ((options.Token is null ? 0 : 1) + (options.TokenFile is null ? 0 : 1) + (options.TokenProvider is null ? 0 : 1) > 1)
        {
            errors.Add("Token, TokenFile and TokenProvider exclude each other: give one of them.");
        }

        if (options.Token is { } token && !TokenSource.IsOneToken(token.AsSpan().Trim()))
        {
            errors.Add("Token is empty, or holds white space or other characters than ASCII ones inside its text, so it is not one token.");
        }

        if (options.TokenFile is { Length: 0 })
        {
            errors.Add("TokenFile is empty: name a file or leave it out.");
        }

        if (options.CaFile is { Length: 0 })
        {
            errors.Add("CaFile is empty: name a file or leave it out.");
        }

        if (options.PageSize < 1)
        {
            errors.Add($"PageSize is {options.PageSize}: a page has at least one item.");
        }

        CheckResilience(options.Resilience, errors);
        return errors;
    }

    public ValidateOptionsResult Validate(string? optionsName, ModelRegistryClientOptions options)
    {
        if (!string.Equals(optionsName, name, StringComparison.Ordinal))
        {
            return ValidateOptionsResult.Skip;
        }

        return Check(options, canDiscover: true) is [_, ..] errors
            ? ValidateOptionsResult.Fail(errors.Select(error => Placed(error, nameof(ModelRegistryClientOptions), configurationPath)))
            : ValidateOptionsResult.Success;
    }

    /// <summary>Names the place of an error: in the configuration, or in the options that code sets.</summary>
    public static string Placed(string error, string type, string? configurationPath) => configurationPath is null
        ? $"{type}.{error}"
        : $"{configurationPath}:{error.Replace("Resilience.", "Resilience:", StringComparison.Ordinal)}";

    private static void CheckVersion(Uri address, ModelRegistryApiVersion configured, ApiService api, List<string> errors)
    {
        if (ApiPath.Unspoken(address, api) is { } unspoken)
        {
            errors.Add(
                $"BaseAddress names version {AddressText.Quoted(unspoken)} of the API: this client speaks {api.AlphaVersion} and v1.");
        }
        else if (configured != ModelRegistryApiVersion.Auto && ApiPath.Named(address, api) is { } named && named != configured)
        {
            errors.Add(
                $"BaseAddress ends in {(named == ModelRegistryApiVersion.V1 ? "v1" : api.AlphaVersion)}, and ApiVersion is "
                + $"{(configured == ModelRegistryApiVersion.V1 ? nameof(ModelRegistryApiVersion.V1) : api.AlphaOption)}: leave the version "
                    + "out of the address, or ApiVersion at Auto.");
        }
    }

    private static void CheckResilience(ModelRegistryResilienceOptions resilience, List<string> errors)
    {
        void Positive(TimeSpan value, string name)
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
            {
                errors.Add($"Resilience.{name} is {value}: give more than zero and at most one day.");
            }
        }

        Positive(resilience.TotalTimeout, nameof(resilience.TotalTimeout));
        Positive(resilience.AttemptTimeout, nameof(resilience.AttemptTimeout));
        Positive(resilience.RetryDelay, nameof(resilience.RetryDelay));
        Positive(resilience.BreakerSamplingDuration, nameof(resilience.BreakerSamplingDuration));
        Positive(resilience.BreakDuration, nameof(resilience.BreakDuration));
        if (resilience.AttemptTimeout > resilience.TotalTimeout)
        {
            errors.Add($"Resilience.AttemptTimeout ({resilience.AttemptTimeout}) is longer than Resilience.TotalTimeout "
                + $"({resilience.TotalTimeout}).");
        }

        if (resilience.MaxRetries is < 0 or > 100)
        {
            errors.Add($"Resilience.MaxRetries is {resilience.MaxRetries}: give 0 to 100.");
        }

        if (resilience.BreakerFailureRatio is not (> 0 and <= 1))
        {
            errors.Add($"Resilience.BreakerFailureRatio is {resilience.BreakerFailureRatio}: give more than 0 and at most 1.");
        }

        if (resilience.BreakerMinimumThroughput < 2)
        {
            errors.Add($"Resilience.BreakerMinimumThroughput is {resilience.BreakerMinimumThroughput}: give 2 or more.");
        }
    }
}
