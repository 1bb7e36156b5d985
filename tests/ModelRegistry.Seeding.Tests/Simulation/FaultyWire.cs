using System.Net;
using System.Text;
using System.Text.Json;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests.Simulation;

/// <summary>The process ended between two requests: nothing catches this but the simulation.</summary>
public sealed class ProcessKilledException : Exception
{
    public ProcessKilledException()
        : base("The process was killed.")
    {
    }

    public ProcessKilledException(string message)
        : base(message)
    {
    }

    public ProcessKilledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A wire on which requests go wrong by chance, each time in the same way for the same seed number.</summary>
internal sealed class FaultyWire(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Lock _lock = new();
    private readonly List<string> _writes = [];
    private readonly List<(EntityKind Kind, string Name)> _carriedOut = [];
    private bool _isDead;

    /// <summary>Gets or sets where the chance comes from; <see langword="null"/> for a wire without faults.</summary>
    public Random? Chance { get; set; }

    /// <summary>Gets or sets the share of requests that go wrong.</summary>
    public double FaultRate { get; set; }

    /// <summary>Gets or sets what happens besides, before a request is sent.</summary>
    public Func<Random, Task>? Interfere { get; set; }

    /// <summary>Gets or sets what happens before each request is sent, chance or not.</summary>
    public Func<HttpRequestMessage, Task>? BeforeSend { get; set; }

    /// <summary>Gets method and path of each write that was sent, whatever became of it.</summary>
    public IReadOnlyList<string> Writes
    {
        get
        {
            lock (_lock)
            {
                return [.. _writes];
            }
        }
    }

    /// <summary>Gets what the registry has created or changed, whether its answer came through or not.</summary>
    public IReadOnlyList<(EntityKind Kind, string Name)> CarriedOut
    {
        get
        {
            lock (_lock)
            {
                return [.. _carriedOut];
            }
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            _writes.Clear();
            _carriedOut.Clear();
            _isDead = false;
            Chance = null;
            Interfere = null;
            BeforeSend = null;
        }
    }

    /// <summary>Begins another run of the process.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _isDead = false;
            _writes.Clear();
            _carriedOut.Clear();
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int fault = 0;
        Random? interference = null;
        lock (_lock)
        {
            if (_isDead)
            {
                throw new ProcessKilledException();
            }

            if (request.Method != HttpMethod.Get)
            {
                _writes.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            }

            if (Chance is { } chance)
            {
                fault = chance.NextDouble() < FaultRate ? chance.Next(1, 11) : 0;
                interference = chance.Next(8) == 0 ? new Random(chance.Next()) : null;
            }
        }

        if (BeforeSend is { } before)
        {
            await before(request);
        }

        if (interference is not null && Interfere is { } interfere)
        {
            await interfere(interference);
        }

        switch (fault)
        {
            case 1:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");
            case 2:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "Cut before the work was done.");
            case 3:
                (await CarryOutAsync(request, cancellationToken)).Dispose();
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "Cut after the work was done.");
            case 4:
                return Answer(request, HttpStatusCode.InternalServerError, "application/json", """{"code":"Internal Server Error","message":"broken"}""");
            case 5:
                (await CarryOutAsync(request, cancellationToken)).Dispose();
                return Answer(request, HttpStatusCode.InternalServerError, "application/json", """{"code":"Internal Server Error","message":"broken after all"}""");
            case 6:
                return Answer(request, HttpStatusCode.ServiceUnavailable, "text/plain", "Datastore service is down");
            case 7:
                HttpResponseMessage slowDown = Answer(request, HttpStatusCode.TooManyRequests, "text/plain", "slow down");
                slowDown.Headers.RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(1));
                return slowDown;
            case 8:
                (await CarryOutAsync(request, cancellationToken)).Dispose();
                throw new TaskCanceledException("Stalled.", new TimeoutException());
            case 9:
                HttpResponseMessage whole = await CarryOutAsync(request, cancellationToken);
                return await TruncateAsync(whole, cancellationToken);
            case 10:
                lock (_lock)
                {
                    _isDead = true;
                }

                throw new ProcessKilledException();
            default:
                return await CarryOutAsync(request, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> CarryOutAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (request.Method != HttpMethod.Get && response.IsSuccessStatusCode)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            using JsonDocument entity = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            string path = request.RequestUri!.AbsolutePath;
            EntityKind kind = path.Contains("/artifacts", StringComparison.Ordinal) ? EntityKind.Artifact
                : path.Contains("/model_versions", StringComparison.Ordinal) ? EntityKind.ModelVersion
                : EntityKind.RegisteredModel;
            lock (_lock)
            {
                _carriedOut.Add((kind, entity.RootElement.GetProperty("name").GetString()!));
            }
        }

        return response;
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request, HttpStatusCode status, string contentType, string body) =>
        new(status) { RequestMessage = request, Content = new StringContent(body, Encoding.UTF8, contentType) };

    private static async Task<HttpResponseMessage> TruncateAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var half = new ByteArrayContent(body, 0, body.Length / 2);
        half.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content = half;
        return response;
    }
}
