using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;

namespace ModelRegistry.Client.Tests.Resilience;

/// <summary>What applications put around their HTTP clients, all of which sends failed requests again.</summary>
public static class Surroundings
{
    private static readonly Dictionary<string, Action<IServiceCollection, IHttpClientBuilder>> All = new(StringComparer.Ordinal)
    {
        ["standard resilience for all clients"] = (services, _) => services.ConfigureHttpClientDefaults(http => Standard(http)),
        ["standard hedging for all clients"] = (services, _) => services.ConfigureHttpClientDefaults(http => Hedging(http)),
        ["standard resilience for this client"] = (_, client) => Standard(client),
        ["standard hedging for this client"] = (_, client) => Hedging(client),
        ["both"] = (services, client) =>
        {
            services.ConfigureHttpClientDefaults(http => Standard(http));
            Hedging(client);
        },
        ["the same request again"] = (_, client) => client.AddHttpMessageHandler(() => new Again(request => request)),
        ["a clone with options"] = (_, client) => Repeat(client, request => Clone(request, withOptions: true)),
        ["a clone without options"] = (_, client) => Repeat(client, request => Clone(request, withOptions: false)),
        ["a clone to another host"] = (_, client) => client.AddHttpMessageHandler(() => new Again(request =>
        {
            HttpRequestMessage clone = Clone(request, withOptions: false);
            clone.RequestUri = new UriBuilder(clone.RequestUri!) { Host = "localhost" }.Uri;
            return clone;
        })),
        ["a clone in a context of its own"] = (_, client) =>
            Repeat(client, request => Clone(request, withOptions: false), ownContext: true),
        ["a clone with options in a context of its own"] = (_, client) =>
            Repeat(client, request => Clone(request, withOptions: true), ownContext: true),
        ["outermost"] = (_, client) => client.ConfigureAdditionalHttpMessageHandlers(
            (handlers, _) => handlers.Insert(0, new Again(request => Clone(request, withOptions: true)))),
        ["innermost, by a filter"] = (services, _) => services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new Innermost()),
    };

    public static TheoryData<string, bool> Names()
    {
        var names = new TheoryData<string, bool>();
        foreach (string name in All.Keys)
        {
            names.Add(name, true);
            names.Add(name, false);
        }

        return names;
    }

    /// <summary>Adds a client, with or without resilience of its own, and what surrounds it.</summary>
    public static ServiceProvider Provide(
        string surrounding, Uri address, bool resilient, Action<ModelRegistryClientOptions>? configure = null)
    {
        var services = new ServiceCollection();
        IHttpClientBuilder client = services.AddModelRegistryClient(options =>
        {
            options.BaseAddress = address;
            options.Resilience.Enabled = resilient;
            options.Resilience.RetryDelay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(options);
        });
        All[surrounding](services, client);
        return services.BuildServiceProvider();
    }

    private static void Standard(IHttpClientBuilder http) =>
        http.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.FromMilliseconds(1));

    private static void Repeat(
        IHttpClientBuilder http, Func<HttpRequestMessage, HttpRequestMessage> copy, bool ownContext = false) =>
        http.AddHttpMessageHandler(() => new Again(copy, ownContext));

    private static void Hedging(IHttpClientBuilder http) => http.AddStandardHedgingHandler().Configure(options =>
    {
        options.Hedging.MaxHedgedAttempts = 3;
        options.Hedging.Delay = TimeSpan.FromMilliseconds(1);
    });

    private static HttpRequestMessage Clone(HttpRequestMessage request, bool withOptions)
    {
        var clone = new HttpRequestMessage(request.Method, request.RequestUri!.AbsoluteUri);
        if (request.Content is { } content)
        {
            clone.Content = new ByteArrayContent(content.ReadAsByteArrayAsync().GetAwaiter().GetResult());
            clone.Content.Headers.ContentType = content.Headers.ContentType;
        }

        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            clone.Headers.TryAddWithoutValidation(name, values);
        }

        foreach ((string key, object? value) in withOptions ? request.Options : [])
        {
            clone.Options.Set(new HttpRequestOptionsKey<object?>(key), value);
        }

        return clone;
    }

    /// <summary>Sends a request up to four times, until it succeeds or is unauthorized.</summary>
    private sealed class Again(Func<HttpRequestMessage, HttpRequestMessage> copy, bool ownContext = false) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage? response = null;
            for (int attempt = 0; attempt < 4; attempt++)
            {
                bool isLast = attempt == 3;
                try
                {
                    response = await SendCopyAsync(attempt == 0 ? request : copy(request), attempt > 0 && ownContext, cancellationToken);
                    if (response.IsSuccessStatusCode || response.StatusCode == System.Net.HttpStatusCode.Unauthorized)
                    {
                        break;
                    }
                }
                catch (Exception exception) when (!isLast && exception is not OperationCanceledException)
                {
                }
            }

            return response!;
        }

        private async Task<HttpResponseMessage> SendCopyAsync(
            HttpRequestMessage request, bool inOwnContext, CancellationToken cancellationToken)
        {
            if (!inOwnContext)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            Task<HttpResponseMessage> sending;
            using (ExecutionContext.SuppressFlow())
            {
                sending = Task.Run(() => base.SendAsync(request, cancellationToken), cancellationToken);
            }

            return await sending;
        }
    }

    private sealed class Innermost : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.PrimaryHandler = new SocketsHttpHandler { UseCookies = false };
            builder.AdditionalHandlers.Add(new Again(request => Clone(request, withOptions: true)));
        };
    }
}
