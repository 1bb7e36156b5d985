using System.Security.Cryptography;
using System.Text;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Compares what must be with what is. Pure: no I/O, the same result for the same input.</summary>
public static class RegistrationDiff
{
    private static readonly EntityFields<RegisteredModelCreate, RegisteredModel, RegisteredModelUpdate> ModelFields =
        new(ModelsJson.Default.RegisteredModelCreate, ModelsJson.Default.RegisteredModel, ModelsJson.Default.RegisteredModelUpdate);

    private static readonly EntityFields<ModelVersionCreate, ModelVersion, ModelVersionUpdate> VersionFields =
        new(ModelsJson.Default.ModelVersionCreate, ModelsJson.Default.ModelVersion, ModelsJson.Default.ModelVersionUpdate);

    private static readonly EntityFields<ModelArtifactCreate, ModelArtifact, ModelArtifactUpdate> ModelArtifactFields =
        new(ArtifactsJson.Default.ModelArtifactCreate, ArtifactsJson.Default.ModelArtifact, ArtifactsJson.Default.ModelArtifactUpdate);

    private static readonly EntityFields<DocArtifactCreate, DocArtifact, DocArtifactUpdate> DocArtifactFields =
        new(ArtifactsJson.Default.DocArtifactCreate, ArtifactsJson.Default.DocArtifact, ArtifactsJson.Default.DocArtifactUpdate);

    private static readonly EntityFields<DataSetCreate, DataSet, DataSetUpdate> DataSetFields =
        new(ArtifactsJson.Default.DataSetCreate, ArtifactsJson.Default.DataSet, ArtifactsJson.Default.DataSetUpdate);

    /// <summary>Says what is to be done so that a model is as specified.</summary>
    /// <param name="desired">What the model must be like.</param>
    /// <param name="actual">The model of exactly that name as it was found, or <see langword="null"/> when there is none.</param>
    /// <param name="similar">
    /// When there is none: a model whose name MariaDB takes for the same, since it differs only by case, accents or trailing spaces.
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
        (IReadOnlyList<FieldChange> changes, RegisteredModelUpdate? update) = ModelFields.Compare(desired, model, desired.AbsentProperties);
        RegistrationRefusal? refusal = similar is null || model is not null ? null
            : LookAlike(desired.Name, "the registry", "model", similar.Name, similar.Id);
        bool archived = (desired.State ?? model?.State) == RegisteredModelState.Archived && model?.State == RegisteredModelState.Archived;
        // Below what is refused nothing can be done either.
        ModelVersionPlan[] versions =
            refusal is not null ? [] : [.. desired.Versions.Select(version => Compare(desired, version, actual?.Versions ?? [], archived))];
        return new RegisteredModelPlan(desired.Name, ActionFor(model, changes, refusal), desired, versions)
        {
            Actual = model,
            Changes = changes,
            Refusal = refusal,
            Update = update,
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

    private static ModelVersionPlan Compare(
        RegisteredModelSpec model, ModelVersionSpec desired, IReadOnlyList<ModelVersionSnapshot> siblings, bool modelIsArchived)
    {
        ModelVersionSnapshot? actual = siblings.FirstOrDefault(
            sibling => string.Equals(sibling.Version.Name, desired.Name, StringComparison.Ordinal));
        ModelVersion? version = actual?.Version;
        (IReadOnlyList<FieldChange> changes, ModelVersionUpdate? update) = VersionFields.Compare(
            desired, version, desired.AbsentProperties);
        string path = $"{model.Name}/{desired.Name}";
        RegistrationRefusal? refusal = version is not null ? null : RefuseVersion(model, desired, path, siblings, modelIsArchived);
        ArtifactPlan[] artifacts = refusal is not null
            ? []
            : [.. desired.Artifacts.Select(artifact => Compare(model, desired, artifact, path, actual?.Artifacts ?? []))];
        return new ModelVersionPlan(path, ActionFor(version, changes, refusal), desired, artifacts)
        {
            Actual = version,
            Changes = changes,
            Refusal = refusal,
            Update = update,
        };
    }

    private static RegistrationRefusal? RefuseVersion(
        RegisteredModelSpec model, ModelVersionSpec desired, string path,
        IReadOnlyList<ModelVersionSnapshot> siblings, bool modelIsArchived)
    {
        if (modelIsArchived)
        {
            return new RegistrationRefusal(
                RefusalKind.ArchivedModel,
                path,
                $"the model '{model.Name}' is archived, so it takes no new version",
                $"Specify that it is live again ({nameof(RegisteredModelSpec)}.{nameof(RegisteredModelSpec.State)}), or leave the "
                    + "version out.");
        }

        return siblings.FirstOrDefault(sibling => EntityNames.AreSimilar(sibling.Version.Name, desired.Name)) is { Version: var similar }
            ? LookAlike(path, "the model", "version", similar.Name, similar.Id)
            : null;
    }

    private static ArtifactPlan Compare(
        RegisteredModelSpec model, ModelVersionSpec version, ArtifactCreate desired, string parentPath, IReadOnlyList<Artifact> siblings)
    {
        desired = desired with { Name = desired.Name ?? model.Name };
        string externalId = desired.ExternalId ?? DeriveExternalId(model.Name, version.Name, desired);
        Artifact? actual = siblings.FirstOrDefault(sibling => string.Equals(sibling.ExternalId, externalId, StringComparison.Ordinal))
            ?? siblings.FirstOrDefault(sibling => EntityNames.AreSimilar(sibling.ExternalId, externalId))
            ?? siblings.FirstOrDefault(sibling => sibling.ArtifactType == desired.ArtifactType && string.Equals(
                sibling.Name, desired.Name, StringComparison.Ordinal));
        string[] notes = [];
        if (actual is null
            && siblings.FirstOrDefault(sibling => IsLiveWith(UriOf(desired), desired.ArtifactType, sibling)) is { } registered)
        {
            // Somebody else has registered the same artifact under a name of his own: it is this one, and keeps its name and id.
            actual = registered;
            notes =
            [
                $"The {desired.ArtifactType} of {parentPath} is registered as '{registered.Name}' (id {registered.Id}), not as "
                    + $"'{desired.Name}': it keeps that name.",
            ];
            desired = desired with { Name = registered.Name, ExternalId = null };
        }

        if (actual is null)
        {
            // With an id of its own, a create whose response was lost can't be repeated into a second artifact.
            desired = desired with { ExternalId = externalId };
        }

        string path = $"{parentPath}/{desired.Name}";
        RegistrationRefusal? refusal = RefuseTwins(desired, path, version, siblings)
            ?? (actual is null ? RefuseNew(desired, path, siblings) : RefuseExisting(desired, path, actual));
        (IReadOnlyList<FieldChange> changes, ArtifactUpdate? update) = desired switch
        {
            ModelArtifactCreate files => ModelArtifactFields.Compare(files, actual as ModelArtifact),
            DocArtifactCreate document => DocArtifactFields.Compare(document, actual as DocArtifact),
            DataSetCreate data => ((IReadOnlyList<FieldChange>, ArtifactUpdate?))DataSetFields.Compare(data, actual as DataSet),
            _ => throw new ArgumentException($"The artifact '{desired.Name}' has the type '{desired.ArtifactType}': model-artifact, "
                + "doc-artifact and dataset-artifact can be specified.", nameof(desired)),
        };
        return new ArtifactPlan(path, ActionFor(actual, changes, refusal), desired)
        {
            Actual = actual,
            Changes = changes,
            Refusal = refusal,
            Update = update,
            Notes = notes,
        };
    }

    private static string? UriOf(ArtifactCreate artifact) =>
        (artifact as ModelArtifactCreate)?.Uri ?? (artifact as DocArtifactCreate)?.Uri ?? (artifact as DataSetCreate)?.Uri;

    private static bool IsLiveWith(string? uri, ArtifactType type, Artifact artifact)
    {
        (string? actual, ArtifactState? state) = artifact switch
        {
            ModelArtifact files => (files.Uri, files.State),
            DocArtifact document => (document.Uri, document.State),
            DataSet data => (data.Uri, data.State),
            _ => (null, null),
        };
        bool isGone = state == ArtifactState.Deleted || state == ArtifactState.MarkedForDeletion || state == ArtifactState.Abandoned;
        return uri is not null && !isGone && artifact.ArtifactType == type && ImageUri.AreSame(actual, uri);
    }

    /// <summary>Which of two artifacts of one URI is meant nobody can tell, and others use the first that they find.</summary>
    private static RegistrationRefusal? RefuseTwins(
        ArtifactCreate desired, string path, ModelVersionSpec version, IReadOnlyList<Artifact> siblings)
    {
        if (UriOf(desired) is { } uri
            && version.Artifacts.Count(other => other.ArtifactType == desired.ArtifactType && ImageUri.AreSame(UriOf(other), uri)) > 1)
        {
            return new RegistrationRefusal(
                RefusalKind.RepeatedUri,
                path,
                $"two {desired.ArtifactType}s of the version are declared with the URI '{uri}'",
                "Declare it once.");
        }

        Artifact[] twins = [.. siblings.Where(sibling => IsLiveWith(UriOf(desired), desired.ArtifactType, sibling))];
        return twins.Length < 2
            ? null
            : new RegistrationRefusal(
                RefusalKind.RepeatedUri,
                path,
                $"the version has {twins.Length} live {desired.ArtifactType}s with the URI '{UriOf(desired)}' "
                    + $"(ids {string.Join(", ", twins.Select(twin => twin.Id))})",
                "Mark all but one of them as DELETED.");
    }

    private static PlannedAction ActionFor(RegistryResource? actual, IReadOnlyList<FieldChange> changes, RegistrationRefusal? refusal) =>
        (refusal, actual, changes.Count) switch
        {
            (not null, _, _) => PlannedAction.Refused,
            (_, null, _) => PlannedAction.Create,
            (_, _, 0) => PlannedAction.Unchanged,
            _ => PlannedAction.Update,
        };

    private static RegistrationRefusal? RefuseNew(ArtifactCreate desired, string path, IReadOnlyList<Artifact> siblings) =>
        // The names of data sets need not differ at all.
        desired.ArtifactType != ArtifactType.DataSet
        && siblings.FirstOrDefault(
            sibling => sibling.ArtifactType == desired.ArtifactType && EntityNames.AreSimilar(sibling.Name, desired.Name)) is { } similar
                ? LookAlike(path, "the version", desired.ArtifactType.Value, similar.Name, similar.Id)
                : null;

    // The registry may be on PostgreSQL, which would keep the two apart.
    private static RegistrationRefusal LookAlike(string path, string holder, string kind, string? name, string id) => new(
        RefusalKind.SimilarName,
        path,
        $"{holder} has a {kind} '{name}' (id {id}), and on MariaDB, where neither case, accents nor blanks at the end count, the two "
            + "names are one",
        "Use exactly that name, or another one.");

    private static RegistrationRefusal? RefuseExisting(ArtifactCreate desired, string path, Artifact actual)
    {
        string held = $"the artifact with the externalId '{actual.ExternalId}' (id {actual.Id})";
        if (actual.ArtifactType != desired.ArtifactType)
        {
            return new RegistrationRefusal(
                RefusalKind.FixedField, path, $"{held} is a {actual.ArtifactType}, and a kind can't be changed", "Use another externalId.");
        }

        return string.Equals(actual.Name, desired.Name, StringComparison.Ordinal)
            ? null
            : new RegistrationRefusal(
                RefusalKind.FixedField,
                path,
                $"{held} is named '{actual.Name}', and a name can't be changed",
                "Use that name, or another externalId.");
    }

    /// <summary>
    /// Gets the external id that an artifact is created with when its specification gives none: the same for the same place, so that a
    /// creation whose response was lost can't be repeated into a second artifact.
    /// </summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="version">The name of the version.</param>
    /// <param name="artifact">The artifact; its kind and its name count.</param>
    /// <returns>The id.</returns>
    public static string DeriveExternalId(string model, string version, ArtifactCreate artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        byte[] hash = SHA256.HashData(
            Encoding.UTF8.GetBytes(string.Join('\0', model, version, artifact.ArtifactType.Value, artifact.Name ?? model)));
        return $"artifact-{Convert.ToHexStringLower(hash.AsSpan(0, 16))}";
    }
}
