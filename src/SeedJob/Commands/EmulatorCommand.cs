#if EMBEDDED_REGISTRY
using System.CommandLine;
using System.Globalization;
using ModelRegistry.Emulator;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Runs the embedded registry until it is asked to stop.</summary>
internal sealed class EmulatorCommand : JobCommand
{
    private const string PortWanted = "give a port number from 0 to 65535";

    public override string Name => "emulator";

    public override string Description =>
        "Runs the embedded registry, and perhaps a model catalog, on loopback until it is interrupted; for tests, not for production.";

    public override IReadOnlyList<JobOption> Options =>
    [
        JobOptions.Port, JobOptions.Data, JobOptions.Database, JobOptions.Catalog, JobOptions.CatalogPort, JobOptions.CatalogMetrics,
        JobOptions.Server, JobOptions.AlphaSunset, JobOptions.AlphaGone,
    ];

    protected override IEnumerable<Argument> Arguments => [];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var options = new ModelRegistryEmulatorOptions
        {
            Port = run.Value(JobOptions.Port, 0, TryParsePort, PortWanted),
            DataFile = run.Text(JobOptions.Data),
            Database = run.Value(JobOptions.Database, RegistryDatabase.MariaDb, TryParseDatabase, "give mariadb or postgresql"),
            ServerVersion = run.Value(JobOptions.Server, RegistryServerVersion.Current, TryParseServer, "give v0.2, v0.3 or 2026-08"),
            AlphaSunset = run.Value<DateTimeOffset?>(JobOptions.AlphaSunset, null, TryParseDate, "give a date, for example 2027-05-07"),
            AlphaGone = run.IsSet(JobOptions.AlphaGone),
        };
        if (options.ServerVersion < RegistryServerVersion.Current && (options.AlphaGone || options.AlphaSunset is not null))
        {
            throw new JobException(
                ExitCode.BadInput,
                $"A server without API v1 can't let v1alpha3 go: leave {JobOptions.Server.Name} out, "
                + $"or else {JobOptions.AlphaSunset.Name} and {JobOptions.AlphaGone.Name}.");
        }

        ModelCatalogEmulatorOptions? catalogOptions = ReadCatalogOptions(run);
        ModelRegistryEmulator emulator;
        try
        {
            emulator = await ModelRegistryEmulator.StartAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobException(ExitCode.BadInput, $"The embedded registry can't be started: {exception.Message}", exception);
        }

        await using (emulator.ConfigureAwait(false))
        {
            await using ModelCatalogEmulator? catalog =
                catalogOptions is null ? null : await StartCatalogAsync(catalogOptions, cancellationToken).ConfigureAwait(false);
            run.Terminal.WriteResult(
                $"The registry listens at {emulator.BaseAddress}. Look at it at {new Uri(emulator.BaseAddress, "/_emulator/")}");
            if (catalog is not null)
            {
                run.Terminal.WriteResult(
                    $"The catalog listens at {catalog.BaseAddress}. Look at it at {new Uri(catalog.BaseAddress, "/_emulator/")}");
            }

            await WaitForStopAsync(run, cancellationToken).ConfigureAwait(false);
        }

        // To be stopped is how this command ends well.
        return ExitCode.Success;
    }

    private static ModelCatalogEmulatorOptions? ReadCatalogOptions(JobRun run)
    {
        int port = run.Value(JobOptions.CatalogPort, 0, TryParsePort, PortWanted);
        if (run.Text(JobOptions.Catalog) is { } sources)
        {
            if (sources.Contains("://", StringComparison.Ordinal))
            {
                throw new JobException(
                    ExitCode.BadInput,
                    $"The emulator serves a catalog's files and can't serve an address: name a source file (sources.yaml) with "
                    + $"{JobOptions.Catalog.Name}, which comes before {JobOptions.Catalog.Variable}.");
            }

            return new ModelCatalogEmulatorOptions
            {
                Sources = sources,
                Port = port,
                PerformanceMetrics = run.Text(JobOptions.CatalogMetrics),
            };
        }

        return run.Text(JobOptions.CatalogPort) is null && run.Text(JobOptions.CatalogMetrics) is null
            ? null
            : throw new JobException(
                ExitCode.BadInput,
                $"{JobOptions.CatalogPort.Name} and {JobOptions.CatalogMetrics.Name} are for a catalog: say which one with "
                    + $"{JobOptions.Catalog.Name}.");
    }

    private static async Task<ModelCatalogEmulator> StartCatalogAsync(
        ModelCatalogEmulatorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await ModelCatalogEmulator.StartAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (CatalogSourcesException exception)
        {
            throw new JobException(ExitCode.BadInput, exception.Message, exception);
        }
        catch (IOException exception)
        {
            throw new JobException(ExitCode.BadInput, $"The catalog can't be started: {exception.Message}", exception);
        }
    }

    private static async Task WaitForStopAsync(JobRun run, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Environment.Stop);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (either.Token.Register(stopped.SetResult))
        {
            await stopped.Task.ConfigureAwait(false);
        }
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 0 and <= 65535;

    private static bool TryParseDatabase(string text, out RegistryDatabase database)
    {
        database = text == "postgresql" ? RegistryDatabase.PostgreSql : RegistryDatabase.MariaDb;
        return text is "mariadb" or "postgresql";
    }

    private static bool TryParseServer(string text, out RegistryServerVersion server)
    {
        server = text switch
        {
            "v0.2" => RegistryServerVersion.V02,
            "v0.3" => RegistryServerVersion.V03,
            _ => RegistryServerVersion.Current,
        };
        return text is "v0.2" or "v0.3" or "2026-08";
    }

    private static bool TryParseDate(string text, out DateTimeOffset? date)
    {
        bool isDate = DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed);
        date = parsed;
        return isDate;
    }
}
#endif
