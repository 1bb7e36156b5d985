using ModelRegistry.Emulator.Entities;

namespace ModelRegistry.Emulator.Filtering;

/// <summary>The typed columns of a property row, and what a filter may compare.</summary>
internal enum ValueColumn
{
    /// <summary><c>string_value</c>.</summary>
    Text,

    /// <summary><c>int_value</c>.</summary>
    Integer,

    /// <summary><c>double_value</c>.</summary>
    Number,

    /// <summary><c>bool_value</c>.</summary>
    Boolean,
}

/// <summary>What the server knows about the names of properties in filters.</summary>
internal static class FilterProperties
{
    private static readonly HashSet<string> Columns = new(StringComparer.Ordinal)
    {
        "id", "name", "externalId", "createTimeSinceEpoch", "lastUpdateTimeSinceEpoch",
    };

    /// <summary>Whether the name is a column of the entity itself.</summary>
    public static bool IsColumn(EntityType type, string name) => Columns.Contains(name) || (type.IsArtifact && name is "uri" or "state");

    /// <summary>The stored name and the column of a well-known property; anything else is looked up by the name as it is.</summary>
    public static (string Stored, ValueColumn Column)? FindWellKnown(EntityType type, string name)
    {
        if (type.IsArtifact && name is "experimentId" or "experimentRunId")
        {
            return (name == "experimentId" ? "experiment_id" : "experiment_run_id", ValueColumn.Integer);
        }

        int ordinal = type.Ordinal(name);
        if (ordinal < 0)
        {
            return null;
        }

        FieldDefinition field = type.Fields[ordinal];
        if (!IsMapped(type, name))
        {
            return null;
        }

        // The server's map says number for the value of every artifact and int for its timestamp, whatever they are stored as.
        ValueColumn column = name switch
        {
            "value" => ValueColumn.Number,
            "timestamp" => ValueColumn.Integer,
            _ => field.Kind is FieldKind.Reference or FieldKind.Integer ? ValueColumn.Integer : ValueColumn.Text,
        };
        return (field.Stored, column);
    }

    // Descriptions are left out of every map, and of a registered model all but two fields.
    private static bool IsMapped(EntityType type, string name) =>
        name != "description" && (type != EntityTypes.RegisteredModel || name is "state" or "owner");
}
