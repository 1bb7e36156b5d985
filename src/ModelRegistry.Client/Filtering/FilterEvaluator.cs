namespace ModelRegistry.Client.Filtering;

/// <summary>Evaluates a filter as the server does.</summary>
internal static class FilterEvaluator
{
    public static bool Matches(FilterNode node, FilterTarget target, FilterSubject subject, FilterRules rules) =>
        Evaluate(node, comparison => comparison.Field.Kind switch
        {
            StoredFieldKind.Name => MatchesName(comparison, target, (string?)subject.Column("name"), rules),
            StoredFieldKind.Column => subject.Column(comparison.Field.WireName) is { } value && Holds(comparison, value, rules),
            StoredFieldKind.NumberColumn => subject.Column(comparison.Field.WireName) is long value
                && Holds(comparison.Operator, value.CompareTo((long)comparison.Value)),
            StoredFieldKind.State when target is FilterTarget.Artifacts or FilterTarget.MetricHistory =>
                subject.Column("state") is { } value && Holds(
                    comparison.Operator, string.CompareOrdinal((string)value, (string)comparison.Value)),
            _ => subject.Properties(comparison.Field.StoredName, rules).Any(value => Holds(comparison, value, rules)),
        });

    private static bool Evaluate(FilterNode node, Func<FilterComparison, bool> holds) => node switch
    {
        FilterAnd and => Evaluate(and.Left, holds) && Evaluate(and.Right, holds),
        FilterOr or => Evaluate(or.Left, holds) || Evaluate(or.Right, holds),
        FilterNever => false,
        FilterComparison comparison => holds(comparison),
        _ => true,
    };

    // Below a parent the server turns every comparison into LIKE, where trailing spaces count.
    private static bool MatchesName(FilterComparison comparison, FilterTarget target, string? name, FilterRules rules) =>
        name is not null
        && (FilterTargets.IsBelowParent(target) && comparison.Operator == FilterOperator.Equal
            ? rules.Holds(FilterOperator.Like, name, FilterText.EscapeLike((string)comparison.Value))
            : Holds(comparison, name, rules));

    private static bool Holds(FilterComparison comparison, object value, FilterRules rules) => (value, comparison.Value) switch
    {
        (string left, string right) => rules.Holds(comparison.Operator, left, right),
        (double left, double right) => Holds(comparison.Operator, left.CompareTo(right)),
        (bool left, bool right) => Holds(comparison.Operator, left.CompareTo(right)),

        // A value of another type is in another column, and null there.
        _ => false,
    };

    /// <summary>Whether a comparison holds for values in a certain order.</summary>
    public static bool Holds(FilterOperator comparison, int order) => comparison switch
    {
        FilterOperator.Equal => order == 0,
        FilterOperator.NotEqual => order != 0,
        FilterOperator.Less => order < 0,
        FilterOperator.LessOrEqual => order <= 0,
        FilterOperator.Greater => order > 0,
        FilterOperator.GreaterOrEqual => order >= 0,
        _ => false,
    };
}
