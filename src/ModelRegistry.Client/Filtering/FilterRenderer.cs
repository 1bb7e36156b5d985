using System.Globalization;

namespace ModelRegistry.Client.Filtering;

/// <summary>
/// Writes a filter for a list so that it means there what it says, or refuses: the same comparison has to be written differently for
/// different entities, and some comparisons the server gets silently wrong in every form.
/// </summary>
internal sealed class FilterRenderer(FilterTarget target)
{
    private bool _isBelowOr;

    // A metric history stores each value under name__milliseconds.
    private const string HistorySuffix = @"\_\_" + "_____________";

    private const string Never = "id IN ()";

    /// <summary>Writes a filter for a list.</summary>
    /// <exception cref="NotSupportedException">The server can't filter that list so.</exception>
    public static string Render(FilterNode node, FilterTarget target) => new FilterRenderer(target).Render(node);

    /// <summary>Writes a filter for people.</summary>
    public static string Describe(FilterNode node) => new FilterRenderer(FilterTarget.None).Render(node);

    private string Render(FilterNode node) => node switch
    {
        FilterAnd and => $"{RenderBelowAnd(and.Left)} AND {RenderBelowAnd(and.Right)}",
        FilterOr or => $"{RenderBelowOr(or.Left)} OR {RenderBelowOr(or.Right)}",
        FilterNever => Never,
        FilterRaw raw => raw.Text,
        FilterComparison comparison => Render(comparison),
        _ => throw new NotSupportedException($"A filter can't hold a {node.GetType().Name}."),
    };

    private string RenderBelowOr(FilterNode node)
    {
        bool before = _isBelowOr;
        _isBelowOr = true;
        string text = Render(node);
        _isBelowOr = before;
        return text;
    }

    private string RenderBelowAnd(FilterNode node)
    {
        string text = Render(node);
        return node switch
        {
            FilterAnd or FilterNever => text,

            // A comment in the text would swallow the parenthesis.
            FilterRaw => text.Contains("--", StringComparison.Ordinal) ? $"({text}\n)" : $"({text})",
            FilterComparison when !text.Contains(" OR ", StringComparison.Ordinal) => text,
            _ => $"({text})",
        };
    }

    private string Render(FilterComparison comparison)
    {
        StoredField field = comparison.Field;
        return field.Kind switch
        {
            StoredFieldKind.Name => RenderName(comparison),
            StoredFieldKind.CatalogName => RenderCatalogName(comparison),
            StoredFieldKind.NumberColumn => Write(field.WireName, comparison.Operator, FilterText.Literal((long)comparison.Value)),
            StoredFieldKind.TextTakenForNumber =>
                Write(field.WireName + ".string_value", comparison.Operator, FilterText.Literal((string)comparison.Value)),
            StoredFieldKind.Integer => RenderInteger(field.WireName, comparison.Operator, (double)comparison.Value),
            _ => comparison.Value switch
            {
                string text => Write(field.WireName, comparison.Operator, FilterText.Literal(text)),
                bool flag => Write(field.WireName, comparison.Operator, flag ? "true" : "false"),
                double number => RenderNumber(field.WireName, comparison.Operator, number),
                _ => throw new NotSupportedException($"A filter can't compare with a {comparison.Value.GetType().Name}."),
            },
        };
    }

    private string RenderName(FilterComparison comparison)
    {
        string text = (string)comparison.Value;
        if (!FilterTargets.IsBelowParent(target))
        {
            return Write("name", comparison.Operator, FilterText.Literal(text));
        }

        // Below a parent the server stores "parent:name", and adds "%:" itself only to patterns without a colon or a leading %.
        string suffix = target == FilterTarget.MetricHistory ? HistorySuffix : "";
        return comparison.Operator switch
        {
            FilterOperator.Equal => Write("name", FilterOperator.Like, FilterText.Literal("%:" + FilterText.EscapeLike(text) + suffix)),
            FilterOperator.Like or FilterOperator.LikeIgnoringCase =>
                Write("name", comparison.Operator, FilterText.Literal("%:" + text + suffix)),
            _ => throw new NotSupportedException(
                $"{Describe(target)} can't be filtered by {Symbol(comparison.Operator)} on the name: the server compares with the parent's "
                    + "id and the name together, so that the response would be wrong. Use ==, Like or In, or filter on the client."),
        };
    }

    /// <summary>
    /// Compares with an integer of 32 bits. PostgreSQL cuts the fraction off what it compares with one, and refuses what has more bits.
    /// </summary>
    private static string RenderInteger(string name, FilterOperator comparison, double number)
    {
        double down = Math.Floor(number);
        bool isInteger = down.Equals(number);
        if (isInteger && down is >= int.MinValue and <= int.MaxValue)
        {
            return Write(name, comparison, FilterText.Literal((long)number));
        }

        return comparison switch
        {
            FilterOperator.NotEqual => AtLeast(int.MinValue),
            FilterOperator.Less or FilterOperator.LessOrEqual => AtMost(down),
            FilterOperator.Greater or FilterOperator.GreaterOrEqual => AtLeast(Math.Ceiling(number)),
            _ => Never,
        };

        string AtMost(double bound) => bound < int.MinValue
            ? Never
            : Write(name, FilterOperator.LessOrEqual, FilterText.Literal((long)Math.Min(bound, int.MaxValue)));

        string AtLeast(double bound) => bound > int.MaxValue
            ? Never
            : Write(name, FilterOperator.GreaterOrEqual, FilterText.Literal((long)Math.Max(bound, int.MinValue)));
    }

    /// <summary>
    /// The service stores <c>source:name</c>. It understands equality; it compares patterns with all of that, and any other comparison goes
    /// wrong. A pattern that does not begin with % gets one, and <see cref="CatalogNameCheck"/> looks at what comes back.
    /// </summary>
    private string RenderCatalogName(FilterComparison comparison)
    {
        string text = (string)comparison.Value;
        if (comparison.Operator is not (FilterOperator.Equal or FilterOperator.Like or FilterOperator.LikeIgnoringCase))
        {
            throw new NotSupportedException(
                $"The models of a catalog can't be filtered by {Symbol(comparison.Operator)} on the name: the service compares with the "
                + "source and the name together. Use ==, Like or In, or filter on the client.");
        }

        if (!CatalogNameCheck.IsNeededFor(comparison))
        {
            return Write("name", comparison.Operator, FilterText.Literal(text));
        }

        return _isBelowOr
            ? throw new NotSupportedException(
                "A name that is to begin with a certain text can't stand beside an OR: the service can't look for it, and what it responds "
                + "with does not say which side has matched. Begin the pattern with %, use Contains, or list twice.")
            : Write("name", comparison.Operator, FilterText.Literal("%" + text));
    }

    /// <summary>
    /// Compares with a number whichever way it is stored. An integer literal is compared with integers and floating-point numbers alike,
    /// any other only with floating-point numbers: for those the integers that fit are added with a literal that is an integer.
    /// </summary>
    private static string RenderNumber(string name, FilterOperator comparison, double number)
    {
        double down = Math.Floor(number);
        double up = Math.Ceiling(number);
        if (down.Equals(up) && down is >= int.MinValue and <= int.MaxValue)
        {
            return Write(name, comparison, FilterText.Literal((long)number));
        }

        string alone = Write(name, comparison, FilterText.Literal(number));
        string? smaller = down >= int.MinValue
            ? Write(name, FilterOperator.LessOrEqual, FilterText.Literal((long)Math.Min(down, int.MaxValue)))
            : null;
        string? larger = up <= int.MaxValue
            ? Write(name, FilterOperator.GreaterOrEqual, FilterText.Literal((long)Math.Max(up, int.MinValue)))
            : null;
        string? integers = comparison switch
        {
            FilterOperator.Less or FilterOperator.LessOrEqual => smaller,
            FilterOperator.Greater or FilterOperator.GreaterOrEqual => larger,
            FilterOperator.NotEqual => smaller is not null && larger is not null ? $"{smaller} OR {larger}" : smaller ?? larger,
            _ => null,
        };
        return integers is null ? alone : $"{alone} OR {integers}";
    }

    private static string Write(string name, FilterOperator comparison, string value) => $"{name} {Symbol(comparison)} {value}";

    private static string Symbol(FilterOperator comparison) => comparison switch
    {
        FilterOperator.Equal => "=",
        FilterOperator.NotEqual => "!=",
        FilterOperator.Less => "<",
        FilterOperator.LessOrEqual => "<=",
        FilterOperator.Greater => ">",
        FilterOperator.GreaterOrEqual => ">=",
        FilterOperator.Like => "LIKE",
        FilterOperator.LikeIgnoringCase => "ILIKE",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, null),
    };

    private static string Describe(FilterTarget target) => target switch
    {
        FilterTarget.ModelVersions => "Model versions",
        FilterTarget.ExperimentRuns => "Experiment runs",
        FilterTarget.Artifacts => "Artifacts",
        FilterTarget.MetricHistory => "Values of a metric history",
        _ => string.Create(CultureInfo.InvariantCulture, $"Entities of {target}"),
    };
}
