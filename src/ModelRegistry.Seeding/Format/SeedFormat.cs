using ModelRegistry.Client;
using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>Version 1 of the seed format: every mapping and every field, in one place. Names are those of the REST API.</summary>
internal static class SeedFormat
{
    private static readonly string ModelArtifact = ArtifactType.ModelArtifact.Value;
    private static readonly string DataSet = ArtifactType.DataSet.Value;

    private static readonly string[] ResourceStates = [RegisteredModelState.Live.Value, RegisteredModelState.Archived.Value];

    // Metrics and parameters belong to experiment runs: there is nothing to seed in them.
    private static readonly string[] ArtifactTypes = [ModelArtifact, ArtifactType.DocArtifact.Value, DataSet];

    public static IReadOnlyList<string> ArtifactStates { get; } =
    [
        ArtifactState.Unknown.Value, ArtifactState.Pending.Value, ArtifactState.Live.Value, ArtifactState.MarkedForDeletion.Value,
        ArtifactState.Deleted.Value, ArtifactState.Abandoned.Value, ArtifactState.Reference.Value,
    ];

    public static Shape<ArtifactDraft> Artifact { get; } = new(
        "artifact",
        "A model's files, a document or a data set below a version.",
        new ChoiceField<ArtifactDraft>(
            "artifactType",
            "What the artifact is; model-artifact when not given.",
            ArtifactTypes,
            (draft, value) => draft.Spec = NewArtifact(value)),
        new TextField<ArtifactDraft>(
            "name",
            "The name, unique among the artifacts of its type below the version; the model's name when not given.",
            (draft, value) => draft.Spec = draft.Spec with { Name = value },
            TextRule.ChildName),
        OfArtifact<ArtifactCreate>("description", "A text for people.", (artifact, value) => artifact with { Description = value }),
        new TextField<ArtifactDraft>(
            "externalId",
            "An id in a system of yours, unique among all artifacts.",
            (draft, value) => draft.Spec = draft.Spec with { ExternalId = value },
            TextRule.Name),
        new TextField<ArtifactDraft>(
            "uri",
            "Where the artifact is, for example s3://bucket/path/ or oci://registry/repository:tag.",
            (draft, value) => draft.Spec = ArtifactUri.Set(draft.Spec, value),
            TextRule.Uri),
        new ChoiceField<ArtifactDraft>(
            "state",
            "The state; left as it is when not given.",
            ArtifactStates,
            (draft, value) => draft.Spec = draft.Spec with { State = new ArtifactState(value) })
        { CanHaveDefault = true },
        OfArtifact<ModelArtifactCreate>(
            "modelFormatName",
            "The format of the model, for example safetensors.",
            (artifact, value) => artifact with { ModelFormatName = value },
            ModelArtifact),
        OfArtifact<ModelArtifactCreate>(
            "modelFormatVersion",
            "The version of the format.",
            (artifact, value) => artifact with { ModelFormatVersion = value },
            ModelArtifact),
        OfArtifact<ModelArtifactCreate>(
            "storageKey",
            "The storage secret or data connection.",
            (artifact, value) => artifact with { StorageKey = value },
            ModelArtifact),
        OfArtifact<ModelArtifactCreate>(
            "storagePath", "The path within the storage.", (artifact, value) => artifact with { StoragePath = value }, ModelArtifact),
        OfArtifact<ModelArtifactCreate>(
            "serviceAccountName",
            "The service account that holds the storage secret.",
            (artifact, value) => artifact with { ServiceAccountName = value },
            ModelArtifact),
        OfArtifact<ModelArtifactCreate>(
            "modelSourceKind",
            "The kind of source that the model came from, for example catalog.",
            (artifact, value) => artifact with { ModelSourceKind = value },
            ModelArtifact),
        OfArtifact<ModelArtifactCreate>(
            "modelSourceClass",
            "The source within its kind.",
            (artifact, value) => artifact with { ModelSourceClass = value },
            ModelArtifact),
        OfArtifact<ModelArtifactCreate>(
            "modelSourceGroup",
            "The group within the source.",
            (artifact, value) => artifact with { ModelSourceGroup = value },
            ModelArtifact),
        OfArtifact<ModelArtifactCreate>(
            "modelSourceId", "The id within the group.", (artifact, value) => artifact with { ModelSourceId = value }, ModelArtifact),
        OfArtifact<ModelArtifactCreate>(
            "modelSourceName",
            "The readable name of the source.",
            (artifact, value) => artifact with { ModelSourceName = value },
            ModelArtifact),
        OfArtifact<DataSetCreate>("digest", "A checksum of the content.", (artifact, value) => artifact with { Digest = value }, DataSet),
        OfArtifact<DataSetCreate>(
            "sourceType", "The kind of source of the content.", (artifact, value) => artifact with { SourceType = value }, DataSet),
        OfArtifact<DataSetCreate>("source", "Where the content came from.", (artifact, value) => artifact with { Source = value }, DataSet),
        OfArtifact<DataSetCreate>("schema", "The schema of the content.", (artifact, value) => artifact with { Schema = value }, DataSet),
        OfArtifact<DataSetCreate>(
            "profile", "The profile of the content.", (artifact, value) => artifact with { Profile = value }, DataSet),
        new LabelsField<ArtifactDraft> { CanHaveDefault = true },
        new CustomPropertiesField<ArtifactDraft> { CanHaveDefault = true })
    {
        KindOf = draft => draft.Spec.ArtifactType.Value,
        Kinds = ("artifactType", ArtifactTypes),
    };

    public static Shape<VersionDraft> Version { get; } = new(
        "version",
        "A version of a model.",
        new TextField<VersionDraft>(
            "name",
            "The name, unique below the model. An unquoted number such as 1.10 is taken as it is written.",
            (draft, value) => draft.Spec = draft.Spec with { Name = value },
            TextRule.ChildName)
        { IsRequired = true },
        OfVersion("description", "A text for people.", (spec, value) => spec with { Description = value }),
        new TextField<VersionDraft>(
            "externalId",
            "An id in a system of yours, unique among all models and versions.",
            (draft, value) => draft.Spec = draft.Spec with { ExternalId = value },
            TextRule.Name),
        OfVersion("author", "Who made the version.", (spec, value) => spec with { Author = value }),
        new ChoiceField<VersionDraft>(
            "state",
            "Whether the version is in use; left as it is when not given.",
            ResourceStates,
            (draft, value) => draft.Spec = draft.Spec with { State = new ModelVersionState(value) })
        { CanHaveDefault = true },
        new LabelsField<VersionDraft> { CanHaveDefault = true },
        new CustomPropertiesField<VersionDraft> { CanHaveDefault = true },
        new ItemsField<VersionDraft, ArtifactDraft>(
            "artifacts",
            "The version's artifacts. Those that are not mentioned are left alone.",
            Artifact,
            node => new ArtifactDraft(node),
            defaults => defaults.Artifact,
            (draft, artifact) => draft.Artifacts.Add(artifact)));

    public static Shape<ModelDraft> Model { get; } = new(
        "model",
        "A registered model.",
        new TextField<ModelDraft>(
            "name",
            "The name, unique in the registry whatever the case of its letters.",
            (draft, value) => draft.Spec = draft.Spec with { Name = value },
            TextRule.Name)
        { IsRequired = true },
        OfModel("description", "A text for people.", (spec, value) => spec with { Description = value }),
        new TextField<ModelDraft>(
            "externalId",
            "An id in a system of yours, unique among all models and versions.",
            (draft, value) => draft.Spec = draft.Spec with { ExternalId = value },
            TextRule.Name),
        OfModel("readme", "The documentation, in Markdown.", (spec, value) => spec with { Readme = value }),
        OfModel("maturity", "How mature the model is, for example Generally Available.", (spec, value) => spec with { Maturity = value }),
        new TextListField<ModelDraft>(
            "language", "The languages, as ISO 639 codes.", (draft, value) => draft.Spec = draft.Spec with { Language = value })
        {
            CanHaveDefault = true,
        },
        new TextListField<ModelDraft>(
            "tasks",
            "What the model is made for, for example text-generation.",
            (draft, value) => draft.Spec = draft.Spec with { Tasks = value })
        { CanHaveDefault = true },
        OfModel("provider", "Who provides the model.", (spec, value) => spec with { Provider = value }),
        OfModel("logo", "The address of a logo (https:// or data:).", (spec, value) => spec with { Logo = value }, TextRule.Picture),
        OfModel(
            "license",
            "The short name of the licence, best an SPDX identifier in lower case.",
            (spec, value) => spec with { License = value }),
        OfModel(
            "licenseLink",
            "The address of the licence's text (https://).",
            (spec, value) => spec with { LicenseLink = value },
            TextRule.WebLink),
        OfModel("libraryName", "The library that loads the model.", (spec, value) => spec with { LibraryName = value }),
        OfModel("owner", "Who is responsible for the model.", (spec, value) => spec with { Owner = value }),
        new ChoiceField<ModelDraft>(
            "state",
            "Whether the model is in use; left as it is when not given.",
            ResourceStates,
            (draft, value) => draft.Spec = draft.Spec with { State = new RegisteredModelState(value) })
        { CanHaveDefault = true },
        new LabelsField<ModelDraft> { CanHaveDefault = true },
        new CustomPropertiesField<ModelDraft> { CanHaveDefault = true },
        new ItemsField<ModelDraft, VersionDraft>(
            "versions",
            "The model's versions, the newest last. Those that are not mentioned are left alone.",
            Version,
            node => new VersionDraft(node),
            defaults => defaults.Version,
            (draft, version) => draft.Versions.Add(version)));

    public static Shape<SeedDefaults> Defaults { get; } = new(
        "defaults",
        "Values for whatever a model, version or artifact of this document does not mention.",
        new DefaultsField<ModelDraft>(
            "model", "Defaults of models.", Model, node => new ModelDraft(node), (defaults, values) => defaults.Model = values),
        new DefaultsField<VersionDraft>(
            "version", "Defaults of versions.", Version, node => new VersionDraft(node), (defaults, values) => defaults.Version = values),
        new DefaultsField<ArtifactDraft>(
            "artifact",
            "Defaults of artifacts; each counts for the artifact types that have the field.",
            Artifact,
            node => new ArtifactDraft(node),
            (defaults, values) => defaults.Artifact = values));

    public static Shape<PolicyDraft> ArtifactUris { get; } = new(
        "artifactUris",
        "Where artifacts may be.",
        new TextListField<PolicyDraft>(
            "allow",
            "URIs; * stands for part of a path segment, ** for any number of segments.",
            (draft, value) => draft.Policy = draft.Policy with { AllowedArtifactUris = value },
            TextRule.UriPattern)
        { IsRequired = true },
        new BooleanField<PolicyDraft>(
            "pinned",
            "Whether artifacts in container registries must be named by a digest (@sha256:...), not by a tag.",
            (draft, value) => draft.Policy = draft.Policy with { PinnedArtifactUris = value }));

    public static Shape<OriginDraft> Origin { get; } = new(
        "origin",
        "Where model artifacts may be from.",
        new TextField<OriginDraft>(
            "kind",
            "The kind of source (modelSourceKind), for example catalog.",
            (draft, value) => draft.Origin = draft.Origin with { Kind = value })
        { IsRequired = true },
        new TextField<OriginDraft>(
            "class",
            "The source (modelSourceClass): of a catalog its id; any when not given.",
            (draft, value) => draft.Origin = draft.Origin with { Class = value }),
        new TextField<OriginDraft>(
            "name",
            "The name there (modelSourceName); * stands for any text; any when not given.",
            (draft, value) => draft.Origin = draft.Origin with { Name = value }));

    public static Shape<PolicyDraft> Origins { get; } = new(
        "origins",
        "Where model artifacts may be from.",
        new ItemsField<PolicyDraft, OriginDraft>(
            "allow", "The origins.", Origin, node => new OriginDraft(node), _ => [],
            (draft, origin) => draft.Policy = draft.Policy with { AllowedOrigins = [.. draft.Policy.AllowedOrigins ?? [], origin.Origin] })
        {
            IsRequired = true,
        });

    public static Shape<PolicyDraft> Licenses { get; } = new(
        "licenses",
        "Which licences models may have.",
        new TextListField<PolicyDraft>(
            "allow",
            "Short names of licences, or the names that a catalog shows for them; letter case does not count.",
            (draft, value) => draft.Policy = draft.Policy with { AllowedLicenses = value })
        { IsRequired = true });

    public static Shape<PolicyDraft> RequiredProperties { get; } = new(
        "requiredProperties",
        "Custom properties that must be there.",
        new TextListField<PolicyDraft>(
            "model",
            "Custom properties that every model must have.",
            (draft, value) => draft.Policy = draft.Policy with { RequiredModelProperties = value },
            TextRule.PropertyName),
        new TextListField<PolicyDraft>(
            "version",
            "Custom properties that every version must have.",
            (draft, value) => draft.Policy = draft.Policy with { RequiredVersionProperties = value },
            TextRule.PropertyName));

    public static Shape<PolicyDraft> Policy { get; } = new(
        "policy",
        "What the models are checked against. All policies that are read apply to all models.",
        new ObjectField<PolicyDraft, PolicyDraft>(
            "artifactUris", "Where artifacts may be; anywhere but on public model hubs when not given.", ArtifactUris, (draft, _) => draft),
        new ObjectField<PolicyDraft, PolicyDraft>("origins", "Where model artifacts must say that they are from; anywhere "
            + "when not given.", Origins, (draft, _) =>
            {
                // An empty list allows none.
                draft.Policy = draft.Policy with { AllowedOrigins = draft.Policy.AllowedOrigins ?? [] };
                return draft;
            }),
        new ObjectField<PolicyDraft, PolicyDraft>(
            "licenses", "Which licences models may have; any, or none at all, when not given.", Licenses, (draft, _) => draft),
        new BooleanField<PolicyDraft>(
            "immutableUris",
            "Whether the URI of an artifact of a live version may never change in its place; true when not given.",
            (draft, value) => draft.Policy = draft.Policy with { ImmutableUris = value }),
        new TextListField<PolicyDraft>(
            "requiredLabels",
            "Labels that every model must have.",
            (draft, value) => draft.Policy = draft.Policy with { RequiredLabels = value },
            TextRule.PropertyName),
        new ObjectField<PolicyDraft, PolicyDraft>(
            "requiredProperties",
            "Custom properties that must be there, with more than an empty text.",
            RequiredProperties,
            (draft, _) => draft));

    public static Shape<DocumentDraft> Document { get; } = new(
        "document",
        "A document of a seed file.",
        new FormatVersionField<DocumentDraft> { IsRequired = true },
        new BooleanField<DocumentDraft>(
            ValueSubstitution.SwitchField,
            "Whether ${NAME} and ${file:/path} are put in. When false, every dollar sign of this document is itself; true when not given."),
        new TextField<DocumentDraft>(
            "set",
            "The name of the set that owns the models, so that pruning can archive what has left it.",
            (draft, value) => draft.Set = value,
            TextRule.Name),
        new TextField<DocumentDraft>(
            "source",
            "Where the set comes from, for example the address of a repository: two sources of one set refuse each other.",
            (draft, value) => draft.Source = value,
            TextRule.Name),
        new CountField<DocumentDraft>("pruneLimit", "How many models, and how many versions of models that stay, pruning may archive in "
            + "one run; 3 or 30 %, whichever is more, when not given.", (draft, value) => draft.PruneLimit = value),
        new ObjectField<DocumentDraft, SeedDefaults>(
            "defaults",
            "Values for whatever a model, version or artifact of this document does not mention.",
            Defaults,
            (draft, _) => draft.Defaults),
        new ObjectField<DocumentDraft, PolicyDraft>(
            "policy", "What the models are checked against.", Policy, (draft, node) => draft.Policy = new PolicyDraft(node)),
        new ItemsField<DocumentDraft, ModelDraft>(
            "models",
            "The models.",
            Model,
            node => new ModelDraft(node),
            defaults => defaults.Model,
            (draft, model) => draft.Models.Add(model)));

    /// <summary>Gets what a policy file holds: the same as a seed document, yet nothing but the policy.</summary>
    public static Shape<DocumentDraft> PolicyDocument { get; } = new(
        "policy file",
        "A policy file.",
        [.. Document.Fields.Where(
            field => field.Name is FormatVersionField<DocumentDraft>.FieldName or ValueSubstitution.SwitchField or "policy")]);

    /// <summary>Makes an artifact of a type that a seed can declare, with nothing set.</summary>
    public static ArtifactCreate NewArtifact(string type) =>
        type == DataSet ? new DataSetCreate() : type == ModelArtifact ? new ModelArtifactCreate() : new DocArtifactCreate();

    private static TextField<ModelDraft> OfModel(
        string name, string description, Func<RegisteredModelSpec, string, RegisteredModelSpec> set, TextRule? rule = null) =>
        new(name, description, (draft, value) => draft.Spec = set(draft.Spec, value), rule) { CanHaveDefault = true };

    private static TextField<VersionDraft> OfVersion(
        string name, string description, Func<ModelVersionSpec, string, ModelVersionSpec> set) =>
        new(name, description, (draft, value) => draft.Spec = set(draft.Spec, value)) { CanHaveDefault = true };

    private static TextField<ArtifactDraft> OfArtifact<T>(string name, string description, Func<T, string, T> set, string? onlyFor = null)
        where T : ArtifactCreate
    {
        return new TextField<ArtifactDraft>(name, description, Set) { CanHaveDefault = true, OnlyFor = onlyFor };

        // Defaults are read before it is known which kinds of artifacts they are for.
        void Set(ArtifactDraft draft, string value) => draft.Spec = draft.Spec is T artifact ? set(artifact, value) : draft.Spec;
    }
}
