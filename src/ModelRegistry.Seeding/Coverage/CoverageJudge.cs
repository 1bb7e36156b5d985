using ModelRegistry.Client;
using ModelRegistry.Seeding.Exporting;

namespace ModelRegistry.Seeding.Coverage;

/// <summary>Judges deployments by what a registry holds, and remembers which versions they run.</summary>
internal sealed class CoverageJudge
{
    private readonly CoverageOptions _options;
    private readonly PolicyOfToday _policy;
    private readonly VettedVersion[] _versions;
    private readonly Dictionary<string, VettedVersion> _byId;
    private readonly Dictionary<string, RegisteredModel> _models;
    private readonly ILookup<string, VettedVersion> _byPlace;
    private readonly HashSet<VettedVersion> _deployed = [];

    public CoverageJudge(RegistryContent content, CoverageOptions options)
    {
        _options = options;
        _policy = new PolicyOfToday(options.Policies);
        _versions =
        [
            .. content.Models.SelectMany(
                model => model.Versions.Select(version => new VettedVersion(model.Model, version.Version, version.Artifacts))),
        ];
        _byId = _versions.ToDictionary(version => version.Version.Id, StringComparer.Ordinal);
        _models = content.Models.ToDictionary(model => model.Model.Id, model => model.Model, StringComparer.Ordinal);
        _byPlace = _versions
            .SelectMany(version => version.Artifacts.Select(artifact => artifact.Location.Place).Distinct(StringComparer.Ordinal).Select(
                place => (place, version)))
            .ToLookup(pair => pair.place, pair => pair.version, StringComparer.Ordinal);
    }

    public CoverageEntry Judge(ClusterDeployment deployment)
    {
        Finding[] findings =
        [
            .. deployment.Sources.Select(source => Judge(deployment, source)).OrderByDescending(finding => finding.Verdict),
        ];
        VettedVersion[] versions =
        [
            .. findings.SelectMany(finding => finding.Runs).Distinct().OrderBy(version => version.Path, StringComparer.Ordinal),
        ];
        _deployed.UnionWith(versions);
        return new CoverageEntry(
            deployment,
            findings[0].Verdict,
            [.. findings.Select(finding => finding.Sentence).Distinct(StringComparer.Ordinal)],
            [.. versions.Select(version => version.Path)]);
    }

    public IReadOnlyList<string> NotDeployed() =>
        [.. _versions.Where(version => version.IsLive && !_deployed.Contains(version)).Select(version => version.Path)
            .Order(StringComparer.Ordinal)];

    private Finding Judge(ClusterDeployment deployment, DeploymentSource source)
    {
        string loads = Loads(source);
        ModelLocation? location = source.Uri is { } uri ? ModelLocation.Parse(uri) : null;
        VettedVersion[] registered = location is null
            ? []
            : [.. _byPlace[location.Place].Where(version => version.Find(location) is not null)];
        if (source.Uri is not null && _policy.HubOf(source.Uri) is { } hub)
        {
            string known = registered.Length > 0 ? $"; it is registered as {Names(registered)}" : "";
            return new Finding(CoverageVerdict.PublicHub, $"{loads}, from the public hub {hub}{known}", registered);
        }

        bool isOthers = deployment.RegistryName is { } name && _options.RegistryName is { } own && name != own;
        bool isLabelled = source.IsMain && !isOthers && (deployment.ModelVersionId ?? deployment.RegisteredModelId) is not null;
        if (isLabelled)
        {
            return JudgeByLabel(deployment, source, location, registered);
        }

        if (registered.Length > 0)
        {
            string unlabelled = isOthers ? $", though its label says that it is in the registry {Quoted.Of(deployment.RegistryName!)}" : "";
            return JudgeState(registered, location, $"{loads}, which is {Names(registered)}{unlabelled}");
        }

        return isOthers
            ? new Finding(
                CoverageVerdict.OtherRegistry,
                $"{loads}; its label says that it is in the registry {Quoted.Of(deployment.RegistryName!)}",
                [])
            : new Finding(
                CoverageVerdict.NotRegistered,
                $"{loads}, which is not registered{Hint(location)}{(source.Uri is null ? ": nothing says which model that is" : "")}",
                []);
    }

    private Finding JudgeByLabel(ClusterDeployment deployment, DeploymentSource source, ModelLocation? location, VettedVersion[] registered)
    {
        string loads = Loads(source);
        if (FindLabelled(deployment, out string problem) is not { Length: > 0 } labelled)
        {
            string known = registered.Length > 0 ? $"; what it loads is registered as {Names(registered)}" : "";
            return new Finding(CoverageVerdict.UnknownId, $"{problem}; it {loads}{known}", registered);
        }

        if (location is null)
        {
            VettedVersion[] atPath = source.StoragePath is { } path ? [.. labelled.Where(version => MayBeAt(version, path))] : labelled;
            return atPath.Length == 0
                ? new Finding(CoverageVerdict.Mismatch, $"labelled {Names(labelled)}, which is at {Places(labelled)}, but it {loads}", [])
                : JudgeState(atPath, null, $"{Names(atPath)}, by its label alone: it {loads}");
        }

        VettedVersion[] agreeing = [.. labelled.Where(version => version.Find(location) is not null)];
        if (agreeing.Length > 0)
        {
            return JudgeState(agreeing, location, $"{loads}, which is {Names(agreeing)}, as its label says");
        }

        string other = registered.Length > 0
            ? $", which is registered as {Names(registered)}"
            : $", which is not registered{Hint(location)}";
        return new Finding(
            CoverageVerdict.Mismatch, $"labelled {Names(labelled)}, which is at {Places(labelled)}, but it {loads}{other}", registered);
    }

    /// <summary>Judges versions of which each is what is loaded: the best of them counts.</summary>
    private Finding JudgeState(VettedVersion[] versions, ModelLocation? location, string sentence) =>
        versions.Select(version => JudgeState(version, location, sentence)).MinBy(finding => finding.Verdict)! with { Runs = versions };

    private Finding JudgeState(VettedVersion version, ModelLocation? location, string sentence)
    {
        VettedVersion.VettedArtifact? artifact =
            location is not null ? version.Find(location) : version.Artifacts is [var first, ..] ? first : null;
        if ((version.Archived ?? artifact?.Archived) is { } archived)
        {
            return new Finding(CoverageVerdict.Archived, $"{sentence}: {archived}", []);
        }

        string[] broken = [.. _policy.BrokenBy(version, artifact?.Artifact.Uri)];
        return broken.Length > 0
            ? new Finding(CoverageVerdict.NotAllowed, $"{sentence}; by today's policy {string.Join(", ", broken)}", [])
            : new Finding(CoverageVerdict.Vetted, sentence, []);
    }

    /// <summary>Finds what the labels name: one version or, where they name a model alone, all of its versions.</summary>
    private VettedVersion[] FindLabelled(ClusterDeployment deployment, out string problem)
    {
        (string? modelId, string? versionId) = (deployment.RegisteredModelId, deployment.ModelVersionId);
        problem = "";
        if (modelId is not null && !_models.ContainsKey(modelId))
        {
            problem = $"its label names the model with the id {Quoted.Of(modelId)}, which the registry does not have";
            return [];
        }

        if (versionId is null)
        {
            problem = $"its label names the model {Quoted.Of(_models[modelId!].Name)} and no version, and that model has none";
            return [.. _versions.Where(version => version.Model.Id == modelId)];
        }

        if (!_byId.TryGetValue(versionId, out VettedVersion? found))
        {
            problem = $"its label names the version with the id {Quoted.Of(versionId)}, which the registry does not have";
            return [];
        }

        if (modelId is not null && found.Model.Id != modelId)
        {
            problem = $"its labels name the model {Quoted.Of(_models[modelId].Name)} and the version with the id {Quoted.Of(versionId)}, "
                + $"which is {found.Path}";
            return [];
        }

        return [found];
    }

    /// <summary>Whether a version may be what is at a path of a connection, whose bucket is not known.</summary>
    private static bool MayBeAt(VettedVersion version, string path)
    {
        string wanted = path.Trim('/');
        string[] paths = [.. version.Artifacts.Select(PathOf).OfType<string>()];
        return paths.Length == 0 || paths.Contains(wanted, StringComparer.Ordinal);
    }

    private static string? PathOf(VettedVersion.VettedArtifact artifact)
    {
        if (artifact.Artifact.StoragePath is { Length: > 0 } path)
        {
            return path.Trim('/');
        }

        // s3://bucket/path
        string place = artifact.Location.Place;
        return place.StartsWith("s3://", StringComparison.Ordinal) && place.IndexOf('/', "s3://".Length) is > 0 and var slash
            ? place[slash..].Trim('/')
            : null;
    }

    /// <summary>A place that differs in its last slash alone looks the same, and is another one.</summary>
    private string Hint(ModelLocation? location)
    {
        if (location is null)
        {
            return "";
        }

        string other = location.Place.EndsWith('/') ? location.Place[..^1] : location.Place + "/";
        return _byPlace.Contains(other)
            ? $" (that is {other} with{(location.Place.EndsWith('/') ? "" : "out")} the slash at its end, and storages are read by prefix)"
            : "";
    }

    private static string Loads(DeploymentSource source) => source switch
    {
        { Uri: { Length: > 0 } uri } => $"loads {uri} ({source.Field})",
        { StorageKey: { } key } =>
            $"loads the path {Quoted.Of(source.StoragePath ?? "")} of the data connection {Quoted.Of(key)} ({source.Field})",
        _ => $"names no model itself ({source.Field})",
    };

    private static string Places(VettedVersion[] versions)
    {
        string[] places =
        [
            .. versions.SelectMany(version => version.Artifacts).Select(artifact => artifact.Artifact.Uri!)
                .Distinct(StringComparer.Ordinal),
        ];
        return places.Length == 0 ? "no place" : Shorten(places);
    }

    private static string Names(VettedVersion[] versions) => Shorten([.. versions.Select(version => version.Path)]);

    private static string Shorten(string[] texts)
    {
        const int MaxShown = 3;
        return string.Join(", ", texts.Take(MaxShown)) + (texts.Length > MaxShown ? $" and {texts.Length - MaxShown} more" : "");
    }

    /// <summary>What is to be said of one source.</summary>
    /// <param name="Verdict">The verdict.</param>
    /// <param name="Sentence">Why.</param>
    /// <param name="Runs">The registered versions that the source is.</param>
    private sealed record Finding(CoverageVerdict Verdict, string Sentence, IReadOnlyList<VettedVersion> Runs);
}
