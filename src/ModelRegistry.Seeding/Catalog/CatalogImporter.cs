using ModelRegistry.Client;
using ModelRegistry.Seeding.Catalog;
using ModelRegistry.Seeding.Exporting;

namespace ModelRegistry.Seeding;

/// <summary>
/// Brings models of a catalog into a seed, which is reviewed, checked against a policy and applied like any other. What is imported stays
/// as it is until the next import, whatever happens to the catalog.
/// </summary>
/// <param name="catalog">The catalog: a service or files.</param>
public sealed class CatalogImporter(ICatalogReader catalog)
{
    /// <summary>Reads models of the catalog, and puts them into a seed or brings those up to date that are in it already.</summary>
    /// <param name="existing">The models of the seed. What people have added to them is kept: fields, properties, versions, names.</param>
    /// <param name="options">Which models, and how; all when not given.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The models of the seed as they are then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">A source or a model is not there, or a source is disabled or broken.</exception>
    /// <exception cref="RegistrationRefusedException">
    /// Models can't be imported: it is not clear which artifact is meant, or a name is taken by a model of another origin. The message
    /// names all of them.
    /// </exception>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    public async Task<CatalogImport> ImportAsync(
        IReadOnlyList<RegisteredModelSpec> existing, CatalogImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(existing);
        options ??= new CatalogImportOptions();
        await catalog.CheckSourcesAsync(options.Sources, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CatalogModel> models = await SelectAsync(options, cancellationToken).ConfigureAwait(false);
        var artifacts = new IReadOnlyList<CatalogModelArtifact>[models.Count];
        await Parallel.ForAsync(
            0,
            models.Count,
            new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken },
            async (index, token) => artifacts[index] = await catalog.ReadModelArtifactsAsync(models[index], token).ConfigureAwait(false))
                .ConfigureAwait(false);

        var merge = new Merge(existing, options.Promotion);
        for (int i = 0; i < models.Count; i++)
        {
            merge.Add(models[i], artifacts[i]);
        }

        return merge.ToImport();
    }

    private async Task<IReadOnlyList<CatalogModel>> SelectAsync(CatalogImportOptions options, CancellationToken cancellationToken)
    {
        var selection = new ModelSelection(options.Select);
        CatalogModel[] models =
            [.. (await catalog.ReadModelsAsync(options.Sources, cancellationToken).ConfigureAwait(false))
                .Where(model => selection.Includes(model.Name))];
        if (selection.NotFound is [var missing, ..])
        {
            // With one source, the message can say what there is.
            if (options.Sources is [var source])
            {
                _ = await catalog.GetModelAsync(source, missing, cancellationToken).ConfigureAwait(false);
            }

            throw new ModelRegistryNotFoundException(
                $"The catalog has no model that fits {string.Join(" or ", selection.NotFound.Select(Quoted.Of))}.");
        }

        return models;
    }

    private sealed class Merge(IReadOnlyList<RegisteredModelSpec> existing, CatalogPromotionOptions options)
    {
        private readonly Dictionary<string, RegisteredModelSpec> _models =
            existing.ToDictionary(static model => EntityNames.Fold(model.Name), StringComparer.Ordinal);

        private readonly Dictionary<string, CatalogOrigin> _imported = new(StringComparer.Ordinal);
        private readonly List<RegistrationRefusal> _problems = [];
        private readonly List<string> _added = [];
        private readonly List<string> _newVersions = [];
        private readonly List<string> _updated = [];
        private readonly List<string> _unchanged = [];

        public void Add(CatalogModel model, IReadOnlyList<CatalogModelArtifact> artifacts)
        {
            try
            {
                CatalogModelArtifact artifact = CatalogPromotion.ChooseArtifact(model, artifacts, options.ArtifactUri);
                RegisteredModelSpec spec = RegisteredModelSpec.FromCatalog(model, artifact, options);
                CatalogOrigin origin = OriginsOf(spec).Single();
                RegisteredModelSpec? same = _models.Values.FirstOrDefault(
                    held => OriginsOf(held).Any(its => CatalogEntries.IsSame(its, origin)));
                Add(same is null ? spec : spec with { Name = same.Name }, origin, same);
            }
            catch (RegistrationRefusedException exception)
            {
                _problems.AddRange(exception.Refusals);
            }
        }

        public CatalogImport ToImport() => _problems.Count > 0
            ? throw new RegistrationRefusedException(_problems)
            : new CatalogImport(
                [.. _models.Values.Order(
                    Comparer<RegisteredModelSpec>.Create(static (left, right) => Utf8Order.Compare(left.Name, right.Name)))],
                _added,
                _newVersions,
                _updated,
                _unchanged);

        private void Add(RegisteredModelSpec spec, CatalogOrigin origin, RegisteredModelSpec? same)
        {
            string key = EntityNames.Fold(spec.Name);
            if (_imported.TryGetValue(key, out CatalogOrigin? other) && other != origin)
            {
                throw Refused(
                    spec.Name, $"two models would have that name: {other} and {origin}",
                    "Import one of them alone, and rename it in the seed.");
            }

            if (same is null && _models.TryGetValue(key, out RegisteredModelSpec? taken))
            {
                string origins = string.Join(", ", OriginsOf(taken).DefaultIfEmpty().Distinct());
                throw Refused(
                    taken.Name,
                    $"the seed has a model of that name already, and it is not from there: it is {origins}, and this one is {origin}",
                    "Rename the one in the seed.");
            }

            _imported[key] = origin;
            if (same is null)
            {
                _models.Add(key, spec);
                _added.Add(spec.Name);
                return;
            }

            RegisteredModelSpec merged = MergeInto(same, spec, origin);
            _models[key] = merged;
            (CatalogEntries.IsAlike(same, merged) ? _unchanged : _updated).Add(same.Name);
        }

        private static RegistrationRefusedException Refused(string path, string reason, string hint) =>
            new([new RegistrationRefusal(RefusalKind.OtherOrigin, path, reason, hint)]);

        /// <summary>What the catalog says comes first, what only people say stays.</summary>
        private RegisteredModelSpec MergeInto(RegisteredModelSpec held, RegisteredModelSpec spec, CatalogOrigin origin) => held with
        {
            Description = spec.Description ?? held.Description,
            Owner = held.Owner ?? spec.Owner,
            Provider = spec.Provider ?? held.Provider,
            License = spec.License ?? held.License,
            LicenseLink = spec.LicenseLink ?? held.LicenseLink,
            Language = spec.Language ?? held.Language,
            Tasks = spec.Tasks ?? held.Tasks,
            LibraryName = spec.LibraryName ?? held.LibraryName,
            Maturity = spec.Maturity ?? held.Maturity,
            Readme = spec.Readme ?? held.Readme,
            Logo = spec.Logo ?? held.Logo,
            CustomProperties = Over(held.CustomProperties, spec.CustomProperties),
            Versions = MergeInto(held, spec.Versions[0], origin),
        };

        private IReadOnlyList<ModelVersionSpec> MergeInto(RegisteredModelSpec held, ModelVersionSpec version, CatalogOrigin origin)
        {
            int at = held.Versions.Count - 1;
            while (at >= 0 && !CatalogEntries.Of(held.Versions[at], origin).Any())
            {
                at--;
            }

            ModelVersionSpec current = held.Versions[at];
            ModelArtifactCreate artifact = CatalogEntries.Of(current, origin).Last();
            var now = (ModelArtifactCreate)version.Artifacts[0];
            if (ImageUri.AreSame(artifact.Uri, now.Uri))
            {
                ModelArtifactCreate merged = artifact with
                {
                    State = artifact.State ?? now.State,
                    CustomProperties = Over(artifact.CustomProperties, now.CustomProperties),
                };
                ModelVersionSpec same = current with
                {
                    Author = current.Author ?? version.Author,
                    CustomProperties = Over(current.CustomProperties, version.CustomProperties),
                    Artifacts = [.. current.Artifacts.Select(other => ReferenceEquals(other, artifact) ? merged : other)],
                };
                return [.. held.Versions.Select((other, index) => index == at ? same : other)];
            }

            // What is registered under a version stays what it was: another image is another version.
            string name = CatalogPromotion.NextVersionName(held.Versions.Select(static other => other.Name));
            _newVersions.Add($"{held.Name}/{name}");
            return [.. held.Versions, version with { Name = name, Artifacts = [now with { Name = name }] }];
        }

        private static Dictionary<string, MetadataValue> Over(
            IReadOnlyDictionary<string, MetadataValue> held, IReadOnlyDictionary<string, MetadataValue> now)
        {
            // A validation that the catalog has taken back must not live on in the seed.
            var all = new Dictionary<string, MetadataValue>(
                held.Where(property => property.Key is not CatalogEntries.Validated), StringComparer.Ordinal);
            foreach ((string name, MetadataValue value) in now)
            {
                all[name] = value;
            }

            return all;
        }

        private static IEnumerable<CatalogOrigin> OriginsOf(RegisteredModelSpec model) =>
            model.Versions.SelectMany(static version => version.Artifacts).OfType<ModelArtifactCreate>().Select(CatalogOrigin.Of);
    }
}
