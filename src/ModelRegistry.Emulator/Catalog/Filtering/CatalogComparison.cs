using System.Globalization;
using ModelRegistry.Emulator.Filtering;
using ModelRegistry.Emulator.Store;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>The types of the columns that filters compare.</summary>
internal enum ColumnType
{
    /// <summary>Text, compared by bytes.</summary>
    Text,

    /// <summary>An integer of 32 bits.</summary>
    Int4,

    /// <summary>An integer of 64 bits.</summary>
    Int8,

    /// <summary>A double.</summary>
    Number,

    /// <summary>A truth value.</summary>
    Flag,
}

/// <summary>Compares a column with a literal as PostgreSQL does, which coerces nothing but texts that read as the column's type.</summary>
internal sealed class CatalogComparison
{
    private readonly string _operator;
    private readonly object[] _literals;
    private readonly LikePattern? _pattern;
    private readonly bool _ignoresCase;

    /// <summary>Prepares a comparison.</summary>
    /// <param name="operator">The operator as written.</param>
    /// <param name="literal">The literal, or a list of them.</param>
    /// <param name="type">The type of the column.</param>
    /// <exception cref="MistypedException">The database would refuse to compare the two.</exception>
    public CatalogComparison(string @operator, object literal, ColumnType type)
    {
        _operator = @operator;
        bool isLike = @operator is "LIKE" or "ILIKE";
        IReadOnlyList<object> literals = literal is FilterValueList list ? list.Values : [literal];
        // Parentheses around a single value change nothing, and without a value nothing is found.
        if ((literals.Count > 1 && @operator != "IN") || (isLike && type != ColumnType.Text))
        {
            throw new MistypedException();
        }

        _literals = [.. literals.Select(value => Convert(value, type))];
        if (isLike && _literals.Length == 1)
        {
            // Between parentheses ILIKE is LIKE.
            _ignoresCase = @operator == "ILIKE" && literal is string;
            string pattern = (string)_literals[0];
            _pattern = new LikePattern(_ignoresCase ? Lower(pattern) : pattern, TextRules.PostgreSql);
        }
    }

    /// <summary>Whether a row with this value is found. <see langword="null"/> is SQL's NULL: nothing finds it.</summary>
    /// <exception cref="MistypedException">The database refuses to go on comparing: the pattern ends in a backslash.</exception>
    public bool Holds(object? value)
    {
        if (value is null || _literals.Length == 0)
        {
            return false;
        }

        if (_pattern is not null)
        {
            try
            {
                return _pattern.Matches(_ignoresCase ? Lower((string)value) : (string)value);
            }
            catch (DatabaseErrorException)
            {
                // The service tells no error of the database from a wrong type.
                throw new MistypedException();
            }
        }

        if (_operator == "IN")
        {
            return Array.Exists(_literals, literal => ColumnValues.Compare(value, literal) == 0);
        }

        int order = ColumnValues.Compare(value, _literals[0]);
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

    /// <summary>A text with its ASCII letters in lower case: collation C folds no others.</summary>
    public static string Lower(string text) => string.Create(text.Length, text, static (lower, source) =>
    {
        for (int i = 0; i < lower.Length; i++)
        {
            lower[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        }
    });

    private static object Convert(object literal, ColumnType type) => (type, literal) switch
    {
        (ColumnType.Text, string) or (ColumnType.Flag, bool) => literal,
        (ColumnType.Flag, string text) => ToFlag(text),
        (ColumnType.Int4, long and >= int.MinValue and <= int.MaxValue) or (ColumnType.Int8, long) or (ColumnType.Number, long) => literal,
        (ColumnType.Int4 or ColumnType.Int8 or ColumnType.Number, double) => literal,
        (ColumnType.Int4, string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw new MistypedException(),
        (ColumnType.Int8, string text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new MistypedException(),
        (ColumnType.Number, string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new MistypedException(),
        _ => throw new MistypedException(),
    };

    private static bool ToFlag(string text) => text.Trim().ToLowerInvariant() switch
    {
        "t" or "tr" or "tru" or "true" or "y" or "ye" or "yes" or "on" or "1" => true,
        "f" or "fa" or "fal" or "fals" or "false" or "n" or "no" or "of" or "off" or "0" => false,
        _ => throw new MistypedException(),
    };
}

/// <summary>A literal that the database does not compare with its column.</summary>
internal sealed class MistypedException : Exception;
