using ModelRegistry.Client;
using ModelRegistry.Seeding.Exporting;
using ModelRegistry.Seeding.Format;
using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding;

/// <summary>Reads a registry back into what a seed would say.</summary>
public sealed class SeedExporter
{
    private readonly ModelRegistryClient _registry;

    /// <summary>Makes an exporter.</summary>
    /// <param name="registry">The registry to read.</param>
    public SeedExporter(ModelRegistryClient registry)
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
        RegistryContent content = await RegistryContent.ReadAsync(_registry, options ?? new SeedExportOptions(), cancellationToken).ConfigureAwait(false);
        return new Translation().Translate(content);
    }

    private sealed class Translation
    {
        private readonly List<string> _leftOut = [];

        public SeedExport Translate(RegistryContent content)
        {
            string? set = CommonSet(content);
            var models = new List<RegisteredModelSpec>();
            foreach (RegisteredModelSnapshot snapshot in content.Models)
            {
                if (Translate(snapshot, set) is { } model)
                {
                    models.Add(model);
                }
            }

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
            foreach (ModelVersionSnapshot version in snapshot.Versions)
            {
                if (Translate(model, version, set) is { } spec)
                {
                    versions.Add(spec);
                }
            }

            var draft = new ModelDraft(MappingNode.None);
            Copy(SeedFormat.Model, model, draft, path);
            return draft.Spec with { CustomProperties = Properties(model, path, set), Versions = versions };
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
                    _leftOut.Add($"the {spec.ArtifactType} '{spec.Name}' (id {artifact.Id}) of {path}: the version has another one of that name, and a seed tells them apart by nothing else.");
                    continue;
                }

                artifacts.Add(spec);
            }

            var draft = new VersionDraft(MappingNode.None);
            Copy(SeedFormat.Version, version, draft, path);
            return draft.Spec with { CustomProperties = Properties(version, path, set), Artifacts = artifacts };
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
            bool isDerived = string.Equals(spec.ExternalId, RegistrationDiff.DeriveExternalId(model.Name, version.Name, spec), StringComparison.Ordinal);
            return isDerived ? spec with { ExternalId = null } : spec;
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
            foreach ((string name, MetadataValue value) in resource.CustomProperties)
            {
                if (string.Equals(name, SeedSet.PropertyName, StringComparison.Ordinal))
                {
                    if (set is null)
                    {
                        _leftOut.Add($"the owner of {path}, the set '{value}': a seed names one set for all of its models.");
                    }
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
                else if (value is not MetadataStringValue { Value: var text } || Takes(TextRule.Any, text, $"the custom property '{name}' of {path}"))
                {
                    properties.Add(name, value);
                }
            }

            return properties;
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
