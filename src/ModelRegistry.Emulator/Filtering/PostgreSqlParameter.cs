using System.Globalization;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Filtering;

/// <summary>The types of columns that filters and page tokens are compared with.</summary>
internal enum PostgreSqlType
{
    /// <summary><c>text</c> and <c>varchar</c>.</summary>
    Text,

    /// <summary><c>integer</c>: 32 bits.</summary>
    Integer,

    /// <summary><c>bigint</c>: 64 bits.</summary>
    BigInteger,

    /// <summary><c>double precision</c>.</summary>
    Double,

    /// <summary><c>boolean</c>.</summary>
    Boolean,
}

/// <summary>
/// Literals as they get to PostgreSQL. It does not coerce: the driver refuses what it has no way to send as the column's type and cuts the
/// fraction off a number for an integer, and the database reads texts as the column's type.
/// </summary>
internal static class PostgreSqlParameter
{
    /// <summary>Makes a literal the type of the column.</summary>
    /// <param name="type">The type of the column.</param>
    /// <param name="literal">A <see cref="string"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>.</param>
    /// <param name="index">The place among the parameters of the statement, which the driver's texts tell.</param>
    /// <exception cref="DatabaseErrorException">It can't be.</exception>
    public static object Bind(PostgreSqlType type, object literal, int index) => (type, literal) switch
    {
        (PostgreSqlType.Text, string) or (PostgreSqlType.Boolean, bool) or (PostgreSqlType.Double, double) => literal,
        (PostgreSqlType.Integer, long number) => Fit(number, literal, index),
        (PostgreSqlType.BigInteger, long) => literal,
        (PostgreSqlType.Integer, double number) => Fit(Truncate(number), literal, index),
        (PostgreSqlType.BigInteger, double number) => Truncate(number),
        (PostgreSqlType.Double, long number) => (double)number,
        (PostgreSqlType.Boolean, string text) => ReadBoolean(text),
        (PostgreSqlType.Double, string text) => ReadDouble(text),
        (PostgreSqlType.Integer or PostgreSqlType.BigInteger, string text) => ReadInteger(text, type),
        _ => throw Unsendable(type, literal, index, "cannot find encode plan"),
    };

    /// <summary>Reads a text as an integer of the column's size.</summary>
    /// <exception cref="DatabaseErrorException">It is none, or too large.</exception>
    public static long ReadInteger(string text, PostgreSqlType type)
    {
        string trimmed = Trim(text);
        if (GoNumber.TryParseInteger(trimmed, type == PostgreSqlType.Integer ? 32 : 64, out long number, out _))
        {
            return number;
        }

        ReadOnlySpan<char> digits = trimmed.AsSpan().TrimStart("+-");
        throw !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9')
            ? new DatabaseErrorException($"ERROR: value \"{text}\" is out of range for type {NameOf(type)} (SQLSTATE 22003)")
            : Unreadable(text, type);
    }

    /// <summary>What PostgreSQL says of an operator that the column's type does not have.</summary>
    public static DatabaseErrorException NoOperator(PostgreSqlType type, string sqlOperator, string operand) =>
        new($"ERROR: operator does not exist: {NameOf(type)} {sqlOperator} {operand} (SQLSTATE 42883)");

    // A number beyond 64 bits becomes the smallest, as on the usual processors.
    private static long Truncate(double number) =>
        number is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)number : long.MinValue;

    private static long Fit(long number, object literal, int index) => number switch
    {
        > int.MaxValue => throw Unsendable(
            PostgreSqlType.Integer, literal, index, string.Create(
                CultureInfo.InvariantCulture, $"{number} is greater than maximum value for int4")),
        < int.MinValue => throw Unsendable(
            PostgreSqlType.Integer, literal, index, string.Create(
                CultureInfo.InvariantCulture, $"{number} is less than minimum value for int4")),
        _ => number,
    };

    private static double ReadDouble(string text) =>
        double.TryParse(Trim(text), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Unreadable(text, PostgreSqlType.Double);

    // The words may be cut short as long as they are clear.
    private static bool ReadBoolean(string text)
    {
        string word = Trim(text).ToLowerInvariant();
        bool Begins(string whole, int least) => word.Length >= least && whole.StartsWith(word, StringComparison.Ordinal);
        if (word == "1" || word == "on" || Begins("true", 1) || Begins("yes", 1))
        {
            return true;
        }

        return word == "0" || Begins("off", 2) || Begins("false", 1) || Begins("no", 1)
            ? false
            : throw Unreadable(text, PostgreSqlType.Boolean);
    }

    private static string Trim(string text) => text.Trim(' ', '\t', '\n', '\r', '\v', '\f');

    private static DatabaseErrorException Unreadable(string text, PostgreSqlType type) =>
        new($"ERROR: invalid input syntax for type {NameOf(type)}: \"{text}\" (SQLSTATE 22P02)");

    private static DatabaseErrorException Unsendable(PostgreSqlType type, object literal, int index, string reason)
    {
        string shown = literal switch
        {
            bool flag => flag ? "true" : "false",
            double number => GoNumber.FormatDouble(number),
            _ => Convert.ToString(literal, CultureInfo.InvariantCulture)!,
        };
        (string form, string name, int id) = type switch
        {
            PostgreSqlType.Text => ("text", "text", 25),
            PostgreSqlType.Integer => ("binary", "int4", 23),
            PostgreSqlType.BigInteger => ("binary", "int8", 20),
            PostgreSqlType.Double => ("binary", "float8", 701),
            _ => ("binary", "bool", 16),
        };
        return new(string.Create(
            CultureInfo.InvariantCulture, $"failed to encode args[{index}]: unable to encode {shown} into {form} format for {name} (OID "
                + $"{id}): {reason}"));
    }

    private static string NameOf(PostgreSqlType type) => type switch
    {
        PostgreSqlType.Text => "text",
        PostgreSqlType.Integer => "integer",
        PostgreSqlType.BigInteger => "bigint",
        PostgreSqlType.Double => "double precision",
        _ => "boolean",
    };
}
