using ModelRegistry.Seeding.Format;

namespace ModelRegistry.Seeding.Rules;

/// <summary>Finds what the server would refuse, or merge, because it is there twice.</summary>
internal sealed class DuplicateRules(FormatReader reader)
{
    private const string Name = "name";
    private const string ExternalId = "externalId";

    public void Check(IReadOnlyList<ModelDraft> models)
    {
        var modelNames = new Dictionary<string, (string, SeedLocation)>(TextRules.SameName);
        var contextIds = new Dictionary<string, (string, SeedLocation)>(TextRules.SameName);
        var artifactIds = new Dictionary<string, (string, SeedLocation)>(TextRules.SameName);
        var versionNames = new Dictionary<string, (string, SeedLocation)>(TextRules.SameName);
        foreach (ModelDraft model in models)
        {
            CheckName(modelNames, model.Spec.Name, "", model.Node.PlaceOf(Name), SeedErrorCodes.DuplicateModel, "the model");
            CheckExternalId(contextIds, model.Spec.ExternalId, model.Node.PlaceOf(ExternalId));
            versionNames.Clear();
            foreach (VersionDraft version in model.Versions)
            {
                CheckName(versionNames, version.Spec.Name, "", version.Node.PlaceOf(Name), SeedErrorCodes.DuplicateVersion, "the version");
                CheckExternalId(contextIds, version.Spec.ExternalId, version.Node.PlaceOf(ExternalId));
                CheckArtifacts(model, version, artifactIds);
            }
        }
    }

    private void CheckArtifacts(ModelDraft model, VersionDraft version, Dictionary<string, (string, SeedLocation)> externalIds)
    {
        var names = new Dictionary<string, (string, SeedLocation)>(TextRules.SameName);
        foreach (ArtifactDraft artifact in version.Artifacts)
        {
            CheckExternalId(externalIds, artifact.Spec.ExternalId, artifact.Node.PlaceOf(ExternalId));
            bool isNamed = artifact.Node.TryGet(Name, out _);
            string name = isNamed ? artifact.Spec.Name ?? "" : model.Spec.Name;
            CheckName(
                names,
                name,
                artifact.Spec.ArtifactType.Value + "\n",
                artifact.Node.PlaceOf(Name),
                SeedErrorCodes.DuplicateArtifact,
                isNamed
                    ? $"the {artifact.Spec.ArtifactType}"
                    : $"the {artifact.Spec.ArtifactType} without a name, which gets the model's,");
            if (!isNamed && TextRules.CheckName(name, TextRules.MaximumChildName) is { Code: SeedErrorCodes.TooLong } problem)
            {
                reader.Report(
                    artifact.Node.Location,
                    problem.Code,
                    $"the artifact gets the model's name, which {problem.Message} for artifacts, or give the artifact a name");
            }
        }
    }

    /// <summary>Checks a name; an empty one was refused already.</summary>
    private void CheckName(
        Dictionary<string, (string Name, SeedLocation Location)> known,
        string name, string kind, SeedLocation location, string code, string what)
    {
        if (name.Length == 0 || known.TryAdd(kind + name, (name, location)))
        {
            return;
        }

        (string firstName, SeedLocation first) = known[kind + name];
        reader.Report(
            location,
            code,
            string.Equals(firstName, name, StringComparison.Ordinal)
                ? $"{what} {reader.Show(name)} is declared already, at {first}: declare it once"
                : $"{what} {reader.Show(name)} differs from {reader.Show(firstName)}, at {first}, only in case or accents, which do not "
                    + "count in a registry on MariaDB: rename one of them");
    }

    private void CheckExternalId(Dictionary<string, (string Id, SeedLocation Location)> known, string? externalId, SeedLocation location)
    {
        if (externalId is null || known.TryAdd(externalId, (externalId, location)))
        {
            return;
        }

        reader.Report(
            location,
            SeedErrorCodes.DuplicateExternalId,
            $"the externalId {reader.Show(externalId)} is used already, at {known[externalId].Location}: give each its own");
    }
}
