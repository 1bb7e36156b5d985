namespace ModelRegistry.Emulator;

/// <summary>Which catalog an emulator serves, and where it listens.</summary>
public sealed record ModelCatalogEmulatorOptions
{
    /// <summary>
    /// The source file of the catalog (<c>sources.yaml</c>), in the service's own format. Relative paths in it begin at its folder.
    /// </summary>
    public required string Sources { get; init; }

    /// <summary>
    /// A folder with measurements of the models, as the service takes with <c>--performance-metrics</c>: for each model a folder with
    /// <c>metadata.json</c>, <c>evaluations.ndjson</c> and <c>performance.ndjson</c>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the measurements in the catalog's own files alone.</value>
    public string? PerformanceMetrics { get; init; }

    /// <summary>The loopback port to listen on; 0 takes a free one.</summary>
    /// <value>The default is 0.</value>
    public int Port { get; init; }

    /// <summary>How many requests <see cref="ModelCatalogEmulator.Requests"/> remembers; 0 for none.</summary>
    /// <value>The default is 1000.</value>
    public int RequestLogCapacity { get; init; } = 1000;

    /// <summary>The clock of the service, which times are taken from that the files do not give.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
