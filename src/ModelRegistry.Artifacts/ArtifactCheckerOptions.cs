namespace ModelRegistry.Artifacts;

/// <summary>How servers are asked about artifacts.</summary>
public sealed record ArtifactCheckerOptions
{
    /// <summary>
    /// Gets a file with the credentials of image registries, as pods use it (<c>.dockerconfigjson</c>); read for each check.
    /// </summary>
    /// <value>The default is <see langword="null"/>: image registries are asked anonymously.</value>
    public string? PullSecretFile { get; init; }

    /// <summary>Gets a PEM file with certificate authorities to trust besides the system's.</summary>
    /// <value>The default is <see langword="null"/>: the system's alone.</value>
    public string? CaFile { get; init; }

    /// <summary>Gets the beginnings of URIs to ask elsewhere about: a mirror. The longest one that fits counts.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> Rewrites { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets the image registries, as <c>host</c> or <c>host:port</c>, that are spoken to without TLS.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyCollection<string> PlainHttpHosts { get; init; } = [];

    /// <summary>Gets the object store, where a URI's <c>?endpoint=</c> names none.</summary>
    /// <value>The default is <see langword="null"/>: that of AWS.</value>
    public Uri? S3Endpoint { get; init; }

    /// <summary>Gets the region, where a URI's <c>?defaultRegion=</c> names none.</summary>
    /// <value>The default is <see langword="null"/>: us-east-1.</value>
    public string? S3Region { get; init; }

    /// <summary>Gets whether the bucket stands in the path rather than in the host's name.</summary>
    /// <value>The default is <see langword="null"/>: in the path wherever an endpoint is named, in the host's name at AWS.</value>
    public bool? S3PathStyle { get; init; }

    /// <summary>
    /// Gets where credentials of object stores come from: <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and
    /// <c>AWS_SESSION_TOKEN</c>, asked for each check. Without the first two, object stores are asked anonymously.
    /// </summary>
    /// <value>The default is the process's environment.</value>
    public Func<string, string?> S3Credentials { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Gets how long one request may take.</summary>
    /// <value>The default is 15 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive.</exception>
    public TimeSpan RequestTimeout
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, "A request must be given some time.");
    } = TimeSpan.FromSeconds(15);

    /// <summary>Gets how often a request that failed transiently is sent in all.</summary>
    /// <value>The default is 3.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int Attempts
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, "A request must be sent once at least.");
    } = 3;

    /// <summary>Gets the clock by which is waited between two attempts.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
