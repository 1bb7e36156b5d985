using System.Globalization;
using ModelRegistry.Emulator.Filtering;
using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>How a list is ordered, and where a page of it begins.</summary>
internal abstract class CatalogOrder
{
    /// <summary>Compares two entities.</summary>
    public abstract int Compare(CatalogEntity left, CatalogEntity right);

    /// <summary>Whether an entity comes after the place where a page ended.</summary>
    /// <exception cref="MistypedException">The place was not made by this order, and the database cannot compare with it.</exception>
    public abstract bool IsAfter(CatalogEntity entity, ListCursor cursor);

    /// <summary>The token for the page after an entity.</summary>
    public abstract string TokenAfter(CatalogEntity entity);

    /// <summary>The order of a list of models.</summary>
    /// <param name="orderBy">What to order by, as asked for; anything that is no order means ids.</param>
    /// <param name="sortOrder">The direction as asked for.</param>
    /// <param name="filter">The filter, whose conditions on artifacts also choose the artifacts that values are taken from.</param>
    public static CatalogOrder OfModels(string orderBy, string sortOrder, FilterExpression? filter)
    {
        switch (orderBy)
        {
            case "" or "NAME":
                return new NameOrder(sortOrder == "DESC");
            case "ACCURACY":
                orderBy = "artifacts.overall_average.double_value";
                break;
        }

        // Without a direction values go upwards, and what is no direction means downwards.
        bool valuesDescend = sortOrder is not ("" or "ASC");
        string[] parts = orderBy.Split('.');
        if (parts is ["artifacts", var property, var column] && ToSortColumn(column) is { } ofArtifacts)
        {
            Func<CatalogArtifact, bool>[] conditions = [.. ArtifactConditions.In(filter)];
            return new ValueOrder(
                ofArtifacts,
                valuesDescend,
                entity => Best(((CatalogModel)entity).Artifacts, conditions, property, ofArtifacts, valuesDescend));
        }

        return parts is [var name, var valueColumn] && ToSortColumn(valueColumn) is { } ofModels
            ? new ValueOrder(ofModels, valuesDescend, entity => entity.Value(name, ofModels))
            : ColumnOrder.Of(orderBy, sortOrder == "DESC");
    }

    /// <summary>The order of a list of artifacts.</summary>
    /// <param name="orderBy">What to order by; empty for ids.</param>
    /// <param name="sortOrder">The direction.</param>
    /// <exception cref="RegistryException">The column of a property is none.</exception>
    public static CatalogOrder OfArtifacts(string orderBy, string sortOrder)
    {
        if (orderBy == "NAME")
        {
            return new NameOrder(sortOrder == "DESC");
        }

        if (orderBy.Split('.') is not [var name, var column])
        {
            return ColumnOrder.Of(orderBy, sortOrder == "DESC");
        }

        if (ToSortColumn(column) is not { } sorted)
        {
            throw RegistryException.BadRequest(
                $"invalid custom property value type '{column}': must be one of 'int_value', 'double_value', or 'string_value'");
        }

        return name.Length is 0 or > 255
            ? throw RegistryException.BadRequest($"invalid custom property name '{name}'")
            : new ValueOrder(sorted, descending: sortOrder != "ASC", entity => entity.Value(name, sorted));
    }

    private static PropertyColumn? ToSortColumn(string name) =>
        CatalogFilter.ToColumn(name) is { } column and not PropertyColumn.Flag ? column : null;

    private static object? Best(
        IReadOnlyList<CatalogArtifact> artifacts,
        Func<CatalogArtifact, bool>[] conditions,
        string property,
        PropertyColumn column,
        bool largest)
    {
        object? best = null;
        foreach (CatalogArtifact artifact in artifacts)
        {
            if (!Array.TrueForAll(conditions, condition => condition(artifact)))
            {
                continue;
            }

            foreach (PropertyRow row in artifact.Properties)
            {
                if (row.Name == property && row.Read(column) is { } value
                    && (best is null || (largest ? ColumnValues.Compare(value, best) > 0 : ColumnValues.Compare(value, best) < 0)))
                {
                    best = value;
                }
            }
        }

        return best;
    }

    /// <summary>By name, then by id.</summary>
    private sealed class NameOrder(bool descending) : CatalogOrder
    {
        public override int Compare(CatalogEntity left, CatalogEntity right)
        {
            int names = (left.SortName, right.SortName) switch
            {
                (null, null) => 0,
                // What has no name counts as the largest.
                (null, _) => 1,
                (_, null) => -1,
                var (name, other) => Utf8Order.Instance.Compare(name, other),
            };
            return names == 0 ? left.Id.CompareTo(right.Id) : descending ? -names : names;
        }

        public override bool IsAfter(CatalogEntity entity, ListCursor cursor)
        {
            if (entity.SortName is not { } name)
            {
                return false;
            }

            int names = Utf8Order.Instance.Compare(name, cursor.Value);
            return names == 0 ? entity.Id > cursor.Id : descending ? names < 0 : names > 0;
        }

        public override string TokenAfter(CatalogEntity entity) =>
            ListCursor.Encode(entity.Id, entity.SortName ?? entity.Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>By a column that every entity has.</summary>
    private sealed class ColumnOrder(Func<CatalogEntity, long> column, bool descending, bool isByIdAlone) : CatalogOrder
    {
        public static ColumnOrder Of(string orderBy, bool descending) => orderBy switch
        {
            "CREATE_TIME" => new ColumnOrder(static entity => entity.CreateTime, descending, isByIdAlone: false),
            "LAST_UPDATE_TIME" => new ColumnOrder(static entity => entity.UpdateTime, descending, isByIdAlone: false),
            _ => new ColumnOrder(static entity => entity.Id, descending, isByIdAlone: orderBy.Length == 0),
        };

        public override int Compare(CatalogEntity left, CatalogEntity right)
        {
            int order = column(left).CompareTo(column(right));
            order = order == 0 ? left.Id.CompareTo(right.Id) : order;
            return descending ? -order : order;
        }

        public override bool IsAfter(CatalogEntity entity, ListCursor cursor)
        {
            int order = 0;
            if (!isByIdAlone)
            {
                order = long.TryParse(cursor.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value)
                    ? column(entity).CompareTo(value)
                    : throw new MistypedException();
            }

            order = order == 0 ? entity.Id.CompareTo(cursor.Id) : order;
            return descending ? order < 0 : order > 0;
        }

        public override string TokenAfter(CatalogEntity entity) => ListCursor.Encode(entity.Id, column(entity));
    }

    /// <summary>By the value of a property, those without one last, then by id.</summary>
    private sealed class ValueOrder(PropertyColumn column, bool descending, Func<CatalogEntity, object?> read) : CatalogOrder
    {
        private readonly Dictionary<CatalogEntity, object?> _values = [];

        public override int Compare(CatalogEntity left, CatalogEntity right)
        {
            int order = (Read(left), Read(right)) switch
            {
                (null, null) => 0,
                (null, _) => 1,
                (_, null) => -1,
                var (value, other) => descending ? ColumnValues.Compare(other, value) : ColumnValues.Compare(value, other),
            };
            return order == 0 ? left.Id.CompareTo(right.Id) : order;
        }

        public override bool IsAfter(CatalogEntity entity, ListCursor cursor)
        {
            if (cursor.Value.Length == 0)
            {
                return Read(entity) is null && entity.Id > cursor.Id;
            }

            if (column != PropertyColumn.Text && !double.TryParse(cursor.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                throw new MistypedException();
            }

            if (Read(entity) is not { } value)
            {
                return true;
            }

            int order = column == PropertyColumn.Text
                ? ColumnValues.Compare(value, cursor.Value)
                : ColumnValues.AsNumber(value).CompareTo(ColumnValues.AsNumber(cursor.Value));
            return order == 0 ? entity.Id > cursor.Id : descending ? order < 0 : order > 0;
        }

        public override string TokenAfter(CatalogEntity entity) =>
            ListCursor.Encode(entity.Id, Convert.ToString(Read(entity), CultureInfo.InvariantCulture) ?? "");

        private object? Read(CatalogEntity entity)
        {
            if (!_values.TryGetValue(entity, out object? value))
            {
                value = read(entity);
                _values.Add(entity, value);
            }

            return value;
        }
    }
}

/// <summary>The conditions of a filter of models that are about artifacts, whatever joins them.</summary>
internal static class ArtifactConditions
{
    public static IEnumerable<Func<CatalogArtifact, bool>> In(FilterExpression? filter)
    {
        var rest = new Stack<FilterExpression>();
        if (filter is not null)
        {
            rest.Push(filter);
        }

        while (rest.TryPop(out FilterExpression? next))
        {
            switch (next)
            {
                case FilterExpression.And pair:
                    rest.Push(pair.Right);
                    rest.Push(pair.Left);
                    break;
                case FilterExpression.Or pair:
                    rest.Push(pair.Right);
                    rest.Push(pair.Left);
                    break;
                case FilterExpression.Comparison comparison when comparison.Property.StartsWith("artifacts.", StringComparison.Ordinal):
                    yield return Condition(comparison);
                    break;
            }
        }
    }

    private static Func<CatalogArtifact, bool> Condition(FilterExpression.Comparison comparison)
    {
        string[] parts = comparison.Property.Split('.', 3);
        PropertyColumn column = (parts.Length == 3 ? CatalogFilter.ToColumn(parts[2]) : null) ?? comparison.Value switch
        {
            long => PropertyColumn.Integer,
            double => PropertyColumn.Number,
            bool => PropertyColumn.Flag,
            _ => PropertyColumn.Text,
        };
        // Here the operator goes to the database as it is written.
        string @operator = comparison.Operator == "<>" ? "!=" : comparison.Operator;
        var compared = new CatalogComparison(@operator, comparison.Value, CatalogFilter.TypeOf(column));
        return artifact => artifact.Properties.Any(row => row.Name == parts[1] && compared.Holds(row.Read(column)));
    }
}
