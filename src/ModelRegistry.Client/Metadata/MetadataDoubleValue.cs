using System.Globalization;

namespace ModelRegistry.Client;

/// <summary>A floating-point number (<c>double_value</c>).</summary>
/// <param name="Value">A finite number: JSON can't carry NaN or the infinities.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
public sealed record MetadataDoubleValue(double Value) : MetadataValue
{
    /// <summary>Gets the number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
    public double Value { get; init => field = Finite(value); } = Finite(Value);

    /// <inheritdoc/>
    public override string MetadataType => "MetadataDoubleValue";

    /// <summary>Shows the number in the invariant culture, in its shortest exact form.</summary>
    /// <returns>The number as text.</returns>
    public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);

    private static double Finite(double value) => double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, "A custom property can't hold NaN or an infinity: JSON has no form for them.");
}
