using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ModelRegistry.Seeding;
using SeedJob.Running;

namespace SeedJob.Coverage;

/// <summary>
/// The API server of the cluster that the job runs in: a list of objects is one GET, with the token and the CA that every pod gets. A
/// client library would triple the program for that.
/// </summary>
internal sealed class ClusterApi : IDisposable
{
    private const int PageSize = 500;
    private const int MaxAttempts = 4;
    private const int MaxPageBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    private readonly JobEnvironment _environment;
    private readonly string _tokenFile;
    private readonly HttpClient _http;

    private ClusterApi(JobEnvironment environment, Uri address, string tokenFile, X509Certificate2Collection authorities)
    {
        (_environment, Address, _tokenFile) = (environment, address, tokenFile);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.AddRange(authorities);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // The address is the cluster's own. NO_PROXY names it by a network, 172.30.0.0/16, which .NET does not read.
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust },
        })
        {
            BaseAddress = address,
            Timeout = RequestTimeout,
            MaxResponseContentBufferSize = MaxPageBytes,
        };
    }

    public Uri Address { get; }

    /// <summary>Finds the API server as Kubernetes tells every pod.</summary>
    /// <exception cref="JobException">The job is in no pod, or the pod has no token.</exception>
    public static ClusterApi Open(JobEnvironment environment, string serviceAccount)
    {
        (string? host, string? port) = (environment.Variable("KUBERNETES_SERVICE_HOST"), environment.Variable("KUBERNETES_SERVICE_PORT"));
        if (string.IsNullOrWhiteSpace(host) || !Uri.TryCreate(
            $"https://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port ?? "443"}/",
            UriKind.Absolute,
            out Uri? address))
        {
            throw new JobException(ExitCode.BadInput, "--in-cluster is for a pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT name "
                + "no API server here. Outside, give --deployments FILE.");
        }

        string tokenFile = Path.Combine(serviceAccount, "token");
        string caFile = Path.Combine(serviceAccount, "ca.crt");
        var authorities = new X509Certificate2Collection();
        try
        {
            _ = File.ReadAllText(tokenFile);
            authorities.ImportFromPemFile(caFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new JobException(
                ExitCode.BadInput,
                $"The pod's token and CA can't be read: {exception.Message} Mount a service account's token, or say with --service-account "
                    + "where 'token' and 'ca.crt' are.",
                exception);
        }

        return authorities.Count > 0
            ? new ClusterApi(environment, address, tokenFile, authorities)
            : throw new JobException(ExitCode.BadInput, $"{caFile} holds no certificate in PEM form.");
    }

    /// <summary>Lists the objects of a kind in all namespaces.</summary>
    /// <returns><see langword="null"/> when the cluster does not know the kind.</returns>
    /// <exception cref="JobException">They can't be listed.</exception>
    public async Task<IReadOnlyList<ClusterDeployment>?> ListAsync(ClusterKind kind, CancellationToken cancellationToken)
    {
        foreach (string version in kind.Versions)
        {
            if (await ListAsync($"apis/serving.kserve.io/{version}/{kind.Resource}", cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    public void Dispose() => _http.Dispose();

    private async Task<List<ClusterDeployment>?> ListAsync(string resource, CancellationToken cancellationToken)
    {
        var found = new List<ClusterDeployment>();
        string? next = null;
        do
        {
            string page = string.Create(
                CultureInfo.InvariantCulture,
                $"{resource}?limit={PageSize}{(next is null ? "" : $"&continue={Uri.EscapeDataString(next)}")}");
            if (await GetAsync(page, resource, cancellationToken).ConfigureAwait(false) is not { } json)
            {
                return null;
            }

            try
            {
                found.AddRange(ClusterDeployments.Parse(json));
                next = Continue(json);
            }
            catch (Exception exception) when (exception is FormatException or JsonException)
            {
                throw new JobException(
                    ExitCode.Failed, $"The response of {Address} to {resource} is no list of objects: {exception.Message}.", exception);
            }
        }
        while (next is not null);

        return found;
    }

    private async Task<byte[]?> GetAsync(string request, string resource, CancellationToken cancellationToken)
    {
        TimeSpan delay = FirstDelay;
        for (int attempt = 1; ; attempt++)
        {
            string failure;
            try
            {
                using var message = new HttpRequestMessage(HttpMethod.Get, request);
                message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
                // The token is short-lived, and its file is replaced.
                message.Headers.Authorization = new AuthenticationHeaderValue(
                    "Bearer", (await File.ReadAllTextAsync(_tokenFile, cancellationToken).ConfigureAwait(false)).Trim());
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _environment.Stop);
                using HttpResponseMessage response = await _http.SendAsync(message, either.Token).ConfigureAwait(false);
                byte[] body = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
                switch (response.StatusCode)
                {
                    case HttpStatusCode.OK:
                        return body;
                    case HttpStatusCode.NotFound:
                        return null;
                    case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                        throw new JobException(
                            ExitCode.Unauthorized,
                            $"The API server does not let the job list {resource} in all namespaces ({(int)response.StatusCode}): "
                            + $"{Message(body)} Bind a ClusterRole to its service account that may list inferenceservices and "
                                + "llminferenceservices of serving.kserve.io.");
                    case >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests
                        or HttpStatusCode.RequestTimeout or HttpStatusCode.Gone:
                        failure = $"{(int)response.StatusCode} {Message(body)}";
                        break;
                    default:
                        throw new JobException(
                            ExitCode.Failed,
                            $"The API server at {Address} responded to {resource} with {(int)response.StatusCode}: {Message(body)}");
                }
            }
            catch (OperationCanceledException exception) when (exception.InnerException is TimeoutException)
            {
                failure = string.Create(CultureInfo.InvariantCulture, $"no response within {RequestTimeout.TotalSeconds} s");
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or UnauthorizedAccessException)
            {
                failure = exception.InnerException is { } cause ? $"{exception.Message} {cause.Message}" : exception.Message;
            }

            if (attempt == MaxAttempts)
            {
                throw new JobException(
                    ExitCode.Unavailable,
                    $"The API server at {Address} can't be asked for {resource}, {MaxAttempts} times in a row: {failure}");
            }

            await Task.Delay(delay, _environment.Time, _environment.Stop).ConfigureAwait(false);
            delay *= 2;
        }
    }

    private static string? Continue(byte[] json)
    {
        using JsonDocument page = JsonDocument.Parse(json);
        return page.RootElement.TryGetProperty("metadata", out JsonElement metadata)
            && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("continue", out JsonElement next)
            && next.GetString() is { Length: > 0 } token
                ? token
                : null;
    }

    /// <summary>Reads what the API server says in a Status; whatever else is there is not shown.</summary>
    private static string Message(byte[] body)
    {
        try
        {
            using JsonDocument status = JsonDocument.Parse(body);
            return status.RootElement.ValueKind == JsonValueKind.Object
                && status.RootElement.TryGetProperty("message", out JsonElement message)
                && message.ValueKind == JsonValueKind.String
                    ? $"{message.GetString()}."
                    : "(no message)";
        }
        catch (JsonException)
        {
            return "(no message)";
        }
    }
}
