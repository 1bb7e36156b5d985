using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>Which entities a list shall answer.</summary>
/// <remarks>
/// <para>Fields and custom properties are compared with the operators of C#, and comparisons joined with <c>&amp;</c> and <c>|</c>.</para>
/// <para>
/// The filter is written for the list it is used on, when the list is asked for. What the server would get silently wrong is written in
/// a form that works or refused with a <see cref="NotSupportedException"/> that says why: any filter on model artifacts, serving
/// environments, inference services and serving actions; <c>!=</c> and order on names below a parent; a field that the entities of that
/// list don't have.
/// </para>
/// <para>
/// A server older than v0.3.0 ignores filters and answers everything: check what came back where that matters. On MariaDB neither case
/// nor trailing spaces count in texts; on PostgreSQL they do. The server does not tell a custom property from a stored field of the same
/// name, so that a model with a custom property <c>owner</c> is found by that too.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// Filter filter = Filter.Property("quantization") == "FP8-dynamic" &amp; Filter.Name.Like("Granite%");
/// await foreach (RegisteredModel model in registry.RegisteredModels.ListAsync(new ListOptions { Filter = filter }))
/// </code>
/// </example>
public sealed partial class Filter
{
    private Filter(FilterNode node) => Node = node;

    internal FilterNode Node { get; }

    /// <summary>Names a custom property.</summary>
    /// <param name="name">The name; on MariaDB its case does not count.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">The server's filter can't name it: it takes the name for a field of its own or for a type, or has no form for its characters.</exception>
    public static FilterProperty Property(string name) => new(FilterField.Property(name));

    /// <summary>Takes a filter in the server's own language. It is sent as it is.</summary>
    /// <param name="text">The text; key words are in capital letters.</param>
    /// <returns>The filter.</returns>
    public static Filter Raw(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new Filter(new FilterRaw(text));
    }

    /// <summary>Asks for entities that match both filters.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>The filter.</returns>
    public static Filter operator &(Filter left, Filter right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Filter(new FilterAnd(left.Node, right.Node));
    }

    /// <summary>Asks for entities that match one of the filters or both.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>The filter.</returns>
    public static Filter operator |(Filter left, Filter right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Filter(new FilterOr(left.Node, right.Node));
    }

    /// <summary>Asks for entities that match all filters.</summary>
    /// <param name="filters">The filters, at least one.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="InvalidOperationException">There is no filter.</exception>
    public static Filter All(params IEnumerable<Filter> filters) => filters.Aggregate(static (left, right) => left & right);

    /// <summary>Asks for entities that match any of some filters.</summary>
    /// <param name="filters">The filters, at least one.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="InvalidOperationException">There is no filter.</exception>
    public static Filter Any(params IEnumerable<Filter> filters) => filters.Aggregate(static (left, right) => left | right);

    /// <summary>Shows the filter in the server's language, as it is written for registered models.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => FilterRenderer.Describe(Node);

    /// <summary>Writes the filter for a list.</summary>
    /// <exception cref="NotSupportedException">The server can't filter that list so.</exception>
    internal string Render(FilterTarget target) => FilterRenderer.Render(Node, target);

    internal static Filter Compare(FilterField field, FilterOperator comparison, object value)
    {
        if (value is string text && field.Kind != FilterFieldKind.NumberColumn)
        {
            // Refused where the filter is made, not where it is used.
            _ = FilterText.Literal(text);
        }

        return new Filter(new FilterComparison(field, comparison, value));
    }

    internal static Filter Like(FilterField field, FilterOperator comparison, string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        int backslashes = pattern.Length - pattern.AsSpan().TrimEnd('\\').Length;
        return backslashes % 2 == 0
            ? Compare(field, comparison, pattern)
            : throw new ArgumentException("The pattern ends in a lone backslash: write two for the character itself.", nameof(pattern));
    }

    internal static Filter In(FilterField field, IEnumerable<object> values)
    {
        // The server's own IN goes wrong for names below a parent, for numbers and for the states of artifacts.
        FilterNode[] comparisons = [.. values.Select(value => Compare(field, FilterOperator.Equal, value).Node)];
        return new Filter(comparisons.Length == 0 ? new FilterNever() : Join(comparisons));

        // Halves, so that a long list makes no deep tree.
        static FilterNode Join(ReadOnlySpan<FilterNode> nodes) =>
            nodes.Length == 1 ? nodes[0] : new FilterOr(Join(nodes[..(nodes.Length / 2)]), Join(nodes[(nodes.Length / 2)..]));
    }
}
