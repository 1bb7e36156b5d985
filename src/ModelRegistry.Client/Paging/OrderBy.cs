using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What a list is ordered by.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
/// <remarks>
/// The server orders by id when it does not know the string. Items with equal times are in no fixed order: where a page ends between them
/// the server may repeat some and lose others. What it repeats is left out; see <see cref="PagingOptions.EnsureComplete"/> for what it
/// loses.
/// </remarks>
[JsonConverter(typeof(OpenEnumConverter<OrderBy>))]
public readonly record struct OrderBy(string Value) : IOpenEnum<OrderBy>
{
    /// <summary>
    /// Gets <c>ID</c>: the id, which grows with every creation; the server's default, and the only order that never loses an item between
    /// pages.
    /// </summary>
    public static OrderBy Id { get; } = new("ID");

    /// <summary>
    /// Gets <c>CREATE_TIME</c>: the time of creation. The server may lose items with equal times; see
    /// <see cref="PagingOptions.EnsureComplete"/>.
    /// </summary>
    public static OrderBy CreateTime { get; } = new("CREATE_TIME");

    /// <summary>
    /// Gets <c>LAST_UPDATE_TIME</c>: the time of the last update. The server may lose items with equal times; see
    /// <see cref="PagingOptions.EnsureComplete"/>.
    /// </summary>
    public static OrderBy LastUpdateTime { get; } = new("LAST_UPDATE_TIME");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static OrderBy IOpenEnum<OrderBy>.Create(string value) => new(value);
}
