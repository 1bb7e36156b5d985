using System.Text;

namespace ModelRegistry.Client.Filtering;

/// <summary>How the registry's database compares strings. The client isn't told which database that is.</summary>
internal abstract class FilterRules
{
    private FilterRules()
    {
    }

    /// <summary>Gets the rules of MariaDB: case, accents and trailing spaces don't count.</summary>
    public static FilterRules MariaDb { get; } = new MariaDbRules();

    /// <summary>
    /// Gets the rules of PostgreSQL with its collation <c>C</c>: everything counts, and strings are in the order of their code points.
    /// </summary>
    public static FilterRules PostgreSql { get; } = new PostgreSqlRules();

    /// <summary>
    /// Gets the rules by which a comparison holds when it does on any database: MariaDB, or PostgreSQL in whatever collation.
    /// </summary>
    public static FilterRules Any { get; } = new AnyRules();

    /// <summary>Whether a comparison of two strings holds.</summary>
    public abstract bool Holds(FilterOperator comparison, string left, string right);

    /// <summary>Whether two names of properties are the same.</summary>
    public abstract bool IsSameName(string left, string right);

    private sealed class MariaDbRules : FilterRules
    {
        public override bool Holds(FilterOperator comparison, string left, string right) =>
            comparison is FilterOperator.Like or FilterOperator.LikeIgnoringCase
                ? LikePattern.IsMatch(left, right, MariaDbText.Weight)
                : FilterEvaluator.Holds(comparison, MariaDbText.Compare(left, right));

        public override bool IsSameName(string left, string right) => MariaDbText.Compare(left, right) == 0;
    }

    private sealed class PostgreSqlRules : FilterRules
    {
        public override bool Holds(FilterOperator comparison, string left, string right) => comparison switch
        {
            FilterOperator.Like => LikePattern.IsMatch(left, right, static rune => rune.Value),

            // That collation knows the case of ASCII alone.
            FilterOperator.LikeIgnoringCase =>
                LikePattern.IsMatch(left, right, static rune => rune.IsAscii ? Rune.ToUpperInvariant(rune).Value : rune.Value),
            _ => FilterEvaluator.Holds(comparison, CompareCodePoints(left, right)),
        };

        public override bool IsSameName(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);

        private static int CompareCodePoints(string left, string right) =>
            Encoding.UTF32.GetBytes(left).Chunk(4).Zip(Encoding.UTF32.GetBytes(right).Chunk(4))
                .Select(pair => BitConverter.ToInt32(pair.First).CompareTo(BitConverter.ToInt32(pair.Second)))
                .FirstOrDefault(order => order != 0, left.Length.CompareTo(right.Length));
    }

    private sealed class AnyRules : FilterRules
    {
        public override bool Holds(FilterOperator comparison, string left, string right) =>
            MariaDb.Holds(comparison, left, right)
            || PostgreSql.Holds(comparison, left, right)
            || (comparison is FilterOperator.Less or FilterOperator.LessOrEqual or FilterOperator.Greater or FilterOperator.GreaterOrEqual
                && IsOrderedByLanguage(left, right));

        public override bool IsSameName(string left, string right) => MariaDb.IsSameName(left, right);

        // Languages agree with MariaDB on letters and digits of ASCII that differ in more than case, and on nothing else.
        private static bool IsOrderedByLanguage(string left, string right)
        {
            foreach ((Rune one, Rune other) in left.EnumerateRunes().Zip(right.EnumerateRunes()))
            {
                if (MariaDbText.Weight(one) != MariaDbText.Weight(other))
                {
                    return !IsAsciiLetterOrDigit(one) || !IsAsciiLetterOrDigit(other);
                }
            }

            return true;
        }

        private static bool IsAsciiLetterOrDigit(Rune rune) => rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value);
    }
}
