using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ModelRegistry.Artifacts;

/// <summary>
/// Sends a request, again when that failed transiently, and follows redirects by itself: what authorizes a request is for one host, and
/// is left out on the way to any other.
/// </summary>
internal sealed class HttpSender : IDisposable
{
    private const int MaxRedirects = 5;
    private const int MaxBodyBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly ArtifactCheckerOptions _options;
    private readonly HttpClient _http;

    public HttpSender(ArtifactCheckerOptions options)
    {
        _options = options;
        TrustedAuthorities = Read(options.CaFile);
        _http = new HttpClient(CreateHandler(TrustedAuthorities)) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("ModelRegistry.Artifacts", null));
    }

    /// <summary>Gets the authorities to trust besides the system's.</summary>
    public X509Certificate2Collection TrustedAuthorities { get; }

    /// <summary>Makes a handler that trusts them, follows no redirect and keeps no cookie.</summary>
    public static SocketsHttpHandler CreateHandler(X509Certificate2Collection authorities)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        if (authorities.Count > 0)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                errors == SslPolicyErrors.None
                || (errors == SslPolicyErrors.RemoteCertificateChainErrors
                    && certificate is X509Certificate2 leaf
                    && IsIssuedBy(authorities, leaf, chain));
        }

        return handler;
    }

    /// <summary>Sends a GET or HEAD.</summary>
    /// <returns>The response, with its body when the request asks for one.</returns>
    /// <exception cref="CheckException">The server could not be reached, or failed transiently each time.</exception>
    public async Task<Response> SendAsync(
        HttpMethod method, Uri address, AuthenticationHeaderValue? authorization,
        IReadOnlyList<string> accept, CancellationToken cancellationToken)
    {
        TimeSpan delay = FirstDelay;
        for (int attempt = 1; ; attempt++)
        {
            string failure;
            TimeSpan pause = delay;
            try
            {
                Response response = await FollowAsync(method, address, authorization, accept, cancellationToken).ConfigureAwait(false);
                if (!IsTransient(response.Status))
                {
                    return response;
                }

                failure = $"{(int)response.Status} each time";
                pause = response.RetryAfter is { } asked && asked > delay ? asked < LongestDelay ? asked : LongestDelay : delay;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                failure = string.Create(CultureInfo.InvariantCulture, $"no response within {_options.RequestTimeout.TotalSeconds:0.###} s");
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                failure = Cause(exception);
            }

            if (attempt >= _options.Attempts)
            {
                throw new CheckException(ArtifactStatus.Unreachable, $"{address.Authority}: {failure}");
            }

            await Task.Delay(pause, _options.Time, cancellationToken).ConfigureAwait(false);
            delay *= 2;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Response> FollowAsync(
        HttpMethod method, Uri address, AuthenticationHeaderValue? authorization,
        IReadOnlyList<string> accept, CancellationToken cancellationToken)
    {
        Uri at = address;
        for (int redirects = 0; ; redirects++)
        {
            Response response = await SendOnceAsync(method, at, authorization, accept, cancellationToken).ConfigureAwait(false);
            if (response.Location is not { } location)
            {
                return response;
            }

            Uri next = new(at, location);
            if (redirects == MaxRedirects)
            {
                throw new CheckException(ArtifactStatus.Unreachable, $"{address.Authority}: more than {MaxRedirects} redirects");
            }

            if (next.Scheme is not ("https" or "http") || (at.Scheme == "https" && next.Scheme != "https"))
            {
                throw new CheckException(
                    ArtifactStatus.Unreachable,
                    $"{address.Authority}: a redirect from {at.Scheme} to {next.Scheme}, which is not followed");
            }

            if (next.Authority != at.Authority || next.Scheme != at.Scheme)
            {
                authorization = null;
            }

            at = next;
        }
    }

    private async Task<Response> SendOnceAsync(
        HttpMethod method, Uri address, AuthenticationHeaderValue? authorization,
        IReadOnlyList<string> accept, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = authorization;
        foreach (string mediaType in accept)
        {
            request.Headers.Accept.ParseAdd(mediaType);
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(_options.RequestTimeout);
        using HttpResponseMessage response = await _http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, limited.Token).ConfigureAwait(false);
        byte[] body = accept.Count > 0 ? await ReadBodyAsync(response, limited.Token).ConfigureAwait(false) : [];
        bool isRedirect = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        return new Response
        {
            Status = response.StatusCode,
            Body = body,
            Headers = response.Headers,
            ContentHeaders = response.Content.Headers,
            Location = isRedirect ? response.Headers.Location : null,
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    private static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var body = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MaxBodyBytes)
            {
                throw new CheckException(
                    ArtifactStatus.Unreachable,
                    $"{response.RequestMessage?.RequestUri?.Authority}: a response of more than {MaxBodyBytes} bytes");
            }
        }

        return body.ToArray();
    }

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>The innermost exception says what happened; those around it that something did.</summary>
    private static string Cause(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception.Message.ReplaceLineEndings(" ");
    }

    private static bool IsIssuedBy(X509Certificate2Collection authorities, X509Certificate2 leaf, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(authorities);
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainElements.Select(element => element.Certificate).ToArray());
        }

        return chain.Build(leaf);
    }

    private static X509Certificate2Collection Read(string? caFile)
    {
        var authorities = new X509Certificate2Collection();
        if (caFile is null)
        {
            return authorities;
        }

        try
        {
            authorities.ImportFromPemFile(caFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ArgumentException($"The CA file {caFile} can't be used: {exception.Message}", nameof(caFile), exception);
        }

        return authorities.Count > 0
            ? authorities
            : throw new ArgumentException($"The CA file {caFile} holds no certificate in PEM form.", nameof(caFile));
    }

    /// <summary>What a server responded, disconnected from the connection.</summary>
    internal sealed record Response
    {
        public required HttpStatusCode Status { get; init; }

        public required byte[] Body { get; init; }

        public required HttpResponseHeaders Headers { get; init; }

        public required HttpContentHeaders ContentHeaders { get; init; }

        public Uri? Location { get; init; }

        public TimeSpan? RetryAfter { get; init; }
    }
}
