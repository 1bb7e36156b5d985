using ModelRegistry.Artifacts.Images;
using ModelRegistry.Artifacts.Objects;
using ModelRegistry.Artifacts.Web;

namespace ModelRegistry.Artifacts;

/// <summary>
/// Asks image registries, object stores and web servers whether artifacts are there. It reads, and writes nowhere. Thread-safe.
/// </summary>
/// <example>
/// <code>
/// using var checker = new ArtifactChecker();
/// ArtifactCheck check = await checker.CheckAsync("oci://quay.io/fedora/fedora:latest");
/// </code>
/// </example>
public sealed class ArtifactChecker : IDisposable
{
    private readonly ArtifactCheckerOptions _options;
    private readonly HttpSender _http;
    private readonly ImageRegistry _images;
    private readonly ObjectStore _objects;
    private readonly WebServer _web;

    /// <summary>Makes a checker.</summary>
    /// <param name="options">How to ask; the defaults when not given.</param>
    /// <exception cref="ArgumentException">A file that the options name can't be used; the message says which and why.</exception>
    public ArtifactChecker(ArtifactCheckerOptions? options = null)
    {
        _options = options ?? new ArtifactCheckerOptions();
        _http = new HttpSender(_options);
        _images = new ImageRegistry(_http, _options);
        _objects = new ObjectStore(_options, _http.TrustedAuthorities);
        _web = new WebServer(_http);
    }

    /// <summary>Asks whether an artifact is there.</summary>
    /// <param name="uri">The artifact's URI.</param>
    /// <param name="formatName">The declared format, such as <c>safetensors</c>: then a file of it must be among the objects.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>What was found. Servers that refuse, fail or can't be reached are a result, not an exception.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ArtifactCheck> CheckAsync(string uri, string? formatName = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        string asked = Rewrite(uri);
        try
        {
            ArtifactCheck check = SchemeOf(asked) switch
            {
                "oci" => await _images.CheckAsync(asked, cancellationToken).ConfigureAwait(false),
                "s3" => await _objects.CheckAsync(asked, formatName, cancellationToken).ConfigureAwait(false),
                "https" or "http" => await _web.CheckAsync(asked, cancellationToken).ConfigureAwait(false),
                var scheme => new ArtifactCheck
                {
                    Uri = uri,
                    Status = ArtifactStatus.NotCheckable,
                    Message = scheme.Length == 0 ? "it is no absolute URI" : $"nobody can be asked about {scheme}://",
                },
            };
            return check with { Uri = uri };
        }
        catch (CheckException exception)
        {
            return new ArtifactCheck { Uri = uri, Status = exception.Status, Message = exception.Message };
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _objects.Dispose();
        _http.Dispose();
    }

    private string Rewrite(string uri)
    {
        string? from = _options.Rewrites.Keys
            .Where(beginning => uri.StartsWith(beginning, StringComparison.Ordinal))
            .MaxBy(beginning => beginning.Length);
        return from is null ? uri : _options.Rewrites[from] + uri[from.Length..];
    }

    private static string SchemeOf(string uri) =>
        uri.IndexOf("://", StringComparison.Ordinal) is > 0 and var end ? uri[..end].ToLowerInvariant() : "";
}
