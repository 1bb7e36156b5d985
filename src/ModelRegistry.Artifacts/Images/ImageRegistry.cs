using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace ModelRegistry.Artifacts.Images;

/// <summary>Asks an image registry for a manifest, by the OCI distribution specification.</summary>
internal sealed class ImageRegistry(HttpSender http, ArtifactCheckerOptions options)
{
    private const string OciIndex = "application/vnd.oci.image.index.v1+json";
    private const string DockerList = "application/vnd.docker.distribution.manifest.list.v2+json";
    private const string CreatedAnnotation = "org.opencontainers.image.created";
    private const string DigestHeader = "Docker-Content-Digest";

    private static readonly string[] ManifestTypes =
    [
        OciIndex, DockerList, "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json",
    ];

    public async Task<ArtifactCheck> CheckAsync(string uri, CancellationToken cancellationToken)
    {
        ImageReference image = ImageReference.Parse(uri)
            ?? throw new CheckException(ArtifactStatus.NotCheckable, "it is no image: write oci://registry/repository:tag or …@sha256:…");
        var session = new Session(http, image, options);
        HttpSender.Response response = await session.GetManifestAsync(image.Reference, cancellationToken).ConfigureAwait(false);
        string digest = DigestOf(response.Body);
        if (image.Digest is { } wanted && digest != wanted)
        {
            throw new CheckException(ArtifactStatus.Different, $"{image.Registry} responds with another manifest, {digest}");
        }

        if (response.Headers.TryGetValues(DigestHeader, out IEnumerable<string>? stated)
            && stated.FirstOrDefault() is { } said && ImageReference.IsDigest(said) && said != digest)
        {
            throw new CheckException(ArtifactStatus.Different, $"{image.Registry} says that the manifest is {said}, and it is {digest}");
        }

        (long? bytes, DateTimeOffset? created) = await MeasureAsync(session, response.Body, cancellationToken).ConfigureAwait(false);
        return new ArtifactCheck
        {
            Uri = uri,
            Status = ArtifactStatus.Found,
            Digest = digest,
            Bytes = bytes,
            MediaType = MediaTypeOf(response),
            ChangeTime = created,
        };
    }

    private static async Task<(long? Bytes, DateTimeOffset? Created)> MeasureAsync(
        Session session, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument manifest = JsonDocument.Parse(body);
            DateTimeOffset? created = CreatedOf(manifest.RootElement);
            if (!manifest.RootElement.TryGetProperty("manifests", out JsonElement platforms))
            {
                return (BytesOf(manifest.RootElement), created);
            }

            // Of an image for several platforms the size is that of the one that models are usually run on.
            string? child = platforms.EnumerateArray()
                .OrderByDescending(platform => IsLinuxOnAmd64(platform))
                .Select(platform => platform.GetProperty("digest").GetString())
                .FirstOrDefault();
            if (child is null || !ImageReference.IsDigest(child))
            {
                return (null, created);
            }

            HttpSender.Response response = await session.GetManifestAsync(child, cancellationToken).ConfigureAwait(false);
            if (DigestOf(response.Body) != child)
            {
                throw new CheckException(
                    ArtifactStatus.Different, $"the index names {child}, and the registry responds with another manifest");
            }

            using JsonDocument platformManifest = JsonDocument.Parse(response.Body);
            return (BytesOf(platformManifest.RootElement), created ?? CreatedOf(platformManifest.RootElement));
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CheckException(ArtifactStatus.Different, "the registry responds with something that is no manifest", exception);
        }
    }

    private static long BytesOf(JsonElement manifest) =>
        manifest.GetProperty("layers").EnumerateArray().Sum(layer => layer.GetProperty("size").GetInt64())
        + (manifest.TryGetProperty("config", out JsonElement config) ? config.GetProperty("size").GetInt64() : 0);

    private static DateTimeOffset? CreatedOf(JsonElement manifest) =>
        manifest.TryGetProperty("annotations", out JsonElement annotations)
        && annotations.ValueKind == JsonValueKind.Object
        && annotations.TryGetProperty(CreatedAnnotation, out JsonElement created)
        && DateTimeOffset.TryParse(
            created.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
                ? time
                : null;

    private static bool IsLinuxOnAmd64(JsonElement platform) =>
        platform.TryGetProperty("platform", out JsonElement target)
        && target.TryGetProperty("os", out JsonElement system) && system.GetString() == "linux"
        && target.TryGetProperty("architecture", out JsonElement architecture) && architecture.GetString() == "amd64";

    private static string DigestOf(byte[] body) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(body))}";

    private static string? MediaTypeOf(HttpSender.Response response) => response.ContentHeaders.ContentType?.MediaType;

    /// <summary>The requests about one image, which share a token.</summary>
    private sealed class Session(HttpSender http, ImageReference image, ArtifactCheckerOptions options)
    {
        private AuthenticationHeaderValue? _authorization;

        public async Task<HttpSender.Response> GetManifestAsync(string reference, CancellationToken cancellationToken)
        {
            (string host, string repository) = image.Api();
            string scheme = options.PlainHttpHosts.Contains(host, StringComparer.OrdinalIgnoreCase) ? "http" : "https";
            if (!Uri.TryCreate($"{scheme}://{host}/v2/{repository}/manifests/{reference}", UriKind.Absolute, out Uri? address))
            {
                throw new CheckException(ArtifactStatus.NotCheckable, $"'{image.Registry}' is no host");
            }

            HttpSender.Response response = await http.SendAsync(
                HttpMethod.Get, address, _authorization, ManifestTypes, cancellationToken).ConfigureAwait(false);
            if (response.Status == HttpStatusCode.Unauthorized && _authorization is null)
            {
                _authorization = await AuthorizeAsync(address, response, cancellationToken).ConfigureAwait(false);
                response = await http.SendAsync(
                    HttpMethod.Get, address, _authorization, ManifestTypes, cancellationToken).ConfigureAwait(false);
            }

            return response.Status switch
            {
                HttpStatusCode.OK => response,
                HttpStatusCode.NotFound =>
                    throw new CheckException(ArtifactStatus.Missing, $"{image.Registry} has no {repository} with {reference}"),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw Refused((int)response.Status),
                var status => throw new CheckException(ArtifactStatus.Unreachable, $"{image.Registry} responds with {(int)status}"),
            };
        }

        private CheckException Refused(int status) => new(
            ArtifactStatus.Refused,
            $"{image.Registry} responds with {status}"
            + (options.PullSecretFile is null ? ", and no pull secret is given" : ""));

        /// <summary>Meets a registry's demand for a password, or for a token that some other server gives.</summary>
        private async Task<AuthenticationHeaderValue?> AuthorizeAsync(
            Uri address, HttpSender.Response response, CancellationToken cancellationToken)
        {
            string? credentials = options.PullSecretFile is { } file ? PullSecret.Find(file, image) : null;
            AuthenticationHeaderValue? basic = credentials is null ? null : new AuthenticationHeaderValue("Basic", credentials);
            AuthenticationHeaderValue[] demands = [.. response.Headers.WwwAuthenticate];
            if (Array.Find(
                demands, demand => demand.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) is { Parameter: { } parameter })
            {
                return await GetTokenAsync(address, Challenge.Parse(parameter), basic, cancellationToken).ConfigureAwait(false);
            }

            return basic ?? throw Refused((int)response.Status);
        }

        private async Task<AuthenticationHeaderValue> GetTokenAsync(
            Uri registry, IReadOnlyDictionary<string, string> challenge,
            AuthenticationHeaderValue? basic, CancellationToken cancellationToken)
        {
            // Who may see the password is who the registry names, so only a registry that was itself spoken to with TLS may name one, with
            // TLS.
            if (!challenge.TryGetValue("realm", out string? realm)
                || !Uri.TryCreate(realm, UriKind.Absolute, out Uri? issuer)
                || issuer.UserInfo.Length > 0
                || !(issuer.Scheme == "https" || (issuer.Scheme == "http" && registry.Scheme == "http")))
            {
                throw new CheckException(
                    ArtifactStatus.Refused, $"{image.Registry} demands a token, and names no server for it that can be used");
            }

            string service = challenge.TryGetValue("service", out string? named) ? $"service={Uri.EscapeDataString(named)}&" : "";
            string scope = $"scope={Uri.EscapeDataString($"repository:{image.Api().Repository}:pull")}";
            var address = new UriBuilder(issuer) { Query = $"{(issuer.Query.Length > 1 ? $"{issuer.Query[1..]}&" : "")}{service}{scope}" };
            HttpSender.Response response = await http.SendAsync(
                HttpMethod.Get, address.Uri, basic, ["application/json"], cancellationToken).ConfigureAwait(false);
            if (response.Status != HttpStatusCode.OK)
            {
                throw new CheckException(
                    response.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                        ? ArtifactStatus.Refused
                        : ArtifactStatus.Unreachable,
                    $"{issuer.Authority}, where {image.Registry} sends for a token, responds with {(int)response.Status}");
            }

            try
            {
                using JsonDocument json = JsonDocument.Parse(response.Body);
                string? token = json.RootElement.TryGetProperty("token", out JsonElement value) ? value.GetString()
                    : json.RootElement.TryGetProperty("access_token", out value) ? value.GetString()
                    : null;
                return new AuthenticationHeaderValue("Bearer", token ?? throw new JsonException("There is no token."));
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
            {
                throw new CheckException(
                    ArtifactStatus.Unreachable, $"{issuer.Authority} responds with something that is no token", exception);
            }
        }
    }
}
