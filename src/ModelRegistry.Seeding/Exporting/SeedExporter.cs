using System.Globalization;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Exporting;
using ModelRegistry.Seeding.Format;
using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding;

/// <summary>Reads a registry back into what a seed would say.</summary>
public sealed class SeedExporter
{
    private readonly IModelRegistryClient _registry;

    /// <summary>Makes an exporter.</summary>
    /// <param name="registry">The registry to read.</param>
    public SeedExporter(IModelRegistryClient registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        _registry = registry;
    }

    /// <summary>
    /// Reads models, versions and artifacts. Applied to the same registry, the export changes nothing; applied to an empty one, it makes
    /// the same again, ids and times aside.
    /// </summary>
    /// <param name="options">What to export; everything when not given.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The models, and what a seed can't say of them.</returns>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    public async Task<SeedExport> ExportAsync(SeedExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        RegistryContent content = await RegistryContent.ReadAsync(
            _registry, options ?? new SeedExportOptions(), cancellationToken).ConfigureAwait(false);
        return new Translation().Translate(content);
    }

    private sealed class Translation
    {
        private readonly List<string> _leftOut = [];
        private readonly SortedDictionary<string, int> _owners = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _externalIds = new(TextRules.SameName);
        private readonly Dictionary<string, string> _artifactExternalIds = new(TextRules.SameName);

        public SeedExport Translate(RegistryContent content)
        {
            string? set = CommonSet(content);
            var models = new List<RegisteredModelSpec>();
            var names = new Dictionary<string, string>(TextRules.SameName);
            foreach (RegisteredModelSnapshot snapshot in content.Models)
            {
                RegisteredModel model = snapshot.Model;
                if (IsFirst(names, model.Name, $"the model '{model.Name}' (id {model.Id})") && Translate(snapshot, set) is { } spec)
                {
                    models.Add(spec);
                }
            }

            _leftOut.AddRange(_owners.Select(owner => string.Create(
                CultureInfo.InvariantCulture,
                $"that the set '{owner.Key}' owns {owner.Value} of the models and versions: a seed names one set for all of its models.")));
            return new SeedExport(set, models, _leftOut) { NotFound = content.NotFound };
        }

        /// <summary>A seed names one set for all; where not all are owned by the same one, ownership stays with the registry.</summary>
        private static string? CommonSet(RegistryContent content)
        {
            string?[] owners = [.. content.Models
                .SelectMany(model => (IEnumerable<RegistryResource>)[model.Model, .. model.Versions.Select(version => version.Version)])
                .Select(SeedSet.OwnerOf)
                .Distinct(StringComparer.Ordinal)];
            return owners is [{ } owner] && TextRule.Name.Check(owner) is null ? owner : null;
        }

        private RegisteredModelSpec? Translate(RegisteredModelSnapshot snapshot, string? set)
        {
            RegisteredModel model = snapshot.Model;
            string path = $"the model '{model.Name}'";
            if (!Takes(TextRule.Name, model.Name, path))
            {
                return null;
            }

            var versions = new List<ModelVersionSpec>();
            var names = new Dictionary<string, string>(TextRules.SameName);
            foreach (ModelVersionSnapshot version in snapshot.Versions)
            {
                string name = version.Version.Name;
                if (IsFirst(names, name, $"the version '{model.Name}/{name}' (id {version.Version.Id})")
                    && Translate(model, version, set) is { } spec)
                {
                    versions.Add(spec);
                }
            }

            var draft = new ModelDraft(MappingNode.None);
            Copy(SeedFormat.Model, model, draft, path);
            return draft.Spec with
            {
                ExternalId = ExternalId(_externalIds, draft.Spec.ExternalId, path),
                CustomProperties = Properties(model, path, set),
                Versions = versions,
            };
        }

        private ModelVersionSpec? Translate(RegisteredModel model, ModelVersionSnapshot snapshot, string? set)
        {
            ModelVersion version = snapshot.Version;
            string path = $"the version '{model.Name}/{version.Name}'";
            if (!Takes(TextRule.ChildName, version.Name, path))
            {
                return null;
            }

            var artifacts = new List<ArtifactCreate>();
            foreach (Artifact artifact in snapshot.Artifacts)
            {
                if (Translate(model, version, artifact, path) is not { } spec)
                {
                    continue;
                }

                if (artifacts.Any(other => other.ArtifactType == spec.ArtifactType && EntityNames.AreSimilar(other.Name, spec.Name)))
                {
                    _leftOut.Add($"the {spec.ArtifactType} '{spec.Name}' (id {artifact.Id}) of {path}: the version has another one of that "
                        + "name, and a seed tells them apart by nothing else.");
                    continue;
                }

                artifacts.Add(spec);
            }

            var draft = new VersionDraft(MappingNode.None);
            Copy(SeedFormat.Version, version, draft, path);
            return draft.Spec with
            {
                ExternalId = ExternalId(_externalIds, draft.Spec.ExternalId, path),
                CustomProperties = Properties(version, path, set),
                Artifacts = artifacts,
            };
        }

        private ArtifactCreate? Translate(RegisteredModel model, ModelVersion version, Artifact artifact, string versionPath)
        {
            string path = $"the {artifact.ArtifactType} '{artifact.Name}' (id {artifact.Id}) of {versionPath}";
            if (artifact is not (ModelArtifact or DocArtifact or DataSet))
            {
                _leftOut.Add($"{path}: a seed has no artifacts of that type.");
                return null;
            }

            if (!Takes(TextRule.ChildName, artifact.Name ?? "", path))
            {
                return null;
            }

            var draft = new ArtifactDraft(MappingNode.None) { Spec = SeedFormat.NewArtifact(artifact.ArtifactType.Value) };
            Copy(SeedFormat.Artifact, artifact, draft, path);
            ArtifactCreate spec = draft.Spec with { CustomProperties = Properties(artifact, path, null) };
            // The id that an artifact without one of its own is given says nothing that its place does not.
            bool isDerived = string.Equals(
                spec.ExternalId, RegistrationDiff.DeriveExternalId(model.Name, version.Name, spec), StringComparison.Ordinal);
            return spec with { ExternalId = isDerived ? null : ExternalId(_artifactExternalIds, spec.ExternalId, path) };
        }

        /// <summary>Sets what an entity has that a seed can say, field by field in the order of the format; notes the rest.</summary>
        private void Copy<T>(Shape<T> shape, RegistryResource entity, T draft, string path)
        {
            foreach (Field<T> field in shape.Fields)
            {
                object? value = SpecFields.Get(entity, field.Name);
                // A model or version that says nothing of its state is live.
                bool isDefault = value is RegisteredModelState { Value: "LIVE" } or ModelVersionState { Value: "LIVE" };
                if (value is not null && !isDefault && field.Copy(draft, value) is { } problem)
                {
                    _leftOut.Add($"{field.Name} of {path}: {problem}.");
                }
            }
        }

        private Dictionary<string, MetadataValue> Properties(RegistryResource resource, string path, string? set)
        {
            var properties = new Dictionary<string, MetadataValue>(StringComparer.Ordinal);
            var names = new Dictionary<string, string>(TextRules.SameName);
            foreach ((string name, MetadataValue value) in resource.CustomProperties.OrderBy(
                property => property.Key, StringComparer.Ordinal))
            {
                if (string.Equals(name, SeedSet.PropertyName, StringComparison.Ordinal))
                {
                    if (set is null)
                    {
                        string owner = value.ToString()!;
                        _owners[owner] = _owners.GetValueOrDefault(owner) + 1;
                    }
                }
                else if (TextRules.IsBookkeeping(name))
                {
                    continue;
                }
                else if (!Takes(TextRule.PropertyName, name, $"the custom property '{name}' of {path}"))
                {
                    continue;
                }
                else if (value is MetadataProtoValue or MetadataUnknownValue)
                {
                    _leftOut.Add($"the custom property '{name}' of {path}: a seed has no values of the kind {value.MetadataType}.");
                }
                else if (value is MetadataDoubleValue { Value: var number } && !double.IsFinite(number))
                {
                    _leftOut.Add($"the custom property '{name}' of {path}: a seed has no number that is not finite.");
                }
                else if ((value is not MetadataStringValue { Value: var text } || Takes(
                    TextRule.Any, text, $"the custom property '{name}' of {path}"))
                        && IsFirst(names, name, $"the custom property '{name}' of {path}"))
                {
                    properties.Add(name, value);
                }
            }

            return properties;
        }

        private string? ExternalId(Dictionary<string, string> known, string? externalId, string path) =>
            externalId is not null && IsFirst(known, externalId, $"the externalId '{externalId}' of {path}") ? externalId : null;

        /// <summary>Whether a seed can tell a name from those before it; a registry on PostgreSQL tells more of them apart.</summary>
        private bool IsFirst(Dictionary<string, string> known, string name, string what)
        {
            if (known.TryAdd(name, name))
            {
                return true;
            }

            _leftOut.Add($"{what}: a seed takes it for the same as '{known[name]}'.");
            return false;
        }

        private bool Takes(TextRule rule, string text, string what)
        {
            if (rule.Check(text) is not { } problem)
            {
                return true;
            }

            _leftOut.Add($"{what}: it {problem.Message}.");
            return false;
        }
    }
}
