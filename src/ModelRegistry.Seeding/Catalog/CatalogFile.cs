using ModelRegistry.Client;
using ModelRegistry.Seeding.Catalog;
using ModelRegistry.Seeding.Files;

namespace ModelRegistry.Seeding;

/// <summary>
/// A catalog in files: <c>sources.yaml</c> and the files of models that it names, read as the catalog service does, and shown as it would
/// show them. Where no service can be reached, in a disconnected cluster or a pull request, it stands in for one.
/// </summary>
/// <example>
/// <code>
/// CatalogFile catalog = await CatalogFile.ReadAsync(["sources.yaml"]);
/// IReadOnlyList&lt;CatalogModel&gt; models = await catalog.ReadModelsAsync();
/// </code>
/// </example>
public sealed class CatalogFile : ICatalogReader
{
    private readonly IReadOnlyList<CatalogSource> _sources;
    private readonly IReadOnlyList<CatalogFileModel> _models;
    private readonly Dictionary<string, CatalogFileModel> _byName;

    private CatalogFile(IReadOnlyList<CatalogSource> sources, IReadOnlyList<CatalogFileModel> models)
    {
        _sources = sources;
        _models = models;
        _byName = models.ToDictionary(static model => Key(model.Model.SourceId!, model.Model.Name), StringComparer.Ordinal);
    }

    /// <summary>Reads the sources and all models of those that are switched on.</summary>
    /// <param name="paths">
    /// The files with the sources, usually one. A later one overrides what an earlier one says of a source, field by field, as the
    /// ConfigMaps of the platform do. The files of models are looked for beside the one that names them, and are of one state also where
    /// they are mounted from a ConfigMap that is replaced meanwhile.
    /// </param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The catalog. What can't be read of a source is reported by its status and error, not by an exception.</returns>
    /// <exception cref="ArgumentException">There is no path.</exception>
    /// <exception cref="CatalogFileException">A file with the sources can't be used.</exception>
    public static async Task<CatalogFile> ReadAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0)
        {
            throw new ArgumentException("Name at least one file with sources.", nameof(paths));
        }

        var reader = new CatalogFileReader(new PinnedLinks());
        IReadOnlyList<CatalogFileSource> declared = await reader.ReadSourcesAsync(paths, cancellationToken).ConfigureAwait(false);

        var sources = new List<CatalogSource>();
        var models = new List<CatalogFileModel>();
        foreach (CatalogFileSource source in declared)
        {
            (CatalogSource told, IReadOnlyList<CatalogFileModel> its) = await CatalogFileReader.ReadModelsAsync(
                source, cancellationToken).ConfigureAwait(false);
            sources.Add(told);
            models.AddRange(its);
        }

        sources.Sort(static (left, right) => Utf8Order.Compare(left.Id, right.Id));
        models.Sort(static (left, right) => Utf8Order.Compare(left.Model.Name, right.Model.Name) switch
        {
            0 => Utf8Order.Compare(left.Model.SourceId!, right.Model.SourceId!),
            var order => order,
        });
        return new CatalogFile(sources, models);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CatalogSource>> ReadSourcesAsync(CancellationToken cancellationToken = default) => Task.FromResult(_sources);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CatalogModel>> ReadModelsAsync(
        IReadOnlyList<string>? sources = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<CatalogModel>>(
            [.. _models.Select(static model => model.Model).Where(
                model => sources?.Contains(model.SourceId, StringComparer.Ordinal) != false)]);

    /// <inheritdoc/>
    public Task<CatalogModel?> FindModelAsync(string sourceId, string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(_byName.GetValueOrDefault(Key(sourceId, name))?.Model);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CatalogModelArtifact>> ReadModelArtifactsAsync(
        CatalogModel model, CancellationToken cancellationToken = default) =>
        [.. (await ReadArtifactsAsync(model, cancellationToken).ConfigureAwait(false)).OfType<CatalogModelArtifact>()];

    /// <summary>Reads all artifacts of a model, measurements included.</summary>
    /// <param name="model">The model, as this catalog has it.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The artifacts, in the order of the file.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The catalog has no such model.</exception>
    public Task<IReadOnlyList<CatalogArtifact>> ReadArtifactsAsync(CatalogModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _byName.GetValueOrDefault(Key(model.SourceId ?? "", model.Name)) is { Artifacts: var artifacts }
            ? Task.FromResult(artifacts)
            : throw new ModelRegistryNotFoundException(
                $"The catalog's files have no model '{model.Name}' in the source '{model.SourceId}'.");
    }

    // With its length, no two pairs make the same key.
    private static string Key(string source, string name) => $"{source.Length} {source} {name}";
}
