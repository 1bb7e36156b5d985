using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Catalog;

namespace ModelRegistry.Seeding;

/// <summary>Compares what was registered from a catalog with what the catalog says now.</summary>
/// <param name="catalog">The catalog: a service or files.</param>
public sealed class CatalogComparer(ICatalogReader catalog)
{
    /// <summary>
    /// Compares models with the entries that they are from. What says that it is from no catalog is left out, and so is what is archived;
    /// of the versions from one entry the last counts.
    /// </summary>
    /// <param name="models">The models of a seed, or of a registry as <see cref="SeedExporter"/> reads them.</param>
    /// <param name="concurrency">How many requests to send at the same time.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>One result for each entry, in the order of the models.</returns>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how. Then nothing is said of any entry.</exception>
    public async Task<IReadOnlyList<CatalogEntryDiff>> CompareAsync(
        IReadOnlyList<RegisteredModelSpec> models, int concurrency = 16, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        Entry[] entries = [.. models.Where(static model => model.State != RegisteredModelState.Archived).SelectMany(EntriesOf)];
        if (entries.Length == 0)
        {
            return [];
        }

        IReadOnlyList<CatalogSource> sources = await catalog.ReadSourcesAsync(cancellationToken).ConfigureAwait(false);
        ILookup<string, CatalogModel> byName =
            (await catalog.ReadModelsAsync(null, cancellationToken).ConfigureAwait(false)).ToLookup(
                static model => model.Name, StringComparer.Ordinal);
        var diffs = new CatalogEntryDiff[entries.Length];
        await Parallel.ForAsync(
            0,
            entries.Length,
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                Entry entry = entries[index];
                IReadOnlyList<CatalogChange> changes = await CompareAsync(entry, sources, byName, token).ConfigureAwait(false);
                diffs[index] = new CatalogEntryDiff(entry.Model.Name, entry.Version.Name, entry.Origin, changes);
            }).ConfigureAwait(false);
        return diffs;
    }

    private static IEnumerable<Entry> EntriesOf(RegisteredModelSpec model) =>
        from version in model.Versions
        where version.State != ModelVersionState.Archived
        from artifact in version.Artifacts.OfType<ModelArtifactCreate>()
        let origin = CatalogOrigin.Of(artifact)
        where origin.Kind == CatalogOrigin.CatalogKind
        group new Entry(model, version, artifact, origin) by (origin.Class, origin.Name) into same
        select same.Last();

    private async Task<IReadOnlyList<CatalogChange>> CompareAsync(
        Entry entry, IReadOnlyList<CatalogSource> sources, ILookup<string, CatalogModel> byName, CancellationToken cancellationToken)
    {
        (string? sourceId, string? name) = (entry.Origin.Class, entry.Origin.Name);
        CatalogSource? source = sources.FirstOrDefault(candidate => candidate.Id == sourceId);
        if (!entry.Origin.IsCatalog || entry.Origin.IsOlder || (source is null && sources.Any(candidate => candidate.Name == sourceId)))
        {
            return [new CatalogChange(CatalogChangeKind.OlderProvenance, "origin", entry.Origin.ToString(), null)];
        }

        if (source is { IsBroken: true } or { IsDisabled: true })
        {
            return [
                new CatalogChange(
                    CatalogChangeKind.SourceBroken, "source", sourceId, source.IsDisabled ? "disabled" : source.Error ?? "error"),
            ];
        }

        List<CatalogChange> changes = [];
        CatalogModel? model = byName[name!].FirstOrDefault(candidate => candidate.SourceId == sourceId);
        if (model is null)
        {
            if (source?.Status == CatalogSourceStatus.PartiallyAvailable)
            {
                return [new CatalogChange(CatalogChangeKind.SourceBroken, "source", sourceId, source.Error ?? source.Status.Value.Value)];
            }

            CatalogModel[] elsewhere = [.. byName[name!].OrderBy(static candidate => candidate.SourceId, StringComparer.Ordinal)];
            if (elsewhere.Length == 0)
            {
                return [new CatalogChange(CatalogChangeKind.Gone, "entry", $"{sourceId} {name}", null)];
            }

            model = elsewhere[0];
            changes.Add(new CatalogChange(
                CatalogChangeKind.Moved, "source", sourceId, string.Join(", ", elsewhere.Select(static candidate => candidate.SourceId))));
        }

        IReadOnlyList<CatalogModelArtifact> artifacts;
        try
        {
            artifacts = await catalog.ReadModelArtifactsAsync(model, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRegistryNotFoundException)
        {
            // The catalog was loaded again in between.
            return [.. changes, new CatalogChange(CatalogChangeKind.Gone, "entry", $"{model.SourceId} {name}", null)];
        }

        changes.AddRange(new FieldComparison(entry, model with { SourceId = sourceId }, artifacts).Compare());
        return changes;
    }

    private sealed record Entry(RegisteredModelSpec Model, ModelVersionSpec Version, ModelArtifactCreate Artifact, CatalogOrigin Origin);

    /// <summary>
    /// Compares what is registered with an entry, field by field. What only people say is none of the catalog's business.
    /// </summary>
    private sealed class FieldComparison(Entry entry, CatalogModel model, IReadOnlyList<CatalogModelArtifact> artifacts)
    {
        private readonly List<CatalogChange> _changes = [];

        public List<CatalogChange> Compare()
        {
            string? digest = entry.Artifact.CustomProperties.GetString(CatalogPromotion.DigestProperty);
            CatalogModelArtifact? asRegistered = digest is null ? null : artifacts.FirstOrDefault(
                artifact => CatalogPromotion.ComputeDigest(model, artifact) == digest);
            string? uri = entry.Artifact.CustomProperties.GetString(CatalogPromotion.UriProperty) ?? entry.Artifact.Uri;
            if (!artifacts.Any(artifact => ImageUri.AreSame(artifact.Uri, uri)))
            {
                Add(CatalogChangeKind.Artifact, "uri", uri, string.Join(
                    ", ", artifacts.Select(static artifact => artifact.Uri).Order(StringComparer.Ordinal)));
            }

            CompareModel();
            CompareProperties();
            if (asRegistered is not null)
            {
                // The catalog is as it was, so it is not the catalog that has changed.
                return [
                    .. _changes.Select(static change => change.Kind == CatalogChangeKind.Documentation ? change : change with
                    {
                        Kind = CatalogChangeKind.ChangedByHand,
                    }),
                ];
            }

            if (digest is not null && _changes.Count == 0)
            {
                Add(CatalogChangeKind.Metadata, "fingerprint", digest, "another");
            }

            return _changes;
        }

        private void CompareModel()
        {
            RegisteredModelSpec held = entry.Model;
            Text(CatalogChangeKind.Documentation, "description", held.Description, model.Description);
            Text(CatalogChangeKind.Documentation, "readme", held.Readme, model.Readme);
            if (held.License is not null && !CatalogLicense.AreSame(held.License, model.License ?? ""))
            {
                Add(CatalogChangeKind.Licence, "license", held.License, model.License);
            }

            Text(
                CatalogChangeKind.Licence,
                "licenseLink",
                held.LicenseLink ?? entry.Version.CustomProperties.GetString("License"),
                model.LicenseLink);
            Text(
                CatalogChangeKind.Metadata,
                "provider",
                held.Provider ?? entry.Version.CustomProperties.GetString("Provider"),
                model.Provider);
            Text(CatalogChangeKind.Metadata, "libraryName", held.LibraryName, model.LibraryName);
            Text(CatalogChangeKind.Metadata, "maturity", held.Maturity, model.Maturity);
            Texts("language", held.Language, model.Language);
            if (held.Tasks is not null)
            {
                Texts("tasks", held.Tasks, model.Tasks);
            }
            else
            {
                string[] missing = [.. (model.Tasks ?? []).Where(task => !entry.Version.CustomProperties.ContainsKey(task))];
                if (missing.Length > 0)
                {
                    Add(CatalogChangeKind.Metadata, "tasks", null, string.Join(", ", missing));
                }
            }
        }

        private void CompareProperties()
        {
            Dictionary<string, MetadataValue> held = entry.Version.CustomProperties;
            bool wasValidated = held.ContainsKey(CatalogEntries.Validated)
                || entry.Model.CustomProperties.ContainsKey(CatalogEntries.Validated);
            if (wasValidated && !model.CustomProperties.ContainsKey(CatalogEntries.Validated))
            {
                Add(CatalogChangeKind.Validation, CatalogEntries.Validated, "", null);
            }

            CompareValidatedOn(held.GetString(CatalogEntries.ValidatedOn), model.CustomProperties.GetString(CatalogEntries.ValidatedOn));
            foreach ((string name, MetadataValue value) in model.CustomProperties.OrderBy(
                static property => property.Key, StringComparer.Ordinal))
            {
                bool isLater = name is "License" or "Provider" || model.Tasks?.Contains(name, StringComparer.Ordinal) == true;
                if (name != CatalogEntries.ValidatedOn && !isLater && !value.Equals(held.GetValueOrDefault(name)))
                {
                    Add(CatalogChangeKind.Metadata, name, held.GetValueOrDefault(name)?.ToString(), value.ToString());
                }
            }
        }

        private void CompareValidatedOn(string? before, string? after)
        {
            (HashSet<string> was, HashSet<string> now) = (Products(before), Products(after));
            if (was.SetEquals(now))
            {
                return;
            }

            if (!was.IsSubsetOf(now))
            {
                Add(CatalogChangeKind.Validation, CatalogEntries.ValidatedOn, before, after);
            }

            Add(CatalogChangeKind.Metadata, CatalogEntries.ValidatedOn, before, after);
        }

        /// <summary>The list has been written in two ways: <c>A,B</c> until October 2025, <c>["A","B"]</c> since.</summary>
        private static HashSet<string> Products(string? text)
        {
            if (text is ['[', ..])
            {
                try
                {
                    using JsonDocument list = JsonDocument.Parse(text);
                    return [.. list.RootElement.EnumerateArray().Select(static product => product.ToString())];
                }
                catch (JsonException)
                {
                    // Not a list in JSON after all.
                }
            }

            return [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        }

        private void Text(CatalogChangeKind kind, string field, string? held, string? now)
        {
            if (held is not null && held != (now ?? ""))
            {
                Add(kind, field, held, now);
            }
        }

        private void Texts(string field, IReadOnlyList<string>? held, IReadOnlyList<string>? now)
        {
            if (held is not null && !held.Order(StringComparer.Ordinal).SequenceEqual(
                (now ?? []).Order(StringComparer.Ordinal), StringComparer.Ordinal))
            {
                Add(CatalogChangeKind.Metadata, field, string.Join(", ", held), string.Join(", ", now ?? []));
            }
        }

        private void Add(CatalogChangeKind kind, string field, string? before, string? after) =>
            _changes.Add(new CatalogChange(kind, field, before, after));
    }
}
