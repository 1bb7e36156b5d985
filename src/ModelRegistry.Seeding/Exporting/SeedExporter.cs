using ModelRegistry.Client;
using ModelRegistry.Seeding.Exporting;
using ModelRegistry.Seeding.Format;
using ModelRegistry.Seeding.Rules;

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

            return new RegisteredModelSpec
            {
                Name = model.Name,
                Description = Text(TextRule.Any, model.Description, path, "description"),
                ExternalId = Text(TextRule.Name, model.ExternalId, path, "externalId"),
                Readme = Text(TextRule.Any, model.Readme, path, "readme"),
                Maturity = Text(TextRule.Any, model.Maturity, path, "maturity"),
                Language = Texts(model.Language, path, "language"),
                Tasks = Texts(model.Tasks, path, "tasks"),
                Provider = Text(TextRule.Any, model.Provider, path, "provider"),
                Logo = Text(TextRule.Picture, model.Logo, path, "logo"),
                License = Text(TextRule.Any, model.License, path, "license"),
                LicenseLink = Text(TextRule.WebLink, model.LicenseLink, path, "licenseLink"),
                LibraryName = Text(TextRule.Any, model.LibraryName, path, "libraryName"),
                Owner = Text(TextRule.Any, model.Owner, path, "owner"),
                State = model.State == RegisteredModelState.Archived ? model.State : null,
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

            var artifacts = new List<ArtifactSpec>();
            foreach (Artifact artifact in snapshot.Artifacts)
            {
                if (Translate(model, version, artifact, path) is not { } spec)
                {
                    continue;
                }

                if (artifacts.Any(other => other.ArtifactType == spec.ArtifactType && Same(other.Name, spec.Name)))
                {
                    _leftOut.Add($"the {spec.ArtifactType} '{spec.Name}' (id {artifact.Id}) of {path}: the version has another one of that name, and a seed tells them apart by nothing else.");
                    continue;
                }

                artifacts.Add(spec);
            }

            return new ModelVersionSpec
            {
                Name = version.Name,
                Description = Text(TextRule.Any, version.Description, path, "description"),
                ExternalId = Text(TextRule.Name, version.ExternalId, path, "externalId"),
                Author = Text(TextRule.Any, version.Author, path, "author"),
                State = version.State == ModelVersionState.Archived ? version.State : null,
                CustomProperties = Properties(version, path, set),
                Artifacts = artifacts,
            };
        }

        private ArtifactSpec? Translate(RegisteredModel model, ModelVersion version, Artifact artifact, string versionPath)
        {
            string path = $"the {artifact.ArtifactType} '{artifact.Name}' (id {artifact.Id}) of {versionPath}";
            ArtifactSpec? spec = artifact switch
            {
                ModelArtifact a => new ArtifactSpec
                {
                    Uri = Text(TextRule.Uri, a.Uri, path, "uri"),
                    State = State(a.State, path),
                    ModelFormatName = Text(TextRule.Any, a.ModelFormatName, path, "modelFormatName"),
                    ModelFormatVersion = Text(TextRule.Any, a.ModelFormatVersion, path, "modelFormatVersion"),
                    StorageKey = Text(TextRule.Any, a.StorageKey, path, "storageKey"),
                    StoragePath = Text(TextRule.Any, a.StoragePath, path, "storagePath"),
                    ServiceAccountName = Text(TextRule.Any, a.ServiceAccountName, path, "serviceAccountName"),
                    ModelSourceKind = Text(TextRule.Any, a.ModelSourceKind, path, "modelSourceKind"),
                    ModelSourceClass = Text(TextRule.Any, a.ModelSourceClass, path, "modelSourceClass"),
                    ModelSourceGroup = Text(TextRule.Any, a.ModelSourceGroup, path, "modelSourceGroup"),
                    ModelSourceId = Text(TextRule.Any, a.ModelSourceId, path, "modelSourceId"),
                    ModelSourceName = Text(TextRule.Any, a.ModelSourceName, path, "modelSourceName"),
                },
                DocArtifact a => new ArtifactSpec { Uri = Text(TextRule.Uri, a.Uri, path, "uri"), State = State(a.State, path) },
                DataSet a => new ArtifactSpec
                {
                    Uri = Text(TextRule.Uri, a.Uri, path, "uri"),
                    State = State(a.State, path),
                    Digest = Text(TextRule.Any, a.Digest, path, "digest"),
                    SourceType = Text(TextRule.Any, a.SourceType, path, "sourceType"),
                    Source = Text(TextRule.Any, a.Source, path, "source"),
                    Schema = Text(TextRule.Any, a.Schema, path, "schema"),
                    Profile = Text(TextRule.Any, a.Profile, path, "profile"),
                },
                _ => null,
            };
            if (spec is null)
            {
                _leftOut.Add($"{path}: a seed has no artifacts of that type.");
                return null;
            }

            if (!Takes(TextRule.ChildName, artifact.Name ?? "", path))
            {
                return null;
            }

            spec = spec with
            {
                ArtifactType = artifact.ArtifactType,
                Name = artifact.Name,
                Description = Text(TextRule.Any, artifact.Description, path, "description"),
                CustomProperties = Properties(artifact, path, null),
            };
            // The id that an artifact without one of its own is given says nothing that its place does not.
            bool isDerived = string.Equals(artifact.ExternalId, RegistrationDiff.DeriveExternalId(model.Name, version.Name, spec), StringComparison.Ordinal);
            return spec with { ExternalId = isDerived ? null : Text(TextRule.Name, artifact.ExternalId, path, "externalId") };
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

        private string? Text(TextRule rule, string? text, string path, string field) =>
            text is null || !Takes(rule, text, $"{field} of {path}") ? null : text;

        private IReadOnlyList<string>? Texts(IReadOnlyList<string>? texts, string path, string field) =>
            texts is null || !texts.All(text => Takes(TextRule.Any, text, $"{field} of {path}")) ? null : texts;

        private ArtifactState? State(ArtifactState? state, string path)
        {
            if (state is not { Value: var value } || SeedFormat.ArtifactStates.Contains(value, StringComparer.Ordinal))
            {
                return state;
            }

            _leftOut.Add($"the state '{value}' of {path}: a seed has no such state.");
            return null;
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

        private static bool Same(string? left, string? right) => string.Equals(TextRules.Fold(left ?? ""), TextRules.Fold(right ?? ""), StringComparison.Ordinal);
    }
}
