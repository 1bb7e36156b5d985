using ModelRegistry.Client;
using ModelRegistry.Seeding;
using SeedJob.Output;

namespace SeedJob.Running;

/// <summary>The catalog that a command reads: a service, or files.</summary>
internal sealed class CatalogSession : IDisposable
{
    private CatalogSession(ICatalogReader reader, ModelCatalogClient? client) => (Reader, Client) = (reader, client);

    public ICatalogReader Reader { get; }

    /// <summary>Gets the service; <see langword="null"/> for files.</summary>
    public ModelCatalogClient? Client { get; }

    public static async Task<CatalogSession> OpenAsync(
        string? text, string? tokenFile, string? caFile, JobLog log, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new JobException(
                ExitCode.BadInput,
                "No catalog is named. Give --catalog URL (or MODEL_CATALOG_URL), for example --catalog "
                + "https://model-catalog.rhoai-model-registries.svc:8443, or the file with the sources: --catalog sources.yaml.");
        }

        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return new CatalogSession(await ReadAsync(text, cancellationToken).ConfigureAwait(false), null);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address))
        {
            throw new JobException(ExitCode.BadInput, "--catalog is no address: give http://HOST:PORT or https://HOST:PORT, or a file.");
        }

        try
        {
            var client = ModelCatalogClient.Create(
                new ModelCatalogClientOptions { BaseAddress = address, TokenFile = tokenFile, CaFile = caFile }, log);
            return new CatalogSession(client, client);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new JobException(ExitCode.BadInput, $"--catalog: {exception.Message}", exception);
        }
    }

    public void Dispose() => Client?.Dispose();

    private static async Task<CatalogFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await CatalogFile.ReadAsync([path], cancellationToken).ConfigureAwait(false);
        }
        catch (CatalogFileException exception)
        {
            throw new JobException(ExitCode.BadInput, $"The catalog can't be read. {exception.Message}", exception);
        }
    }
}
