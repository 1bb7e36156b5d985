using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>
/// Checks names on the client. The service stores <c>source:name</c> and compares patterns with that, so that one which does not begin with
/// <c>%</c> finds nothing: it is asked for with a <c>%</c> before it, and what comes back is checked here.
/// </summary>
internal static class CatalogNameCheck
{
    /// <summary>The check that a filter needs; <see langword="null"/> when it needs none.</summary>
    public static Func<string, bool>? Of(FilterNode node)
    {
        List<FilterComparison> patterns = [];
        Collect(node, patterns);
        return patterns.Count == 0 ? null : name => patterns.TrueForAll(pattern => Matches(pattern, name));
    }

    /// <summary>Whether a comparison is one that the service would get wrong as it stands.</summary>
    public static bool IsNeededFor(FilterComparison comparison) =>
        comparison.Field.Kind == StoredFieldKind.CatalogName
        && comparison.Operator is FilterOperator.Like or FilterOperator.LikeIgnoringCase
        && ((string)comparison.Value) is not ['%', ..];

    // Below an OR the other side may be why a model was found. The renderer refuses such a filter.
    private static void Collect(FilterNode node, List<FilterComparison> into)
    {
        switch (node)
        {
            case FilterAnd and:
                Collect(and.Left, into);
                Collect(and.Right, into);
                break;
            case FilterComparison comparison when IsNeededFor(comparison):
                into.Add(comparison);
                break;
        }
    }

    private static bool Matches(FilterComparison pattern, string name) =>
        IsLike(name, (string)pattern.Value, pattern.Operator == FilterOperator.LikeIgnoringCase);

    private static bool IsLike(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern, bool ignoreCase)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '%')
            {
                ReadOnlySpan<char> rest = pattern.TrimStart('%');
                for (int i = 0; i <= text.Length; i++)
                {
                    if (IsLike(text[i..], rest, ignoreCase))
                    {
                        return true;
                    }
                }

                return false;
            }

            int length = pattern[0] == '\\' && pattern.Length > 1 ? 2 : 1;
            bool any = length == 1 && pattern[0] == '_';
            if (text.IsEmpty || (!any && !IsSame(text[0], pattern[length - 1], ignoreCase)))
            {
                return false;
            }

            text = text[1..];
            pattern = pattern[length..];
        }

        return text.IsEmpty;
    }

    private static bool IsSame(char left, char right, bool ignoreCase) =>
        left == right || (ignoreCase && char.ToUpperInvariant(left) == char.ToUpperInvariant(right));
}
