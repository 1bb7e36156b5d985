using System.Globalization;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Filtering;

/// <summary>Compares a column with a literal as the database does, coercing between text and numbers.</summary>
internal sealed class SqlComparison
{
    private readonly TextRules _rules;
    private readonly string _operator;
    private readonly object _literal;
    private readonly LikePattern? _pattern;
    private readonly HashSet<string>? _listed;

    public SqlComparison(string @operator, object literal, TextRules rules)
    {
        _rules = rules;
        _operator = @operator;
        // Parentheses around a single value change nothing.
        _literal = @operator != "IN" && literal is FilterValueList { Values: [var only] } ? only : literal;
        if (@operator is "LIKE" or "ILIKE" && _literal is not FilterValueList)
        {
            _pattern = new LikePattern(AsText(_literal), rules, ignoreCase: @operator == "ILIKE");
        }

        // A list of a hundred names is asked of each of ten thousand rows.
        if (@operator == "IN" && literal is FilterValueList list && list.Values.All(value => value is string))
        {
            _listed = [.. list.Values.Select(value => rules.Key((string)value))];
        }
    }

    /// <summary>Whether a row with this value is found. <see langword="null"/> is SQL's NULL: nothing finds it.</summary>
    public bool Holds(object? column)
    {
        if (column is null)
        {
            return false;
        }

        if (_pattern is not null)
        {
            return _pattern.Matches(AsText(column));
        }

        if (_listed is not null && column is string text)
        {
            return _listed.Contains(_rules.Key(text));
        }

        if (_operator == "IN")
        {
            return _literal is FilterValueList list
                ? list.Values.Any(value => Compare(column, value) == 0)
                : Compare(column, _literal) == 0;
        }

        if (_literal is FilterValueList)
        {
            return false;
        }

        int order = Compare(column, _literal);
        return _operator switch
        {
            "!=" => order != 0,
            ">" => order > 0,
            ">=" => order >= 0,
            "<" => order < 0,
            "<=" => order <= 0,
            // <> falls through to equality on the server.
            _ => order == 0,
        };
    }

    private int Compare(object column, object literal) => column is string left && literal is string right
        ? _rules.Compare(left, right)
        : AsNumber(column).CompareTo(AsNumber(literal));

    private static double AsNumber(object value) => value switch
    {
        string text => NumericText.Prefix(text),
        bool flag => flag ? 1 : 0,
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
        _ => 0,
    };

    private static string AsText(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "1" : "0",
        double number => GoNumber.FormatDouble(number),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
