namespace ModelRegistry.Aspire;

/// <summary>What <c>AddModelRegistryClient</c> of an application's builder adds beside the client.</summary>
public sealed class ModelRegistryClientSettings
{
    /// <summary>
    /// Gets or sets where the registry is: an address (<c>http://localhost:8080</c>, <c>https+http://registry</c>), or
    /// <c>Endpoint=ADDRESS</c> with any of <c>ApiVersion</c>, <c>Token</c>, <c>TokenFile</c>, <c>CaFile</c> and
    /// <c>AllowTokenOverDiscoveredHttp</c> behind semicolons. It counts more than the same options of the settings section.
    /// </summary>
    /// <value>The default is the connection string of the name that the client was added with, or <see langword="null"/>.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets a value indicating whether there is no health check of the registry.</summary>
    /// <value>
    /// The default is <see langword="false"/>: the check <c>ModelRegistry</c>, or <c>ModelRegistry_NAME</c> of a keyed client, asks for one
    /// model.
    /// </value>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Gets or sets a value indicating whether calls are not traced.</summary>
    /// <value>
    /// The default is <see langword="false"/>: the source <see cref="Client.ModelRegistryTelemetry.SourceName"/> is added to OpenTelemetry.
    /// </value>
    public bool DisableTracing { get; set; }

    /// <summary>Gets or sets a value indicating whether calls are not measured.</summary>
    /// <value>
    /// The default is <see langword="false"/>: the meter <see cref="Client.ModelRegistryTelemetry.SourceName"/> is added to OpenTelemetry.
    /// </value>
    public bool DisableMetrics { get; set; }
}
