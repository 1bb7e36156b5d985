using System.Globalization;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Planning;

/// <summary>Finds what a set owns and no longer declares: models, and versions of models that stay.</summary>
/// <remarks>
/// The registry is asked for what the set owns, not for all that it holds. What a deployment holds is refused; a model and a version of
/// which only one is still marked as the set's are reported and left alone, since somebody who replaced all properties of the other may
/// have meant to keep them.
/// </remarks>
internal sealed class LeftoverFinder(IModelRegistryClient registry, BulkReader reader, SeedRunnerOptions options)
{
    private readonly string _set = options.Set!;
    private readonly List<string> _notes = [];

    public async Task<Leftovers> FindAsync(IReadOnlyList<RegisteredModelSpec> specs, CancellationToken cancellationToken)
    {
        List<RegisteredModel> ownedModels = await OwnedAsync(
            registry.RegisteredModels.ListAsync,
            RegisteredModelFilter.Property(SeedSet.PropertyName),
            cancellationToken).ConfigureAwait(false);
        List<ModelVersion> ownedVersions = await OwnedAsync(
            registry.ModelVersions.ListAsync, ModelVersionFilter.Property(SeedSet.PropertyName), cancellationToken).ConfigureAwait(false);
        Dictionary<string, RegisteredModelSpec> declared = specs.ToDictionary(spec => spec.Name, StringComparer.Ordinal);
        Dictionary<string, RegisteredModel> models = ownedModels.ToDictionary(model => model.Id, StringComparer.Ordinal);
        await AddParentsAsync(models, ownedVersions, cancellationToken).ConfigureAwait(false);

        RegisteredModel[] leaving = [.. ownedModels.Where(model => IsLive(model) && !declared.ContainsKey(model.Name))];
        ModelVersion[] leavingVersions = [.. ownedVersions.Where(version => IsLive(version) && !IsDeclared(version, models, declared))];
        if (leaving.Length == 0 && leavingVersions.Length == 0)
        {
            return new Leftovers([], null, []);
        }

        Deployments deployments = options.ArchiveDeployed
            ? Deployments.None
            : await Deployments.ReadAsync(registry, cancellationToken).ConfigureAwait(false);
        await reader.EnsureVersionsAsync(
            leaving.Select(model => model.Id).Concat(leavingVersions.Select(version => version.RegisteredModelId)), cancellationToken)
                .ConfigureAwait(false);

        var archives = new List<ArchivePlan>();
        foreach (IGrouping<string, ModelVersion> versions in leavingVersions.GroupBy(
            version => version.RegisteredModelId, StringComparer.Ordinal))
        {
            RegisteredModel model = models[versions.Key];
            if (SeedSet.Owns(_set, model) || declared.ContainsKey(model.Name))
            {
                archives.AddRange(versions.Select(version =>
                    ToArchive(
                        EntityKind.ModelVersion,
                        $"{model.Name}/{version.Name}",
                        version,
                        deployments.HolderOf(version, reader.VersionsOf(model.Id)))));
            }
            else
            {
                _notes.AddRange(versions.Select(version =>
                    $"The version '{model.Name}/{version.Name}' (id {version.Id}) is marked as the set's and its model is not: it is not "
                        + "archived. Declare the model, or archive the version by hand."));
            }
        }

        foreach (RegisteredModel model in leaving)
        {
            ModelVersion? foreign = reader.VersionsOf(model.Id).FirstOrDefault(version => IsLive(version) && !SeedSet.Owns(_set, version));
            if (foreign is not null)
            {
                _notes.Add(
                    $"The model '{model.Name}' (id {model.Id}) is marked as the set's and its version '{foreign.Name}' (id {foreign.Id}) "
                        + "is not: the model is not archived. Declare it, or archive it by hand.");
                continue;
            }

            archives.Add(ToArchive(EntityKind.RegisteredModel, model.Name, model, deployments.HolderOf(model)));
        }

        ArchivePlan[] inOrder =
        [
            .. archives.OrderBy(archive => BulkReader.NumberOf(ModelIdOf(archive)))
                .ThenBy(archive => archive.Kind == EntityKind.RegisteredModel),
        ];
        return new Leftovers(inOrder, Exceeded(leaving.Length, leavingVersions, ownedModels, ownedVersions, models, declared), _notes);
    }

    private static ArchivePlan ToArchive(EntityKind kind, string path, RegistryResource entity, string? holder) => new(kind, path, entity)
    {
        Refusal = holder is null ? null : new RegistrationRefusal(
            SeedRefusalKinds.Deployed,
            path,
            holder,
            $"Undeploy it first, or archive it all the same ({nameof(SeedRunnerOptions)}.{nameof(SeedRunnerOptions.ArchiveDeployed)})."),
    };

    private async Task<List<T>> OwnedAsync<T>(
        Func<ListOptions<T>?, CancellationToken, AsyncPageable<T>> list, FilterProperty<T> mark, CancellationToken cancellationToken)
        where T : RegistryResource
    {
        ListOptions<T> ofSet = BulkReader.Options(mark == _set);
        // The database compares more loosely, and an old server does not filter at all.
        return await list(ofSet, cancellationToken).Where(entity => SeedSet.Owns(_set, entity)).DistinctBy(entity => entity.Id)
            .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
    }

    /// <summary>Reads the models of versions that are not among the owned ones.</summary>
    private async Task AddParentsAsync(
        Dictionary<string, RegisteredModel> models, List<ModelVersion> versions, CancellationToken cancellationToken)
    {
        string[] missing =
        [
            .. versions.Select(version => version.RegisteredModelId).Distinct(StringComparer.Ordinal).Where(id => !models.ContainsKey(id)),
        ];
        foreach (RegisteredModel model in await reader.ReadModelsByIdAsync(missing, cancellationToken).ConfigureAwait(false))
        {
            models[model.Id] = model;
        }
    }

    /// <summary>Says by how much the limit is exceeded: of models, or of versions of models that stay.</summary>
    private RegistrationRefusal? Exceeded(
        int models,
        ModelVersion[] versions,
        List<RegisteredModel> ownedModels,
        List<ModelVersion> ownedVersions,
        Dictionary<string, RegisteredModel> parents,
        Dictionary<string, RegisteredModelSpec> declared)
    {
        int liveModels = ownedModels.Count(IsLive);
        bool Stays(ModelVersion version) => declared.ContainsKey(parents[version.RegisteredModelId].Name);
        int leaving = versions.Count(Stays);
        int live = ownedVersions.Count(version => IsLive(version) && Stays(version));
        return Exceeded(models, liveModels, "models") ?? Exceeded(leaving, live, "versions of models that stay");
    }

    private RegistrationRefusal? Exceeded(int leaving, int live, string what) => options.PruneLimit.Allows(leaving, live)
        ? null
        : new RegistrationRefusal(
            SeedRefusalKinds.PruneLimit,
            $"set {_set}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{leaving} of the {live} live {what} that the set '{_set}' owns are no longer declared, and at most "
                    + $"{options.PruneLimit.Of(live)} may be archived in one run"),
            $"If that is meant, allow it ({nameof(SeedRunnerOptions)}.{nameof(SeedRunnerOptions.PruneLimit)}).");

    private static bool IsDeclared(
        ModelVersion version, Dictionary<string, RegisteredModel> models, Dictionary<string, RegisteredModelSpec> declared) =>
        declared.TryGetValue(models[version.RegisteredModelId].Name, out RegisteredModelSpec? spec)
        && spec.Versions.Any(wanted => string.Equals(wanted.Name, version.Name, StringComparison.Ordinal));

    private static bool IsLive(RegisteredModel model) => model.State != RegisteredModelState.Archived;

    private static bool IsLive(ModelVersion version) => version.State != ModelVersionState.Archived;

    private static string ModelIdOf(ArchivePlan archive) => (archive.Entity as ModelVersion)?.RegisteredModelId ?? archive.Entity.Id;
}

/// <summary>What a set no longer declares.</summary>
/// <param name="Archives">What is to be archived, versions before their model.</param>
/// <param name="Refusal">Why nothing of it may be archived; <see langword="null"/> when it may.</param>
/// <param name="Notes">What is left alone, and why.</param>
internal sealed record Leftovers(IReadOnlyList<ArchivePlan> Archives, RegistrationRefusal? Refusal, IReadOnlyList<string> Notes);
