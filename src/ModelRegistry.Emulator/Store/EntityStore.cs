using ModelRegistry.Emulator.Entities;

namespace ModelRegistry.Emulator.Store;

/// <summary>
/// The content of a registry with the indexes that its operations need. Not safe for threads by itself: every call is made under
/// <see cref="Gate"/>.
/// </summary>
internal sealed class EntityStore(TextRules rules, bool isAway = false)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EntityTableKind, TableState> _tables = [];
    private readonly Dictionary<EntityType, EntityList> _byType = [];
    private readonly Dictionary<(EntityType Type, string NameKey), int> _names = [];
    private readonly Dictionary<(EntityType Group, int Parent), EntityList> _byParent = [];
    private readonly EntityList _artifacts = new();

    /// <summary>Guards the store: operations see and leave it whole.</summary>
    /// <exception cref="DatabaseAwayException">The store stands for a database that is away.</exception>
    public Lock Gate => isAway ? throw new DatabaseAwayException() : _gate;

    /// <summary>How the database compares text.</summary>
    public TextRules Rules => rules;

    /// <summary>Called under the gate with each entity that is about to be put; when it throws, the entity is not.</summary>
    public Action<Entity>? Putting { get; set; }

    /// <summary>The entity of a type; <see langword="null"/> when the id is unknown or belongs to another type.</summary>
    public Entity? Find(EntityType type, int id) =>
        Table(type.Table).ById.TryGetValue(id, out Entity? entity) && entity.Type == type ? entity : null;

    /// <summary>The artifact of any kind, history aside.</summary>
    public Entity? FindArtifact(int id) =>
        Table(EntityTableKind.Artifact).ById.TryGetValue(id, out Entity? entity) && !entity.Type.IsHistory ? entity : null;

    /// <summary>The entity of a type with exactly that stored name, as the database compares names.</summary>
    public Entity? FindByName(EntityType type, string storedName) =>
        _names.TryGetValue((type, rules.Key(storedName)), out int id) ? Find(type, id) : null;

    /// <summary>The entity of a table with that external id.</summary>
    public Entity? FindByExternalId(EntityTableKind table, string externalId) =>
        Table(table).ByExternalId.TryGetValue(rules.Key(externalId), out int id) ? Table(table).ById[id] : null;

    /// <summary>All entities of a type; of all kinds of artifact for <see langword="null"/>.</summary>
    public EntityList All(EntityType? type) => type is null ? _artifacts : ListOf(_byType, type);

    /// <summary>The entities that a parent lists; artifacts of all kinds for <see langword="null"/>.</summary>
    public EntityList Below(EntityType? type, int parent) => ListOf(_byParent, (Group(type), parent));

    /// <summary>How many entities there are.</summary>
    public int Count => _tables.Values.Sum(static t => t.ById.Count);

    /// <summary>Every entity, table by table in the order of the ids.</summary>
    public IEnumerable<Entity> Everything() =>
        _tables.OrderBy(static t => t.Key).SelectMany(static t => t.Value.ById.Values.OrderBy(static e => e.Id));

    /// <summary>Takes the next id of a table; a failed write does not give it back.</summary>
    public int TakeId(EntityTableKind table) => ++Table(table).LastId;

    /// <summary>The id that was taken last.</summary>
    public int LastId(EntityTableKind table) => Table(table).LastId;

    /// <summary>Continues after an id that was taken in an earlier life.</summary>
    public void SkipIds(EntityTableKind table, int lastId) => Table(table).LastId = Math.Max(Table(table).LastId, lastId);

    /// <summary>Adds an entity or replaces its former self.</summary>
    public void Put(Entity entity)
    {
        Putting?.Invoke(entity);
        Add(entity);
    }

    /// <summary>Forgets everything; ids start over.</summary>
    public void Clear()
    {
        _tables.Clear();
        _byType.Clear();
        _names.Clear();
        _byParent.Clear();
        _artifacts.Clear();
    }

    /// <summary>Becomes as another store is. Ids that were taken are not taken again.</summary>
    public void CopyFrom(EntityStore other)
    {
        EntityTableKind[] kinds = Enum.GetValues<EntityTableKind>();
        int[] lastIds = [.. kinds.Select(LastId)];
        Clear();
        foreach (Entity entity in other.Everything())
        {
            Add(entity);
        }

        foreach ((EntityTableKind kind, int lastId) in kinds.Zip(lastIds))
        {
            SkipIds(kind, Math.Max(lastId, other.LastId(kind)));
        }
    }

    private void Add(Entity entity)
    {
        TableState table = Table(entity.Type.Table);
        if (table.ById.TryGetValue(entity.Id, out Entity? former))
        {
            Forget(table, former);
        }

        table.LastId = Math.Max(table.LastId, entity.Id);
        table.ById[entity.Id] = entity;
        _names[(entity.Type, rules.Key(entity.StoredName))] = entity.Id;
        if (entity.ExternalId is not null)
        {
            table.ByExternalId[rules.Key(entity.ExternalId)] = entity.Id;
        }

        ListOf(_byType, entity.Type).Put(entity);
        if (entity.Type is { IsArtifact: true, IsHistory: false })
        {
            _artifacts.Put(entity);
        }

        foreach (int parent in entity.Parents)
        {
            ListOf(_byParent, (Group(entity.Type), parent)).Put(entity);
        }
    }

    // Names and parents are never taken back, so only the external id can go stale.
    private void Forget(TableState table, Entity former)
    {
        if (former.ExternalId is not null)
        {
            table.ByExternalId.Remove(rules.Key(former.ExternalId));
        }
    }

    private TableState Table(EntityTableKind kind) => ListOf(_tables, kind);

    // The kinds of artifact share the lists of their parents.
    private static EntityType Group(EntityType? type) =>
        type is null or { IsArtifact: true, IsHistory: false } ? EntityTypes.ModelArtifact : type;

    private static TValue ListOf<TKey, TValue>(Dictionary<TKey, TValue> lists, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!lists.TryGetValue(key, out TValue? list))
        {
            list = new TValue();
            lists.Add(key, list);
        }

        return list;
    }

    private sealed class TableState
    {
        public int LastId { get; set; }

        public Dictionary<int, Entity> ById { get; } = [];

        public Dictionary<string, int> ByExternalId { get; } = new(StringComparer.Ordinal);
    }
}
