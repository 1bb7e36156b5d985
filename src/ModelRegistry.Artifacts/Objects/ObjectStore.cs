using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ModelRegistry.Artifacts.Objects;

/// <summary>Lists what an object store holds below a path.</summary>
internal sealed class ObjectStore(ArtifactCheckerOptions options, X509Certificate2Collection authorities) : IDisposable
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>A model has some dozens of files. A path with more than this is not one model, and counting on would take hours.</summary>
    private const int MaxObjects = 100_000;

    private readonly HttpClientSource _http = new(authorities);
    private readonly ConcurrentDictionary<(Uri? Endpoint, string Region), Lazy<AmazonS3Client>> _clients = new();

    public async Task<ArtifactCheck> CheckAsync(string uri, string? formatName, CancellationToken cancellationToken)
    {
        ObjectPlace place = ObjectPlace.Parse(uri);
        AmazonS3Client client = ClientFor(place);
        try
        {
            // A path without a slash at its end is a folder all the same, or one object. What only begins like it, granite-2 for granite,
            // is neither.
            var listing = new Listing(place.Path.Length == 0 ? "" : $"{place.Path}/", formatName);
            bool isWhole = await ListAsync(client, place.Bucket, listing.Prefix, listing.Add, cancellationToken).ConfigureAwait(false);
            if (listing.Count == 0 && place.Path.Length > 0)
            {
                await ListAsync(
                    client,
                    place.Bucket,
                    place.Path,
                    item =>
                    {
                        // The shortest name that begins so comes first.
                        if (item.Key == place.Path)
                        {
                            listing.Add(item);
                        }

                        return false;
                    },
                    cancellationToken).ConfigureAwait(false);
            }

            return listing.ToCheck(uri, isWhole);
        }
        catch (AmazonS3Exception exception)
        {
            throw new CheckException(
                StatusOf(exception), $"{HostOf(place)} responds with {(int)exception.StatusCode} {exception.ErrorCode}", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or AmazonClientException or IOException)
        {
            throw new CheckException(ArtifactStatus.Unreachable, $"{HostOf(place)}: {Cause(exception)}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            string time = options.RequestTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            throw new CheckException(ArtifactStatus.Unreachable, $"{HostOf(place)}: no response within {time} s", exception);
        }
    }

    public void Dispose()
    {
        foreach (Lazy<AmazonS3Client> client in _clients.Values)
        {
            client.Value.Dispose();
        }

        _http.Dispose();
    }

    /// <summary>Lists objects until one is the last that is wanted.</summary>
    /// <returns>Whether the list came to its end by itself.</returns>
    private static async Task<bool> ListAsync(
        AmazonS3Client client, string bucket, string prefix, Func<S3Object, bool> add, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            ListObjectsV2Response page = await client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
            foreach (S3Object item in page.S3Objects ?? [])
            {
                if (!add(item))
                {
                    return false;
                }
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);

        return true;
    }

    private AmazonS3Client ClientFor(ObjectPlace place)
    {
        Uri? endpoint = place.Endpoint ?? options.S3Endpoint;
        string region = place.Region ?? options.S3Region ?? DefaultRegion;
        return _clients.GetOrAdd((endpoint, region), _ => new Lazy<AmazonS3Client>(() => CreateClient(endpoint, region))).Value;
    }

    private AmazonS3Client CreateClient(Uri? endpoint, string region)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.S3PathStyle ?? endpoint is not null,
            AuthenticationRegion = region,
            MaxErrorRetry = options.Attempts - 1,
            RetryMode = RequestRetryMode.Standard,
            Timeout = options.RequestTimeout,
            HttpClientFactory = _http,
            AllowAutoRedirect = false,
        };
        if (endpoint is null)
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = endpoint.AbsoluteUri;
        }

        return new AmazonS3Client(Credentials(), config);
    }

    private AWSCredentials Credentials()
    {
        (string? key, string? secret, string? session) =
            (
                options.S3Credentials("AWS_ACCESS_KEY_ID"),
                options.S3Credentials("AWS_SECRET_ACCESS_KEY"),
                options.S3Credentials("AWS_SESSION_TOKEN"));
        return string.IsNullOrEmpty(key) || string.IsNullOrEmpty(secret) ? new AnonymousAWSCredentials()
            : string.IsNullOrEmpty(session) ? new BasicAWSCredentials(key, secret)
            : new SessionAWSCredentials(key, secret, session);
    }

    private string HostOf(ObjectPlace place) => (place.Endpoint ?? options.S3Endpoint)?.Authority ?? "AWS S3";

    private static ArtifactStatus StatusOf(AmazonS3Exception exception) => exception.StatusCode switch
    {
        HttpStatusCode.NotFound => ArtifactStatus.Missing,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ArtifactStatus.Refused,
        _ => ArtifactStatus.Unreachable,
    };

    private static string Cause(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception.Message.ReplaceLineEndings(" ");
    }

    /// <summary>Gives the SDK connections that trust the authorities of the options, and follow no redirect.</summary>
    private sealed class HttpClientSource(X509Certificate2Collection authorities) : HttpClientFactory, IDisposable
    {
        private readonly RedirectRefusal _handler = new() { InnerHandler = HttpSender.CreateHandler(authorities) };

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;

        public void Dispose() => _handler.Dispose();
    }

    /// <summary>
    /// Ends a check at a redirect: the SDK follows some by itself, whatever its settings, and signs the request for the other host.
    /// </summary>
    private sealed class RedirectRefusal : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is < 300 or >= 400)
            {
                return response;
            }

            using (response)
            {
                throw new CheckException(
                    ArtifactStatus.Unreachable,
                    $"{request.RequestUri?.Authority} responds with {(int)response.StatusCode}, a redirect, which is not followed: check "
                        + "endpoint and region");
            }
        }
    }

    /// <summary>What was listed so far.</summary>
    private sealed class Listing(string prefix, string? formatName)
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly IReadOnlyList<string>? _endings = ModelFormat.EndingsOf(formatName);
        private long _bytes;
        private bool _hasFormat;
        private DateTimeOffset? _newest;

        public string Prefix => prefix;

        public int Count { get; private set; }

        public bool Add(S3Object item)
        {
            long size = item.Size ?? 0;
            if (item.Key.EndsWith('/') && size == 0)
            {
                // Some tools make an empty object for a folder.
                return true;
            }

            Count++;
            _bytes += size;
            _hasFormat |= _endings?.Any(ending => item.Key.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) == true;
            if (item.LastModified is { } time
                && new DateTimeOffset(time.ToUniversalTime()) is var changed
                && (_newest is null || changed > _newest))
            {
                _newest = changed;
            }

            string name = item.Key.StartsWith(prefix, StringComparison.Ordinal) ? item.Key[prefix.Length..] : item.Key;
            _hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}\n{size}\n{item.ETag}\n")));
            return Count < MaxObjects;
        }

        public ArtifactCheck ToCheck(string uri, bool isWhole)
        {
            if (Count == 0)
            {
                throw new CheckException(ArtifactStatus.Missing, "there is no object at that path");
            }

            bool isOfFormat = _endings is null || _hasFormat || !isWhole;
            return new ArtifactCheck
            {
                Uri = uri,
                Status = isOfFormat ? ArtifactStatus.Found : ArtifactStatus.Different,
                Message = !isOfFormat ? $"none of the objects is a file of the format {formatName} ({string.Join(", ", _endings!)})"
                    : isWhole ? null
                    : $"more than {MaxObjects} objects, which is no single model: not all were counted",
                Digest = isWhole ? $"listing-sha256:{Convert.ToHexStringLower(_hash.GetCurrentHash())}" : null,
                Bytes = _bytes,
                ChangeTime = _newest,
                Objects = Count,
            };
        }
    }
}
