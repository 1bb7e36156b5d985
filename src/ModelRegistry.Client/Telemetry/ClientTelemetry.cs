using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Telemetry;

/// <summary>Activities and metrics; nothing is made, not even a string, while nobody listens.</summary>
internal static class ClientTelemetry
{
    private static readonly string? Version = typeof(ClientTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly ActivitySource Source = new(ModelRegistryTelemetry.SourceName, Version);
    private static readonly Meter Meter = new(ModelRegistryTelemetry.SourceName, Version);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "model_registry.client.operation.duration",
        unit: "s",
        description: "Duration of the client's operations, retries included.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30],
        });

    private static readonly Counter<long> DeprecatedResponses = Meter.CreateCounter<long>(
        "model_registry.client.deprecated_responses",
        unit: "{response}",
        description: "Responses that announce the end of their version of the API.");

    public static Activity? Start(Operation operation, Uri? address)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity? activity = Source.StartActivity($"{operation.Method.Method} {operation.Template}", ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("model_registry.operation", operation.Id);
            activity.SetTag("http.request.method", operation.Method.Method);
            activity.SetTag("url.template", operation.Template);
            activity.SetTag("server.address", address?.Host);
            activity.SetTag("server.port", PortOf(address));
        }

        return activity;
    }

    public static bool HearsOfDeprecation(Activity? activity) => activity is { IsAllDataRequested: true } || DeprecatedResponses.Enabled;

    public static void Deprecated(Activity? activity, Uri? address, string version, string sunset)
    {
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("model_registry.api.deprecated", version);
            activity.SetTag("model_registry.api.sunset", sunset);
        }

        if (DeprecatedResponses.Enabled)
        {
            DeprecatedResponses.Add(
                1,
                new TagList
                {
                    { "model_registry.api.version", version },
                    { "server.address", address?.Host },
                    { "server.port", PortOf(address) },
                });
        }
    }

    public static void Stop(
        Activity? activity, Operation operation, Uri? address, TimeSpan duration, HttpStatusCode? status, Exception? failure)
    {
        if (activity is { IsAllDataRequested: true })
        {
            if (status is { } code)
            {
                activity.SetTag("http.response.status_code", (int)code);
            }

            if (failure is not null)
            {
                activity.SetTag("error.type", ErrorType(status, failure));
                activity.SetStatus(ActivityStatusCode.Error, failure is ModelRegistryException ? failure.Message : null);
            }
        }

        if (Duration.Enabled)
        {
            var tags = new TagList
            {
                { "model_registry.operation", operation.Id },
                { "http.request.method", operation.Method.Method },
                { "url.template", operation.Template },
                { "server.address", address?.Host },
                { "server.port", PortOf(address) },
            };
            if (status is { } code)
            {
                tags.Add("http.response.status_code", (int)code);
            }

            if (failure is not null)
            {
                tags.Add("error.type", ErrorType(status, failure));
            }

            Duration.Record(duration.TotalSeconds, tags);
        }
    }

    // The name of a service has none.
    private static int? PortOf(Uri? address) => address is { Port: >= 0 } ? address.Port : null;

    private static string ErrorType(HttpStatusCode? status, Exception failure) =>
        status is { } code && (int)code >= 300
            ? ((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : (failure.InnerException ?? failure).GetType().FullName!;
}
