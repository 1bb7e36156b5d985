using ModelRegistry.Client;
using ModelRegistry.Seeding.Rules;

namespace ModelRegistry.Seeding.Coverage;

/// <summary>Where a model is, so that two ways to write the same place can be told to be the same.</summary>
/// <remarks>
/// Nothing is guessed: letter case counts but in schemes and hosts, a slash at the end counts, since storages are read by prefix, and an
/// image's tag is never the same as a digest, since tags move.
/// </remarks>
internal sealed class ModelLocation
{
    private readonly string? _endpoint;
    private readonly string? _tag;
    private readonly string? _digest;

    private ModelLocation(string place, string? endpoint = null, string? tag = null, string? digest = null) =>
        (Place, _endpoint, _tag, _digest) = (place, endpoint, tag, digest);

    /// <summary>Gets what is the same for all locations that can be the same.</summary>
    public string Place { get; }

    public static ModelLocation Parse(string uri)
    {
        uri = ImageUri.WithoutTagBeforeDigest(uri);
        if (UriParts.Split(uri) is not { Authority: { } authority } parts)
        {
            return new ModelLocation(uri);
        }

        int hash = uri.IndexOf('#', StringComparison.Ordinal);
        string fragment = hash < 0 ? "" : uri[hash..];
        return parts.Scheme switch
        {
            "s3" => new ModelLocation($"s3://{authority}{parts.Path}{fragment}", endpoint: EndpointOf(parts.Query)),
            "oci" => Image(authority, $"{parts.Path}{parts.Query}{fragment}"),
            // A volume claim and a hub's organisation are names whose letter case counts; a host's does not.
            "http" or "https" => new ModelLocation($"{parts.Scheme}://{authority.ToLowerInvariant()}{parts.Path}{parts.Query}{fragment}"),
            _ => new ModelLocation($"{parts.Scheme}://{authority}{parts.Path}{parts.Query}{fragment}"),
        };
    }

    public bool IsSame(ModelLocation other) =>
        Place == other.Place
        && (_endpoint is null || other._endpoint is null || _endpoint == other._endpoint)
        && (_digest is null && other._digest is null ? _tag == other._tag : _digest == other._digest);

    private static ModelLocation Image(string registry, string repository)
    {
        int at = repository.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            return new ModelLocation($"oci://{registry.ToLowerInvariant()}{repository[..at]}", digest: repository[(at + 1)..]);
        }

        int colon = repository.IndexOf(':', repository.LastIndexOf('/') + 1);
        (string name, string tag) = colon < 0 ? (repository, "latest") : (repository[..colon], repository[(colon + 1)..]);
        return new ModelLocation($"oci://{registry.ToLowerInvariant()}{name}", tag: tag);
    }

    /// <summary>
    /// Reads the object store that the dashboard writes into a query: <c>?endpoint=https%3A%2F%2Fhost&amp;defaultRegion=r</c>.
    /// </summary>
    private static string? EndpointOf(string query) => query.TrimStart('?').Split('&')
        .Where(parameter => parameter.StartsWith("endpoint=", StringComparison.Ordinal))
        .Select(parameter => UriRules.Decode(parameter["endpoint=".Length..]).TrimEnd('/').ToLowerInvariant())
        .FirstOrDefault(endpoint => endpoint.Length > 0);
}
