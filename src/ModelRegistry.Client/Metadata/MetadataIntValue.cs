using System.Globalization;

namespace ModelRegistry.Client;

/// <summary>An integer (<c>int_value</c>), written as a JSON string as the contract demands.</summary>
/// <param name="Value">
/// The number. The server accepts 32 bits and responds to anything larger with status 400; the wider type here only means that whatever
/// is read is kept.
/// </param>
public sealed record MetadataIntValue(long Value) : MetadataValue
{
    /// <inheritdoc/>
    public override string MetadataType => "MetadataIntValue";

    /// <summary>Shows the number in the invariant culture.</summary>
    /// <returns>The digits.</returns>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
