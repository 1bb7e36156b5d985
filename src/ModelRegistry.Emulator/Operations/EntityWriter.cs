using System.Text;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>
/// Turns a body into a stored entity: defaults, merging, conversion and the database's constraints. Runs under the store's gate.
/// </summary>
internal sealed class EntityWriter(EntityStore store, TimeProvider clock)
{
    private const int MaxColumnLength = 255;
    private const int MaxUriBytes = 65_535;

    /// <summary>Inserts an entity.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="storedName">Its name with prefix.</param>
    /// <param name="body">The body.</param>
    /// <param name="withDefaults">Whether the body's type starts with the default states.</param>
    /// <param name="parent">The entity that will list it.</param>
    /// <param name="conflict">Makes the response to a name or external id that is taken.</param>
    public Entity Insert(EntityType type, string storedName, RequestBody body, bool withDefaults, int? parent, Func<Exception> conflict)
    {
        CheckTimes(body);
        object?[] values = MergeValues(type, body, existing: null, withDefaults);
        SortedDictionary<string, PropertyValue> properties = PropertyConversion.Convert(
            body.CustomProperties ?? new Dictionary<string, MetadataInput>(StringComparer.Ordinal), store.Rules);
        string? externalId = body.Text("externalId");
        CheckLengths(type, storedName, externalId, values);
        int id = store.TakeId(type.Table);
        if (store.FindByName(type, storedName) is not null || IsTaken(type, externalId, id))
        {
            throw conflict();
        }

        CheckKeys(properties);
        long now = Now();
        return Put(new Entity
        {
            Type = type,
            Id = id,
            StoredName = storedName,
            ExternalId = externalId,
            CreateTime = now,
            UpdateTime = now,
            Parents = parent is { } below ? [below] : [],
            Values = values,
            Properties = properties,
        });
    }

    /// <summary>Updates an entity: what the body does not mention stays, states with a default aside.</summary>
    public Entity Update(Entity existing, RequestBody body, bool withDefaults, int? parent, Func<Exception> conflict)
    {
        object?[] values = MergeValues(existing.Type, body, existing, withDefaults);
        SortedDictionary<string, PropertyValue> properties = body.CustomProperties is { } sent
            ? PropertyConversion.Convert(sent, store.Rules)
            : PropertyConversion.KeepVisible(existing);
        string? externalId = body.Text("externalId") ?? existing.ExternalId;
        CheckLengths(existing.Type, existing.StoredName, externalId, values);
        if (IsTaken(existing.Type, externalId, existing.Id))
        {
            throw conflict();
        }

        CheckKeys(properties);
        return Put(new Entity
        {
            Type = existing.Type,
            Id = existing.Id,
            StoredName = existing.StoredName,
            ExternalId = externalId,
            CreateTime = existing.CreateTime,
            UpdateTime = Now(),
            Parents = parent is { } below && !existing.Parents.Contains(below) ? [.. existing.Parents, below] : existing.Parents,
            Values = values,
            Properties = properties,
        });
    }

    /// <summary>Stores an entity as it is.</summary>
    public Entity Put(Entity entity)
    {
        store.Put(entity);
        return entity;
    }

    /// <summary>The server's clock in epoch milliseconds.</summary>
    public long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static object?[] MergeValues(EntityType type, RequestBody body, Entity? existing, bool withDefaults)
    {
        object?[] values = new object?[type.Fields.Count];
        for (int i = 0; i < values.Length; i++)
        {
            FieldDefinition field = type.Fields[i];
            bool isFixed = existing is not null && field.Use == FieldUse.Create;
            object? sent = isFixed ? null : body[field.Name];
            if (sent is not null)
            {
                values[i] = ToStored(field, sent);
            }
            else if (withDefaults && field.Default is not null && body.Shape.IndexOf(field.Name) >= 0 && !body.Mentions(field.Name))
            {
                values[i] = field.Default;
            }
            else
            {
                values[i] = existing?.Values[i];
            }
        }

        return values;
    }

    private static object ToStored(FieldDefinition field, object sent) => field.Kind switch
    {
        FieldKind.Reference => Identifiers.ParseProperty((string)sent),
        FieldKind.Integer => unchecked((int)(long)sent),
        _ => sent,
    };

    // A body below a parent may carry the times of a response; they are ignored but must be numbers.
    private static void CheckTimes(RequestBody body)
    {
        foreach (string name in (ReadOnlySpan<string>)["createTimeSinceEpoch", "lastUpdateTimeSinceEpoch"])
        {
            if (body.Text(name) is { } text && !GoNumber.TryParseInteger(text, 64, out _, out string error))
            {
                throw RegistryException.BadRequest(
                    $"error setting field Attributes: bad request: unable to decode as int64 invalid numeric string: {error} "
                        + $"for key {name}");
            }
        }
    }

    /// <summary>Refuses a name that the database has no room for.</summary>
    public void CheckName(EntityType type, string storedName) => CheckColumn(type, "name", storedName);

    private void CheckLengths(EntityType type, string storedName, string? externalId, object?[] values)
    {
        CheckName(type, storedName);
        CheckColumn(type, "external_id", externalId);
        int uri = type.Ordinal("uri");
        if (uri >= 0 && values[uri] is string text && RefuseUri(text) is { } refusal)
        {
            throw Unsaved(type, refusal);
        }
    }

    private DatabaseErrorException? RefuseUri(string uri)
    {
        if (store.Rules.IsExact)
        {
            return PostgreSqlIndex.Refuse(uri);
        }

        return Encoding.UTF8.GetByteCount(uri) > MaxUriBytes ? TooLong("uri") : null;
    }

    private void CheckColumn(EntityType type, string column, string? text)
    {
        if (text?.Length > MaxColumnLength && CharacterCount(text) > MaxColumnLength)
        {
            throw Unsaved(type, TooLong(column));
        }
    }

    private void CheckKeys(SortedDictionary<string, PropertyValue> properties)
    {
        foreach (string key in properties.Keys)
        {
            if (key.Length > MaxColumnLength && CharacterCount(key) > MaxColumnLength)
            {
                throw RegistryException.Internal($"error creating property {key}: {TooLong("name").Message}");
            }
        }
    }

    private DatabaseErrorException TooLong(string column) => new(store.Rules.IsExact
        ? "ERROR: value too long for type character varying(255) (SQLSTATE 22001)"
        : $"Error 1406 (22001): Data too long for column '{column}' at row 1");

    private static RegistryException Unsaved(EntityType type, DatabaseErrorException error) =>
        RegistryException.Internal($"error saving {type.SavedAs}: {error.Message}");

    private static int CharacterCount(string text)
    {
        int count = 0;
        foreach (Rune _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private bool IsTaken(EntityType type, string? externalId, int self) =>
        externalId is not null && store.FindByExternalId(type.Table, externalId) is { } holder && holder.Id != self;
}
