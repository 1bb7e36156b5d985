namespace ModelRegistry.Client;

/// <summary>Names for those who listen to what the client does.</summary>
public static class ModelRegistryTelemetry
{
    /// <summary>
    /// The name of both the <see cref="System.Diagnostics.ActivitySource"/> and the <see cref="System.Diagnostics.Metrics.Meter"/>:
    /// <c>ModelRegistry.Client</c>. Every call makes an activity of kind client named by its method and route template, and records its
    /// duration in seconds in the histogram <c>model_registry.client.operation.duration</c>. Both carry the tags of OpenTelemetry's HTTP
    /// client conventions (<c>http.request.method</c>, <c>url.template</c>, <c>server.address</c>, <c>server.port</c>,
    /// <c>http.response.status_code</c>, <c>error.type</c>) and <c>model_registry.operation</c>.
    /// A response that announces the end of its version of the API adds <c>model_registry.api.deprecated</c> (the version) and
    /// <c>model_registry.api.sunset</c> (the date, as far as it is one) to the activity, and one to the counter
    /// <c>model_registry.client.deprecated_responses</c>, by <c>model_registry.api.version</c>.
    /// </summary>
    public const string SourceName = "ModelRegistry.Client";
}
