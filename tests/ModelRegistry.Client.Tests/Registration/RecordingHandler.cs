namespace ModelRegistry.Client.Tests.Registration;

/// <summary>Notes every request on its way to the network, and can spoil some of them.</summary>
internal sealed class RecordingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];

    /// <summary>Gets method and path with query of each request, below the API's base.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public IReadOnlyList<string> Writes => [.. Requests.Where(request => !request.StartsWith("GET", StringComparison.Ordinal))];

    /// <summary>
    /// Gets or sets what happens instead of a request: a response, an exception, or <see langword="null"/> for what would happen anyway.
    /// </summary>
    public Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>>? Spoil { get; set; }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            string path = request.RequestUri!.PathAndQuery;
            _requests.Add($"{request.Method} {path[(path.IndexOf("v1alpha3/", StringComparison.Ordinal) + 9)..]}");
        }

        Task<HttpResponseMessage> SendOn() => base.SendAsync(request, cancellationToken);
        return Spoil is { } spoil ? spoil(request, SendOn) : SendOn();
    }
}
