using System.Diagnostics.CodeAnalysis;
using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>Which entities a list is to return.</summary>
/// <typeparam name="TEntity">The entities of the list: a filter of another list does not compile.</typeparam>
/// <remarks>
/// <para>
/// It is made of the fields of the list's own class, <see cref="RegisteredModelFilter"/> for registered models: they are compared with the
/// operators of C# or the methods of the same meaning (<see cref="FilterField{TEntity, TValue}.EqualTo"/>, …), and comparisons are joined
/// with <c>&amp;</c> and <c>|</c>.
/// </para>
/// <para>
/// The filter is written for its list when the list is asked for. What the server would get silently wrong is written in a form that works,
/// or refused by the list with a <see cref="NotSupportedException"/> that says why: <c>!=</c> and order on names below a parent.
/// </para>
/// <para>
/// A server older than v0.3.0 ignores filters and returns everything: check what came back where that matters. On MariaDB neither case
/// nor trailing spaces count in strings; on PostgreSQL they do. The server does not tell a custom property from a stored field of the same
/// name, so that a model with a custom property <c>owner</c> is found by that too.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// Filter&lt;RegisteredModel&gt; filter = RegisteredModelFilter.Property("quantization") == "FP8-dynamic" &amp;
/// RegisteredModelFilter.Name.Like("Granite%"); await foreach (RegisteredModel model in registry.RegisteredModels.ListAsync(new() { Filter
/// = filter }))
/// </code>
/// </example>
public sealed class Filter<TEntity>
{
    internal Filter(FilterNode node) => Node = node;

    internal FilterNode Node { get; }

    /// <summary>Asks for entities that match both filters.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>The filter.</returns>
    public static Filter<TEntity> operator &(Filter<TEntity> left, Filter<TEntity> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.And(right);
    }

    /// <summary>Asks for entities that match one of the filters or both.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>The filter.</returns>
    public static Filter<TEntity> operator |(Filter<TEntity> left, Filter<TEntity> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Or(right);
    }

    /// <summary>Uses a filter in the server's own language on this list.</summary>
    /// <param name="raw">The filter.</param>
    /// <returns>The filter.</returns>
    [return: NotNullIfNotNull(nameof(raw))]
    public static implicit operator Filter<TEntity>?(RawFilter? raw) => raw is null ? null : new(new FilterRaw(raw.Text));

    /// <summary>Asks for entities that match both filters.</summary>
    /// <param name="other">The other filter.</param>
    /// <returns>The filter.</returns>
    public Filter<TEntity> And(Filter<TEntity> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Filter<TEntity>(new FilterAnd(Node, other.Node));
    }

    /// <summary>Asks for entities that match one of the filters or both.</summary>
    /// <param name="other">The other filter.</param>
    /// <returns>The filter.</returns>
    public Filter<TEntity> Or(Filter<TEntity> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Filter<TEntity>(new FilterOr(Node, other.Node));
    }

    /// <summary>Shows the filter in the server's language, with names as registered models have them.</summary>
    /// <returns>The string.</returns>
    public override string ToString() => FilterRenderer.Describe(Node);

    /// <summary>Writes the filter for a list.</summary>
    /// <exception cref="NotSupportedException">The server can't filter that list so.</exception>
    internal string Render(FilterTarget target) => FilterRenderer.Render(Node, target);
}
