using System.Globalization;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <content>Finding one entity by name or external id.</content>
internal sealed partial class RegistryOperations
{
    /// <summary>Finds an entity that stands on its own.</summary>
    public Response Find(EntityType type, ApiRequest request)
    {
        string name = request.Query["name"];
        string externalId = request.Query["externalId"];
        if (name.Length == 0 && externalId.Length == 0)
        {
            throw RegistryException.BadRequest("invalid parameters call, supply either name or externalId");
        }

        lock (store.Gate)
        {
            List<Entity> hits = name.Length > 0 ? FromDatabase(type, () => FindNames(type, name)) : FindExternalId(type, externalId);
            return Single(hits, type.NoneFound, type.SeveralFound, $"name={name}, externalId={externalId}");
        }
    }

    /// <summary>Finds an entity below a parent.</summary>
    /// <param name="type">The type.</param>
    /// <param name="request">The request.</param>
    /// <param name="parentWord">What messages call the parent's id.</param>
    /// <param name="parentLabel">The label of a bad parent id.</param>
    public Response FindBelow(EntityType type, ApiRequest request, string parentWord, string parentLabel)
    {
        string name = request.Query["name"];
        string externalId = request.Query["externalId"];
        string parent = request.Query["parentResourceId"];
        if ((name.Length == 0 || parent.Length == 0) && externalId.Length == 0)
        {
            throw RegistryException.BadRequest($"invalid parameters call, supply either (name and {parentWord}), or externalId");
        }

        int? parentId = parent.Length == 0 ? null : Identifiers.Parse(parent, parentLabel);
        lock (store.Gate)
        {
            List<Entity> hits = name.Length == 0
                ? FindExternalId(type, externalId)
                : FromDatabase(type, () => FindNames(type, $"{parentId?.ToString(CultureInfo.InvariantCulture) ?? "%"}:{name}"));
            hits.RemoveAll(hit => parentId is { } below && !hit.Parents.Contains(below));
            return Single(hits, type.NoneFound, type.SeveralFound, $"name={name}, {parentWord}={parent}, externalId={externalId}");
        }
    }

    /// <summary>Finds an artifact of any kind.</summary>
    public Response FindArtifact(ApiRequest request)
    {
        lock (store.Gate)
        {
            return Found(200, FindArtifact(request, "artifacts", out _));
        }
    }

    /// <summary>Finds a model artifact; another kind of that name is a 404 with a text of its own.</summary>
    public Response FindModelArtifact(ApiRequest request)
    {
        lock (store.Gate)
        {
            Entity artifact = FindArtifact(request, "model artifacts", out string criteria);
            return artifact.Type == EntityTypes.ModelArtifact
                ? Found(200, artifact)
                : throw RegistryException.NotFound($"artifact with {criteria} is not a model artifact");
        }
    }

    private Entity FindArtifact(ApiRequest request, string label, out string criteria)
    {
        string name = request.Query["name"];
        string externalId = request.Query["externalId"];
        string parent = request.Query["parentResourceId"];
        if ((name.Length == 0 || parent.Length == 0) && externalId.Length == 0)
        {
            throw RegistryException.BadRequest("invalid parameters call, supply either (artifactName and parentResourceId), or externalId");
        }

        int? parentId = parent.Length == 0 ? null : Identifiers.Parse(parent, "parent resource");
        criteria = $"name={name}, parentResourceId={parent}, externalId={externalId}";
        List<Entity> hits;
        if (name.Length > 0)
        {
            EntityList candidates = parentId is { } id ? store.Below(type: null, id) : store.All(type: null);
            hits = FromDatabase(type: null, () => MatchNames(candidates, "%:" + name, limit: 2));
        }
        else
        {
            hits = [];
            if (store.FindByExternalId(EntityTableKind.Artifact, externalId) is { Type.IsHistory: false } hit
                && (parentId is not { } below || hit.Parents.Contains(below)))
            {
                hits.Add(hit);
            }
        }

        return One(hits, label, label, criteria);
    }

    private List<Entity> FindExternalId(EntityType type, string externalId) =>
        store.FindByExternalId(type.Table, externalId) is { } hit && hit.Type == type ? [hit] : [];

    // Without wildcards the index of names has the one candidate; LIKE, unlike the index, minds trailing spaces.
    private List<Entity> FindNames(EntityType type, string pattern)
    {
        if (LikePattern.HasWildcards(pattern))
        {
            return MatchNames(store.All(type), pattern, limit: int.MaxValue);
        }

        return store.FindByName(type, pattern) is { } hit && new LikePattern(pattern, store.Rules).Matches(hit.StoredName) ? [hit] : [];
    }

    private List<Entity> MatchNames(EntityList candidates, string pattern, int limit)
    {
        var like = new LikePattern(pattern, store.Rules);
        var hits = new List<Entity>();
        for (int i = 0; i < candidates.Count && hits.Count < limit; i++)
        {
            if (like.Matches(candidates[i].StoredName))
            {
                hits.Add(candidates[i]);
            }
        }

        return hits;
    }

    private static Response Single(List<Entity> hits, string none, string several, string criteria) =>
        Found(200, One(hits, none, several, criteria));

    private static Entity One(List<Entity> hits, string none, string several, string criteria) => hits.Count switch
    {
        0 => throw RegistryException.NotFound($"no {none} found for {criteria}"),
        1 => hits[0],
        _ => throw RegistryException.NotFound($"multiple {several} found for {criteria}"),
    };
}
