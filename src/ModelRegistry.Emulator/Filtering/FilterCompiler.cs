using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Filtering;

/// <summary>
/// Turns a filter into a count of rows. Comparisons joined by AND at the top are joins on the server, so an entity counts once for each
/// combination of matching rows; below an OR they are EXISTS, which count once.
/// </summary>
/// <param name="type">The type whose field names apply.</param>
/// <param name="rules">How the database compares text.</param>
/// <param name="parameters">How many parameters the statement has before those of the filter.</param>
internal sealed class FilterCompiler(EntityType type, TextRules rules, int parameters)
{
    private static readonly string[] TypeSuffixes = ["string_value", "double_value", "int_value", "bool_value"];

    private int _parameters = parameters;

    /// <summary>Counts the rows of a joined expression.</summary>
    public Func<Entity, int> Joined(FilterExpression expression)
    {
        switch (expression)
        {
            case FilterExpression.And:
                Func<Entity, int>[] terms = [.. Terms(expression).Select(Joined)];
                return entity => terms.Aggregate(1, (rows, term) => rows > 0 ? rows * term(entity) : 0);
            case FilterExpression.Comparison comparison:
                return Compare(comparison);
            default:
                Func<Entity, bool> exists = Exists(expression);
                return entity => exists(entity) ? 1 : 0;
        }
    }

    private Func<Entity, bool> Exists(FilterExpression expression)
    {
        switch (expression)
        {
            case FilterExpression.And:
                Func<Entity, bool>[] all = [.. Terms(expression).Select(Exists)];
                return entity => Array.TrueForAll(all, term => term(entity));
            case FilterExpression.Or:
                Func<Entity, bool>[] any = [.. Terms(expression).Select(Exists)];
                return entity => Array.Exists(any, term => term(entity));
            default:
                Func<Entity, int> rows = Compare((FilterExpression.Comparison)expression);
                return entity => rows(entity) > 0;
        }
    }

    // A chain of one operator leans to the left, as deep as it is long: it is taken apart without recursion.
    private static List<FilterExpression> Terms(FilterExpression chain)
    {
        bool isAnd = chain is FilterExpression.And;
        var terms = new List<FilterExpression>();
        FilterExpression rest = chain;
        while (true)
        {
            switch (rest)
            {
                case FilterExpression.And pair when isAnd:
                    terms.Add(pair.Right);
                    rest = pair.Left;
                    continue;
                case FilterExpression.Or pair when !isAnd:
                    terms.Add(pair.Right);
                    rest = pair.Left;
                    continue;
            }

            terms.Add(rest);
            terms.Reverse();
            return terms;
        }
    }

    private Func<Entity, int> Compare(FilterExpression.Comparison comparison)
    {
        if (comparison.Operator != "IN" && comparison.Value is FilterValueList { Values.Count: > 1 })
        {
            throw rules.IsExact
                ? PostgreSqlParameter.NoOperator(PostgreSqlType.Text, comparison.Operator, "record")
                : new DatabaseErrorException(
                    $"Error 4078 (HY000): Illegal parameter data types varchar and row for operation '{comparison.Operator}'");
        }

        (string name, ValueColumn? explicitColumn) = SplitSuffix(comparison.Property);
        return FilterProperties.IsColumn(type, name)
            ? CompareColumn(name, comparison.Operator, comparison.Value)
            : CompareProperty(name, explicitColumn, comparison.Operator, comparison.Value);
    }

    private static (string Name, ValueColumn? Column) SplitSuffix(string property)
    {
        int dot = property.LastIndexOf('.');
        return dot < 0 ? (property, null) : Array.IndexOf(TypeSuffixes, property[(dot + 1)..]) switch
        {
            0 => (property[..dot], ValueColumn.Text),
            1 => (property[..dot], ValueColumn.Number),
            2 => (property[..dot], ValueColumn.Integer),
            3 => (property[..dot], ValueColumn.Boolean),
            _ => (property, null),
        };
    }

    private Func<Entity, int> CompareColumn(string name, string @operator, object value)
    {
        if (name == "state" && value is string state)
        {
            // Unknown states become -1; in a list they stay text, which the database reads as 0.
            value = (long)Array.IndexOf(EntityTypes.ArtifactStates.Texts, state);
        }

        if (name == "name" && value is string text && IsChild())
        {
            (@operator, value) = RewriteChildName(@operator, text);
        }

        PostgreSqlType column = name switch
        {
            "name" or "externalId" or "uri" => PostgreSqlType.Text,
            "createTimeSinceEpoch" or "lastUpdateTimeSinceEpoch" => PostgreSqlType.BigInteger,
            _ => PostgreSqlType.Integer,
        };
        SqlComparison comparison = MakeComparison(column, @operator, value);
        return entity => comparison.Holds(ReadColumn(entity, name)) ? 1 : 0;
    }

    private bool IsChild() => type.Naming != Naming.Plain;

    // Children are stored behind the id of their parent, which the server hides for these two operators alone.
    private static (string Operator, object Value) RewriteChildName(string @operator, string name) => @operator switch
    {
        "=" => ("LIKE", "%:" + name),
        "LIKE" when !name.Contains(':', StringComparison.Ordinal) && !name.StartsWith('%') => ("LIKE", "%:" + name),
        _ => (@operator, name),
    };

    private static object? ReadColumn(Entity entity, string name) => name switch
    {
        "id" => entity.Id,
        "name" => entity.StoredName,
        "externalId" => entity.ExternalId,
        "createTimeSinceEpoch" => entity.CreateTime,
        "lastUpdateTimeSinceEpoch" => entity.UpdateTime,
        "state" => entity["state"] is string state ? Array.IndexOf(EntityTypes.ArtifactStates.Texts, state) : null,
        _ => entity["uri"],
    };

    private Func<Entity, int> CompareProperty(string name, ValueColumn? explicitColumn, string @operator, object value)
    {
        (string stored, ValueColumn? column) = FilterProperties.FindWellKnown(type, name) is { } known
            ? (known.Stored, known.Column)
            : (name, (ValueColumn?)null);
        column = explicitColumn ?? column;
        // A whole number for a property of the user's is looked for among the doubles too.
        bool alsoNumbers = column is null && value is long && @operator != "ILIKE";
        ValueColumn compared = column ?? value switch
        {
            long => ValueColumn.Integer,
            double => ValueColumn.Number,
            bool => ValueColumn.Boolean,
            _ => ValueColumn.Text,
        };
        // The name is a parameter too.
        _parameters++;
        SqlComparison comparison = MakeComparison(TypeOf(compared), @operator, value);
        SqlComparison? ofNumbers = alsoNumbers ? MakeComparison(PostgreSqlType.Double, @operator, value) : null;
        string key = rules.Key(stored);
        return entity => CountRows(entity, key, row =>
            comparison.Holds(row.Read(compared)) || ofNumbers?.Holds(row.Read(ValueColumn.Number)) == true);
    }

    // Property names compare as the database compares text, and a property of the user's counts beside the field of its name.
    private int CountRows(Entity entity, string key, Func<PropertyRow, bool> matches)
    {
        int rows = 0;
        for (int i = 0; i < entity.Values.Length; i++)
        {
            FieldDefinition field = entity.Type.Fields[i];
            if (entity.Values[i] is { } value && field.Kind is not (FieldKind.UriColumn or FieldKind.StateColumn)
                && rules.Key(field.Stored) == key && matches(PropertyRow.Of(value)))
            {
                rows++;
            }
        }

        foreach ((string name, PropertyValue value) in entity.Properties)
        {
            if (rules.Key(name) == key && matches(PropertyRow.Of(value)))
            {
                rows++;
            }
        }

        return rows;
    }

    private SqlComparison MakeComparison(PostgreSqlType column, string @operator, object value)
    {
        if (rules.IsExact)
        {
            RefuseMissingOperator(column, @operator, value);
            value = value is FilterValueList list
                ? new FilterValueList([.. list.Values.Select(literal => PostgreSqlParameter.Bind(column, literal, _parameters++))])
                : PostgreSqlParameter.Bind(column, value, _parameters++);
        }

        return new SqlComparison(@operator, value, rules);
    }

    // Patterns are for text alone.
    private static void RefuseMissingOperator(PostgreSqlType column, string @operator, object value)
    {
        if (@operator is "LIKE" or "ILIKE" && column != PostgreSqlType.Text)
        {
            throw PostgreSqlParameter.NoOperator(column, @operator == "ILIKE" && value is string ? "~~*" : "~~", "unknown");
        }
    }

    private static PostgreSqlType TypeOf(ValueColumn column) => column switch
    {
        ValueColumn.Text => PostgreSqlType.Text,
        ValueColumn.Integer => PostgreSqlType.Integer,
        ValueColumn.Number => PostgreSqlType.Double,
        _ => PostgreSqlType.Boolean,
    };

    /// <summary>A row of the property table: one of its value columns is set.</summary>
    private readonly record struct PropertyRow(string? Text, int? Integer, double? Number, int? Boolean)
    {
        // Lists and structs are kept as blobs behind this mark; filters cannot look inside.
        private const string Blob = "mlmd-struct::";

        public static PropertyRow Of(object value) => value switch
        {
            string text => new(text, null, null, null),
            int integer => new(null, integer, null, null),
            double number => new(null, null, number, null),
            _ => new(Blob, null, null, null),
        };

        public static PropertyRow Of(PropertyValue value) => value.Kind switch
        {
            MetadataKind.Int => new(null, value.Integer, null, null),
            MetadataKind.Double => new(null, null, value.Number, null),
            MetadataKind.Bool => new(null, null, null, value.Integer),
            MetadataKind.Struct => new(Blob, null, null, null),
            _ => new(value.Text, null, null, null),
        };

        public object? Read(ValueColumn column) => column switch
        {
            ValueColumn.Text => Text,
            ValueColumn.Integer => Integer,
            ValueColumn.Number => Number,
            _ => Boolean,
        };
    }
}
