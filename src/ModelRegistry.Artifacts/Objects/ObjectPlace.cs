namespace ModelRegistry.Artifacts.Objects;

/// <summary>Where objects are: <c>s3://bucket/path?endpoint=…&amp;defaultRegion=…</c>, as the dashboard writes it.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Path">The path within it, without slashes around it.</param>
/// <param name="Endpoint">The object store; <see langword="null"/> where the URI names none.</param>
/// <param name="Region">The region; <see langword="null"/> where the URI names none.</param>
internal sealed record ObjectPlace(string Bucket, string Path, Uri? Endpoint, string? Region)
{
    private const string Scheme = "s3://";

    /// <summary>Reads the URI.</summary>
    /// <exception cref="CheckException">It is none, or names an endpoint that is no address.</exception>
    public static ObjectPlace Parse(string uri)
    {
        string rest = uri[Scheme.Length..];
        int question = rest.IndexOf('?', StringComparison.Ordinal);
        string query = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string bucket = slash < 0 ? rest : rest[..slash];
        if (bucket.Length == 0)
        {
            throw new CheckException(ArtifactStatus.NotCheckable, "it names no bucket: write s3://bucket/path");
        }

        return new ObjectPlace(
            bucket,
            slash < 0 ? "" : Uri.UnescapeDataString(rest[(slash + 1)..]).Trim('/'),
            Value(query, "endpoint") is { Length: > 0 } endpoint ? ParseEndpoint(endpoint) : null,
            Value(query, "defaultRegion") is { Length: > 0 } region ? region : null);
    }

    private static Uri ParseEndpoint(string endpoint)
    {
        string address = endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : $"https://{endpoint}";
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0
            ? uri
            : throw new CheckException(
                ArtifactStatus.NotCheckable, "its endpoint is no address of a server: write ?endpoint=https%3A%2F%2Fhost");
    }

    private static string? Value(string query, string name) => query.Split('&')
        .Where(parameter => parameter.StartsWith($"{name}=", StringComparison.Ordinal))
        .Select(parameter => Uri.UnescapeDataString(parameter[(name.Length + 1)..]))
        .FirstOrDefault();
}
