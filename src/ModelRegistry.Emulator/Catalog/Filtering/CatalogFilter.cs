using System.Text.Json;
using ModelRegistry.Emulator.Filtering;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>A filter of models or of artifacts. Says how many rows of the service's response an entity makes.</summary>
internal sealed class CatalogFilter
{
    private const string ArtifactPrefix = "artifacts.";

    private static readonly Dictionary<string, ColumnType> ModelColumns = new(StringComparer.Ordinal)
    {
        ["id"] = ColumnType.Int4,
        ["name"] = ColumnType.Text,
        ["externalId"] = ColumnType.Text,
        ["createTimeSinceEpoch"] = ColumnType.Int8,
        ["lastUpdateTimeSinceEpoch"] = ColumnType.Int8,
    };

    private static readonly Dictionary<string, ColumnType> ArtifactColumns = new(ModelColumns, StringComparer.Ordinal)
    {
        ["uri"] = ColumnType.Text,
        ["state"] = ColumnType.Int4,
    };

    private static readonly HashSet<string> ModelTexts = new(StringComparer.Ordinal)
    {
        "source_id", "description", "owner", "state", "library_name", "license_link", "license", "logo", "maturity", "provider", "readme",
    };

    private static readonly HashSet<string> ModelLists = new(StringComparer.Ordinal) { "language", "tasks", "tags" };

    private readonly bool _ofModels;
    private readonly Func<CatalogEntity, int> _countRows;

    private CatalogFilter(string text, bool ofModels)
    {
        _ofModels = ofModels;
        Expression = Filter.Parse(text);
        _countRows = Joined(Expression);
    }

    /// <summary>The filter as parsed.</summary>
    public FilterExpression Expression { get; }

    /// <summary>Prepares a filter; <see langword="null"/> for a blank one.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="ofModels">Whether models are filtered, or else artifacts.</param>
    /// <exception cref="Wire.RegistryException">It does not parse.</exception>
    /// <exception cref="MistypedException">The database would refuse it.</exception>
    public static CatalogFilter? Compile(string text, bool ofModels) =>
        string.IsNullOrWhiteSpace(text) ? null : new CatalogFilter(text, ofModels);

    /// <summary>How often an entity is listed: not at all, once, or once for each combination of property rows that match.</summary>
    public int CountRows(CatalogEntity entity) => _countRows(entity);

    // Comparisons joined by AND at the top are joins on the server, so an entity counts once for each combination of matching rows.
    private Func<CatalogEntity, int> Joined(FilterExpression expression)
    {
        switch (expression)
        {
            case FilterExpression.And:
                Func<CatalogEntity, int>[] terms = [.. Terms(expression, out Func<CatalogEntity, bool>? combined).Select(Joined)];
                return entity => combined?.Invoke(entity) == false
                    ? 0
                    : terms.Aggregate(1, (rows, term) => rows > 0 ? rows * term(entity) : 0);
            case FilterExpression.Comparison comparison:
                return Compare(comparison, isJoined: true);
            default:
                Func<CatalogEntity, bool> exists = Exists(expression);
                return entity => exists(entity) ? 1 : 0;
        }
    }

    private Func<CatalogEntity, bool> Exists(FilterExpression expression)
    {
        switch (expression)
        {
            case FilterExpression.And:
                Func<CatalogEntity, bool>[] all = [.. Terms(expression, out Func<CatalogEntity, bool>? combined).Select(Exists)];
                return entity => combined?.Invoke(entity) != false && Array.TrueForAll(all, term => term(entity));
            case FilterExpression.Or:
                Func<CatalogEntity, bool>[] any = [.. Chain(expression).Select(Exists)];
                return entity => Array.Exists(any, term => term(entity));
            default:
                Func<CatalogEntity, int> rows = Compare((FilterExpression.Comparison)expression, isJoined: false);
                return entity => rows(entity) > 0;
        }
    }

    // Several conditions on artifacts that an AND joins must hold for one and the same artifact.
    private List<FilterExpression> Terms(FilterExpression chain, out Func<CatalogEntity, bool>? combined)
    {
        List<FilterExpression> terms = Chain(chain);
        var onArtifacts = terms.OfType<FilterExpression.Comparison>().Where(IsOnArtifacts).ToList();
        combined = null;
        if (onArtifacts.Count > 1)
        {
            Func<CatalogEntity, bool>[] conditions = [.. onArtifacts.Select(OnArtifact)];
            combined = entity => ((CatalogModel)entity).Artifacts.Any(
                artifact => Array.TrueForAll(conditions, condition => condition(artifact)));
            terms.RemoveAll(term => term is FilterExpression.Comparison comparison && IsOnArtifacts(comparison));
        }

        return terms;
    }

    // A chain of one operator leans to the left, as deep as it is long: it is taken apart without recursion.
    private static List<FilterExpression> Chain(FilterExpression chain)
    {
        bool isAnd = chain is FilterExpression.And;
        var terms = new List<FilterExpression>();
        var rest = new Stack<FilterExpression>([chain]);
        while (rest.TryPop(out FilterExpression? next))
        {
            switch (next)
            {
                case FilterExpression.And pair when isAnd:
                    rest.Push(pair.Right);
                    rest.Push(pair.Left);
                    break;
                case FilterExpression.Or pair when !isAnd:
                    rest.Push(pair.Right);
                    rest.Push(pair.Left);
                    break;
                default:
                    terms.Add(next);
                    break;
            }
        }

        return terms;
    }

    private bool IsOnArtifacts(FilterExpression.Comparison comparison) =>
        _ofModels && SplitSuffix(comparison.Property).Name.StartsWith(ArtifactPrefix, StringComparison.Ordinal);

    private Func<CatalogEntity, int> Compare(FilterExpression.Comparison comparison, bool isJoined)
    {
        if (IsOnArtifacts(comparison))
        {
            Func<CatalogEntity, bool> onArtifact = OnArtifact(comparison);
            return entity => ((CatalogModel)entity).Artifacts.Any(onArtifact) ? 1 : 0;
        }

        (string name, PropertyColumn? column) = SplitSuffix(comparison.Property);
        (string @operator, object value) = (comparison.Operator, comparison.Value);
        if ((_ofModels ? ModelColumns : ArtifactColumns).TryGetValue(name, out ColumnType type))
        {
            return CompareColumn(name, type, @operator, value);
        }

        if (_ofModels && column is null && ModelLists.Contains(name) && isJoined)
        {
            return CompareList(name, @operator, value);
        }

        if (column is null && (_ofModels ? ModelTexts.Contains(name) || ModelLists.Contains(name) : name == "artifactType"))
        {
            column = PropertyColumn.Text;
        }
        else if (column is null && _ofModels && name == "verifiedSource")
        {
            column = PropertyColumn.Flag;
        }

        Func<PropertyRow, bool> matches = Matches(column, @operator, value);
        return entity => CountRows(entity, name, matches);
    }

    private static int CountRows(CatalogEntity entity, string name, Func<PropertyRow, bool> matches)
    {
        int rows = 0;
        foreach (PropertyRow row in entity.Properties)
        {
            if (row.Name == name && matches(row))
            {
                rows++;
            }
        }

        return rows;
    }

    private static Func<CatalogEntity, bool> OnArtifact(FilterExpression.Comparison comparison)
    {
        (string name, PropertyColumn? column) = SplitSuffix(comparison.Property);
        name = name[ArtifactPrefix.Length..];
        Func<PropertyRow, bool> matches = Matches(column, comparison.Operator, comparison.Value);
        return artifact => CountRows(artifact, name, matches) > 0;
    }

    private static Func<PropertyRow, bool> Matches(PropertyColumn? column, string @operator, object value)
    {
        // A whole number is looked for among the doubles, too.
        if (column is null && value is long)
        {
            var integers = new CatalogComparison(@operator, value, ColumnType.Int4);
            var numbers = new CatalogComparison(@operator, value, ColumnType.Number);
            return row => integers.Holds(row.Integer) || numbers.Holds(row.Number);
        }

        PropertyColumn compared = column ?? value switch
        {
            double => PropertyColumn.Number,
            bool => PropertyColumn.Flag,
            _ => PropertyColumn.Text,
        };
        var comparison = new CatalogComparison(@operator, value, TypeOf(compared));
        return row => comparison.Holds(row.Read(compared));
    }

    private Func<CatalogEntity, int> CompareColumn(string name, ColumnType type, string @operator, object value)
    {
        if (name == "state" && value is string)
        {
            // No artifact of a catalog has a state.
            value = -1L;
        }

        var comparison = new CatalogComparison(@operator, value, type);
        if (_ofModels && name is "name" or "externalId" && @operator == "=" && value is string { Length: > 0 } text)
        {
            // Names are stored behind the id of their source, which the service hides for this operator alone.
            string suffix = ":" + text;
            return entity => ReadColumn(entity, name) is string stored
                && (stored == text || stored.EndsWith(suffix, StringComparison.Ordinal)) ? 1 : 0;
        }

        return entity => comparison.Holds(ReadColumn(entity, name)) ? 1 : 0;
    }

    private static object? ReadColumn(CatalogEntity entity, string name) => name switch
    {
        "id" => entity.Id,
        "name" => entity.StoredName,
        "externalId" => (entity as CatalogArtifact)?.ExternalId,
        "createTimeSinceEpoch" => entity.CreateTime,
        "lastUpdateTimeSinceEpoch" => entity.UpdateTime,
        "uri" => (entity as CatalogArtifact)?.Uri,
        _ => null,
    };

    // Lists are kept as JSON, which these three operators look into.
    private static Func<CatalogEntity, int> CompareList(string name, string @operator, object value)
    {
        if (@operator == "ILIKE")
        {
            // The server looks for a column that there is not.
            throw new MistypedException();
        }

        if (@operator is not ("=" or "!=" or "IN"))
        {
            var comparison = new CatalogComparison(@operator, value, ColumnType.Text);
            return entity => CountRows(entity, name, row => comparison.Holds(row.Text));
        }

        _ = new CatalogComparison(@operator, value, ColumnType.Text);
        string[] wanted = value is FilterValueList list ? [.. list.Values.Cast<string>()] : [(string)value];
        bool negated = @operator == "!=";
        if (wanted.Length == 0)
        {
            return static _ => 0;
        }

        return entity => CountRows(entity, name, row => row.Text is { } text && HoldsAny(text, wanted) != negated);
    }

    private static bool HoldsAny(string json, string[] wanted)
    {
        if (!json.StartsWith('['))
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.EnumerateArray().Any(
                item => item.ValueKind == JsonValueKind.String && Array.Exists(wanted, text => item.ValueEquals(text)));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static (string Name, PropertyColumn? Column) SplitSuffix(string property)
    {
        int dot = property.LastIndexOf('.');
        return dot < 0 || ToColumn(property[(dot + 1)..]) is not { } column ? (property, null) : (property[..dot], column);
    }

    /// <summary>The column of a name; <see langword="null"/> when there is none.</summary>
    public static PropertyColumn? ToColumn(string name) => name switch
    {
        "string_value" => PropertyColumn.Text,
        "double_value" => PropertyColumn.Number,
        "int_value" => PropertyColumn.Integer,
        "bool_value" => PropertyColumn.Flag,
        _ => null,
    };

    /// <summary>The type of a column.</summary>
    public static ColumnType TypeOf(PropertyColumn column) => column switch
    {
        PropertyColumn.Text => ColumnType.Text,
        PropertyColumn.Integer => ColumnType.Int4,
        PropertyColumn.Number => ColumnType.Number,
        _ => ColumnType.Flag,
    };
}
