using System.Security.Cryptography;
using System.Text;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Compares what shall be with what is. Pure: no I/O, the same answer for the same input.</summary>
public static class RegistrationDiff
{
    /// <summary>Says what is to be done so that a model is as specified.</summary>
    /// <param name="desired">What the model shall be like.</param>
    /// <param name="actual">The model of exactly that name as it was found, or <see langword="null"/> when there is none.</param>
    /// <param name="similar">
    /// When there is none: a model whose name the database takes for the same, since it differs only by case or trailing spaces.
    /// </param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException"><paramref name="actual"/> has another name than <paramref name="desired"/>.</exception>
    public static RegisteredModelPlan Compare(RegisteredModelSpec desired, RegisteredModelSnapshot? actual, RegisteredModel? similar = null)
    {
        ArgumentNullException.ThrowIfNull(desired);
        if (actual is not null && !string.Equals(actual.Model.Name, desired.Name, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The model that was found is '{actual.Model.Name}', not '{desired.Name}'.", nameof(actual));
        }

        RegisteredModel? model = actual?.Model;
        var diff = new FieldDiff();
        var update = new RegisteredModelUpdate
        {
            Description = diff.Text("description", desired.Description, model?.Description),
            ExternalId = diff.Text("externalId", desired.ExternalId, model?.ExternalId),
            Readme = diff.Text("readme", desired.Readme, model?.Readme),
            Maturity = diff.Text("maturity", desired.Maturity, model?.Maturity),
            Language = diff.Texts("language", desired.Language, model?.Language),
            Tasks = diff.Texts("tasks", desired.Tasks, model?.Tasks),
            Provider = diff.Text("provider", desired.Provider, model?.Provider),
            Logo = diff.Text("logo", desired.Logo, model?.Logo),
            License = diff.Text("license", desired.License, model?.License),
            LicenseLink = diff.Text("licenseLink", desired.LicenseLink, model?.LicenseLink),
            LibraryName = diff.Text("libraryName", desired.LibraryName, model?.LibraryName),
            Owner = diff.Text("owner", desired.Owner, model?.Owner),
            State = diff.State("state", desired.State, model?.State),
            CustomProperties = diff.Properties(desired.CustomProperties, model?.CustomProperties),
        };

        string? refusal = similar is null || model is not null ? null
            : $"the registry has a model '{similar.Name}' (id {similar.Id}), which it takes for the same name. Use exactly that name, or another one.";
        bool archived = (desired.State ?? model?.State) == RegisteredModelState.Archived && model?.State == RegisteredModelState.Archived;
        return new RegisteredModelPlan
        {
            Path = desired.Name,
            Spec = desired,
            Actual = model,
            Action = ActionFor(model, diff, refusal),
            Changes = diff.Changes,
            Refusal = refusal,
            Update = update,
            Versions = [.. desired.Versions.Select(version => Compare(desired, version, actual?.Versions ?? [], archived))],
        };
    }

    /// <summary>Compares a model anew that has been read again; what is planned for its versions stays.</summary>
    internal static RegisteredModelPlan Renew(RegisteredModelPlan plan, RegisteredModel actual)
    {
        RegisteredModelPlan renewed = Compare(plan.Spec with { Versions = [] }, new RegisteredModelSnapshot(actual, []));
        return renewed with { Spec = plan.Spec, Versions = plan.Versions };
    }

    /// <summary>Compares a version anew that has been read again; what is planned for its artifacts stays.</summary>
    internal static ModelVersionPlan Renew(RegisteredModelSpec model, ModelVersionPlan plan, ModelVersion actual)
    {
        ModelVersionPlan renewed = Compare(
            model, plan.Spec with { Artifacts = [] }, [new ModelVersionSnapshot(actual, [])], modelIsArchived: false);
        return renewed with { Spec = plan.Spec, Artifacts = plan.Artifacts };
    }

    private static ModelVersionPlan Compare(RegisteredModelSpec model, ModelVersionSpec desired, IReadOnlyList<ModelVersionSnapshot> siblings, bool modelIsArchived)
    {
        ModelVersionSnapshot? actual = siblings.FirstOrDefault(sibling => string.Equals(sibling.Version.Name, desired.Name, StringComparison.Ordinal));
        ModelVersion? version = actual?.Version;
        var diff = new FieldDiff();
        var update = new ModelVersionUpdate
        {
            Description = diff.Text("description", desired.Description, version?.Description),
            ExternalId = diff.Text("externalId", desired.ExternalId, version?.ExternalId),
            Author = diff.Text("author", desired.Author, version?.Author),
            State = diff.State("state", desired.State, version?.State),
            CustomProperties = diff.Properties(desired.CustomProperties, version?.CustomProperties),
        };

        string path = $"{model.Name}/{desired.Name}";
        string? refusal = version is not null ? null : RefuseVersion(model, desired, siblings, modelIsArchived);
        return new ModelVersionPlan
        {
            Path = path,
            Spec = desired,
            Actual = version,
            Action = ActionFor(version, diff, refusal),
            Changes = diff.Changes,
            Refusal = refusal,
            Update = update,
            Artifacts = [.. desired.Artifacts.Select(artifact => Compare(model, desired, artifact, path, actual?.Artifacts ?? []))],
        };
    }

    private static string? RefuseVersion(RegisteredModelSpec model, ModelVersionSpec desired, IReadOnlyList<ModelVersionSnapshot> siblings, bool modelIsArchived)
    {
        if (modelIsArchived)
        {
            return $"the model '{model.Name}' is archived, so it takes no new version. Say that it is live again (state: LIVE), or leave the version out.";
        }

        return siblings.FirstOrDefault(sibling => Names.AreSimilar(sibling.Version.Name, desired.Name)) is { Version: var similar }
            ? $"the model has a version '{similar.Name}' (id {similar.Id}), which the registry takes for the same name. Use exactly that name, or another one."
            : null;
    }

    private static ArtifactPlan Compare(RegisteredModelSpec model, ModelVersionSpec version, ArtifactSpec desired, string parentPath, IReadOnlyList<Artifact> siblings)
    {
        desired = desired with { Name = desired.Name ?? model.Name };
        string externalId = desired.ExternalId ?? DeriveExternalId(model.Name, version.Name, desired);
        Artifact? actual = siblings.FirstOrDefault(sibling => HasExternalId(sibling, externalId))
            ?? siblings.FirstOrDefault(sibling => sibling.ArtifactType == desired.ArtifactType && string.Equals(sibling.Name, desired.Name, StringComparison.Ordinal));
        if (actual is null)
        {
            // With an id of its own, a create whose answer was lost can't be repeated into a second artifact.
            desired = desired with { ExternalId = externalId };
        }

        string? refusal = actual is null ? RefuseNew(desired, siblings) : RefuseExisting(desired, actual);
        var diff = new FieldDiff();
        ArtifactUpdate update = desired.ArtifactType.Value switch
        {
            "model-artifact" => ModelArtifactDiff(diff, desired, actual as ModelArtifact),
            "doc-artifact" => DocArtifactDiff(diff, desired, actual as DocArtifact),
            "dataset-artifact" => DataSetDiff(diff, desired, actual as DataSet),
            var other => throw new ArgumentException($"The artifact '{desired.Name}' has the type '{other}': model-artifact, doc-artifact and dataset-artifact can be specified.", nameof(desired)),
        };
        return new ArtifactPlan
        {
            Path = $"{parentPath}/{desired.Name}",
            Spec = desired,
            Actual = actual,
            Action = ActionFor(actual, diff, refusal),
            Changes = diff.Changes,
            Refusal = refusal,
            Update = update,
        };
    }

    private static ModelArtifactUpdate ModelArtifactDiff(FieldDiff diff, ArtifactSpec desired, ModelArtifact? actual) => new()
    {
        Description = diff.Text("description", desired.Description, actual?.Description),
        ExternalId = diff.Text("externalId", desired.ExternalId, actual?.ExternalId),
        Uri = diff.Text("uri", desired.Uri, actual?.Uri),
        ModelFormatName = diff.Text("modelFormatName", desired.ModelFormatName, actual?.ModelFormatName),
        ModelFormatVersion = diff.Text("modelFormatVersion", desired.ModelFormatVersion, actual?.ModelFormatVersion),
        StorageKey = diff.Text("storageKey", desired.StorageKey, actual?.StorageKey),
        StoragePath = diff.Text("storagePath", desired.StoragePath, actual?.StoragePath),
        ServiceAccountName = diff.Text("serviceAccountName", desired.ServiceAccountName, actual?.ServiceAccountName),
        ModelSourceKind = diff.Text("modelSourceKind", desired.ModelSourceKind, actual?.ModelSourceKind),
        ModelSourceClass = diff.Text("modelSourceClass", desired.ModelSourceClass, actual?.ModelSourceClass),
        ModelSourceGroup = diff.Text("modelSourceGroup", desired.ModelSourceGroup, actual?.ModelSourceGroup),
        ModelSourceId = diff.Text("modelSourceId", desired.ModelSourceId, actual?.ModelSourceId),
        ModelSourceName = diff.Text("modelSourceName", desired.ModelSourceName, actual?.ModelSourceName),
        State = diff.State("state", desired.State, actual?.State),
        CustomProperties = diff.Properties(desired.CustomProperties, actual?.CustomProperties),
    };

    private static DocArtifactUpdate DocArtifactDiff(FieldDiff diff, ArtifactSpec desired, DocArtifact? actual) => new()
    {
        Description = diff.Text("description", desired.Description, actual?.Description),
        ExternalId = diff.Text("externalId", desired.ExternalId, actual?.ExternalId),
        Uri = diff.Text("uri", desired.Uri, actual?.Uri),
        State = diff.State("state", desired.State, actual?.State),
        CustomProperties = diff.Properties(desired.CustomProperties, actual?.CustomProperties),
    };

    private static DataSetUpdate DataSetDiff(FieldDiff diff, ArtifactSpec desired, DataSet? actual) => new()
    {
        Description = diff.Text("description", desired.Description, actual?.Description),
        ExternalId = diff.Text("externalId", desired.ExternalId, actual?.ExternalId),
        Uri = diff.Text("uri", desired.Uri, actual?.Uri),
        Digest = diff.Text("digest", desired.Digest, actual?.Digest),
        SourceType = diff.Text("sourceType", desired.SourceType, actual?.SourceType),
        Source = diff.Text("source", desired.Source, actual?.Source),
        Schema = diff.Text("schema", desired.Schema, actual?.Schema),
        Profile = diff.Text("profile", desired.Profile, actual?.Profile),
        State = diff.State("state", desired.State, actual?.State),
        CustomProperties = diff.Properties(desired.CustomProperties, actual?.CustomProperties),
    };

    private static PlannedAction ActionFor(RegistryResource? actual, FieldDiff diff, string? refusal) => (refusal, actual, diff.Changes.Count) switch
    {
        (not null, _, _) => PlannedAction.Refused,
        (_, null, _) => PlannedAction.Create,
        (_, _, 0) => PlannedAction.Unchanged,
        _ => PlannedAction.Update,
    };

    private static string? RefuseNew(ArtifactSpec desired, IReadOnlyList<Artifact> siblings) =>
        // The names of data sets need not differ at all.
        desired.ArtifactType != ArtifactType.DataSet
        && siblings.FirstOrDefault(sibling => sibling.ArtifactType == desired.ArtifactType && Names.AreSimilar(sibling.Name, desired.Name)) is { } similar
            ? $"the version has a {desired.ArtifactType} '{similar.Name}' (id {similar.Id}), which the registry takes for the same name. Use exactly that name, or another one."
            : null;

    private static string? RefuseExisting(ArtifactSpec desired, Artifact actual)
    {
        if (actual.ArtifactType != desired.ArtifactType)
        {
            return $"the artifact with the externalId '{actual.ExternalId}' (id {actual.Id}) is a {actual.ArtifactType}, and a kind can't be changed. Use another externalId.";
        }

        return string.Equals(actual.Name, desired.Name, StringComparison.Ordinal) ? null
            : $"the artifact with the externalId '{actual.ExternalId}' (id {actual.Id}) is named '{actual.Name}', and a name can't be changed. Use that name, or another externalId.";
    }

    private static bool HasExternalId(Artifact artifact, string externalId) =>
        string.Equals(artifact.ExternalId, externalId, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Gets the external id that an artifact is created with when its specification gives none: the same for the same place, so that a
    /// creation whose answer was lost can't be repeated into a second artifact.
    /// </summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="version">The name of the version.</param>
    /// <param name="artifact">The artifact; its kind and its name count.</param>
    /// <returns>The id.</returns>
    public static string DeriveExternalId(string model, string version, ArtifactSpec artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', model, version, artifact.ArtifactType.Value, artifact.Name ?? model)));
        return $"artifact-{Convert.ToHexStringLower(hash.AsSpan(0, 16))}";
    }
}
