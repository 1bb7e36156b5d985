using System.Net;
using System.Text;
using ModelRegistry.Emulator;

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

/// <summary>
/// A wire on which requests go wrong by chance, each time in the same way for the same seed number: they get lost, are cut, are answered
/// with what is not the registry's or is not true, and are sent twice.
/// </summary>
internal sealed class FaultyWire(HttpMessageHandler inner, ModelRegistryEmulator emulator) : DelegatingHandler(inner)
{
    private const int Faults = 20;
    private const string LoginPage = "<!doctype html><html><body><h1>Log in</h1></body></html>";

    private readonly Lock _lock = new();
    private readonly List<SentRequest> _requests = [];
    private bool _isDead;
    private int _outage;

    /// <summary>Gets or sets where the chance comes from; <see langword="null"/> for a wire without faults.</summary>
    public Random? Chance { get; set; }

    /// <summary>Gets or sets the share of requests that go wrong.</summary>
    public double FaultRate { get; set; }

    /// <summary>Gets or sets what happens besides, before a request is sent.</summary>
    public Func<Random, Task>? Interfere { get; set; }

    /// <summary>Gets or sets what happens before each request is sent, chance or not.</summary>
    public Func<HttpRequestMessage, Task>? BeforeSend { get; set; }

    /// <summary>Gets the requests of this run, in order.</summary>
    public IReadOnlyList<SentRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Gets method and path of each write that was sent, whatever became of it.</summary>
    public IReadOnlyList<string> Writes =>
        [.. Requests.Where(request => request.IsWrite).Select(request => $"{request.Method} {request.Path}")];

    public void Reset()
    {
        Restart();
        Chance = null;
        Interfere = null;
        BeforeSend = null;
    }

    /// <summary>Begins another run of the process.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _isDead = false;
            _outage = 0;
            _requests.Clear();
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int fault = 0;
        int variant = 0;
        Random? interference = null;
        var sent = new SentRequest(request.Method, request.RequestUri!.AbsolutePath);
        lock (_lock)
        {
            if (_isDead)
            {
                throw new ProcessKilledException();
            }

            _requests.Add(sent);
            if (Chance is { } chance)
            {
                fault = chance.NextDouble() < FaultRate ? chance.Next(1, Faults) : 0;
                variant = chance.Next();
                interference = chance.Next(8) == 0 ? new Random(chance.Next()) : null;
                if (_outage > 0)
                {
                    _outage--;
                    fault = 1;
                }
            }

            sent.IsTampered = fault > 0;
        }

        if (BeforeSend is { } before)
        {
            await before(request);
        }

        if (interference is not null && Interfere is { } interfere)
        {
            await interfere(interference);
        }

        await sent.NoteAsync(request, emulator, cancellationToken);
        sent.MayBeCarriedOut = fault is not 1;
        switch (fault)
        {
            case 1:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");
            case 2:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "Cut before the work was done.");
            case 3:
                (await CarryOutAsync(sent, request, cancellationToken)).Dispose();
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "Cut after the work was done.");
            case 4:
                return Respond(
                    request,
                    HttpStatusCode.InternalServerError,
                    "application/json",
                    """{"code":"Internal Server Error","message":"broken"}""");
            case 5:
                (await CarryOutAsync(sent, request, cancellationToken)).Dispose();
                return Respond(
                    request,
                    HttpStatusCode.InternalServerError,
                    "application/json",
                    """{"code":"Internal Server Error","message":"broken after all"}""");
            case 6:
                return Respond(request, HttpStatusCode.ServiceUnavailable, "text/plain", "Datastore service is down");
            case 7:
                HttpResponseMessage slowDown = Respond(request, HttpStatusCode.TooManyRequests, "text/plain", "slow down");
                slowDown.Headers.RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(1));
                return slowDown;
            case 8:
                (await CarryOutAsync(sent, request, cancellationToken)).Dispose();
                throw new TaskCanceledException("Stalled.", new TimeoutException());
            case 9:
                HttpResponseMessage whole = await CarryOutAsync(sent, request, cancellationToken);
                return await TruncateAsync(whole, cancellationToken);
            case 10:
                lock (_lock)
                {
                    _isDead = true;
                }

                throw new ProcessKilledException();
            case 11:
                return PutLoginPage(request, variant);
            case 12 or 13:
                (await CarryOutAsync(sent, request, cancellationToken)).Dispose();
                return PutLoginPage(request, variant);
            case 14:
                HttpResponseMessage original = await CarryOutAsync(sent, request, cancellationToken);
                // An empty list instead of a full one can't be told from a true one, so that only writes are answered with it.
                string[] wrong = ["", "null", "[]", "[{}]", "OK", """{"id":7}"""];
                wrong = sent.IsWrite ? [.. wrong, "{}", """{"items":[],"size":0}"""] : wrong;
                return Respond(request, original.StatusCode, "application/json", Draw(variant, wrong));
            case 15 or 16:
                (await CarryOutAsync(sent, request, cancellationToken)).Dispose();
                return Lie(request, variant);
            case 17 or 18 when sent.IsWrite:
                (await CarryOutAsync(sent, request, cancellationToken)).Dispose();
                lock (_lock)
                {
                    _outage = fault == 18 ? 1 + (variant % 6) : 0;
                }

                return await base.SendAsync(await CopyAsync(request, cancellationToken), cancellationToken);
            case 19:
                sent.IsTampered = false;
                lock (_lock)
                {
                    _outage = 1 + (variant % 6);
                }

                return await CarryOutAsync(sent, request, cancellationToken);
            default:
                sent.IsTampered = false;
                return await CarryOutAsync(sent, request, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> CarryOutAsync(SentRequest sent, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        sent.IsCarriedOut = sent.IsWrite && response.IsSuccessStatusCode;

        // The database may be away. Of what is looked up by its name the registry says "not found" also when all is well.
        sent.IsTampered |= !sent.IsWrite && !response.IsSuccessStatusCode
            && (response.StatusCode != HttpStatusCode.NotFound || char.IsAsciiDigit(sent.Path[^1]));
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        return response;
    }

    /// <summary>What an authenticating proxy shows to whoever it does not know.</summary>
    private static HttpResponseMessage PutLoginPage(HttpRequestMessage request, int variant)
    {
        HttpStatusCode status = Draw(variant, HttpStatusCode.OK, HttpStatusCode.Found, HttpStatusCode.SeeOther);
        HttpResponseMessage page = Respond(request, status, Draw(variant / 7, "text/html", "application/json"), LoginPage);
        page.Headers.Location = page.StatusCode == HttpStatusCode.OK ? null : new Uri("https://login.example/");
        return page;
    }

    /// <summary>
    /// A refusal of what was done. That something is not there is said as a proxy says it, since the registry's own word is believed; and a
    /// reading is refused in another way than a write, since one refusal of everything is believed too.
    /// </summary>
    private static HttpResponseMessage Lie(HttpRequestMessage request, int variant) => request.Method == HttpMethod.Get
        ? Respond(request, Draw(variant, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), "text/plain", "refused")
        : Draw(variant, 0, 1, 2, 3) switch
        {
            0 => Respond(request, HttpStatusCode.BadRequest, "application/json", """{"code":"Bad Request","message":"refused"}"""),
            1 => Respond(request, HttpStatusCode.Forbidden, "text/plain", "Forbidden"),
            2 => Respond(request, HttpStatusCode.UnprocessableEntity, "application/json", """{"code":"Bad Request","message":"refused"}"""),
            _ => Respond(request, HttpStatusCode.Conflict, "application/json", """{"code":"Conflict","message":"already exists"}"""),
        };

    private static T Draw<T>(int variant, params T[] choices) => choices[variant % choices.Length];

    private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
        };
        if (request.Content is { } content)
        {
            copy.Content = new ByteArrayContent(await content.ReadAsByteArrayAsync(cancellationToken));
            copy.Content.Headers.ContentType = content.Headers.ContentType;
        }

        return copy;
    }

    private static HttpResponseMessage Respond(HttpRequestMessage request, HttpStatusCode status, string contentType, string body) =>
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
