using System.ComponentModel;
using System.Globalization;

namespace ModelRegistry.Client;

/// <content>
/// The conversions of the other numbers. Without one of its own, a type would take the next wider one there is: a <see cref="long"/> would
/// become a floating-point number, and a <see cref="char"/> an integer.
/// </content>
public abstract partial record MetadataValue
{
    /// <summary>Makes a <see cref="MetadataIntValue"/>.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator MetadataValue(byte value) => new MetadataIntValue(value);

    /// <summary>Makes a <see cref="MetadataIntValue"/>.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator MetadataValue(ushort value) => new MetadataIntValue(value);

    /// <summary>Makes a <see cref="MetadataIntValue"/>.</summary>
    /// <param name="value">The number, within 32 bits with a sign.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is larger than the registry keeps.</exception>
    public static implicit operator MetadataValue(uint value) => Integer(value);

    /// <summary>Makes a <see cref="MetadataIntValue"/>.</summary>
    /// <param name="value">The number, within 32 bits with a sign.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is larger or smaller than the registry keeps.</exception>
    public static implicit operator MetadataValue(long value) => Integer(value);

    /// <summary>Makes a <see cref="MetadataIntValue"/>.</summary>
    /// <param name="value">The number, within 32 bits with a sign.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is larger than the registry keeps.</exception>
    public static implicit operator MetadataValue(ulong value) => Integer(value);

    /// <summary>Makes a <see cref="MetadataDoubleValue"/> with the same digits: <c>0.1f</c> becomes 0.1.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite.</exception>
    public static implicit operator MetadataValue(float value) => WithDigits(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Makes a <see cref="MetadataDoubleValue"/> with the same digits.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite.</exception>
    public static implicit operator MetadataValue(Half value) => WithDigits(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Makes a <see cref="MetadataDoubleValue"/>.</summary>
    /// <param name="value">The number, with no more digits than a <see cref="double"/> has: 15 always fit.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A <see cref="double"/> can't hold all the digits of <paramref name="value"/>.
    /// </exception>
    public static implicit operator MetadataValue(decimal value)
    {
        MetadataDoubleValue number = WithDigits(value.ToString(CultureInfo.InvariantCulture));
        return decimal.TryParse(number.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal kept) && kept == value
            ? number
            : throw new ArgumentOutOfRangeException(
                nameof(value),
                value,
                "The registry keeps floating-point numbers of 64 bits, which have fewer digits. Round the number, or write it as a text.");
    }

    /// <summary>Refused by the compiler: a character is no number.</summary>
    /// <param name="value">The character.</param>
    [Obsolete("A character is no number: write a text, \"x\" instead of 'x'.", error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static implicit operator MetadataValue(char value) => new MetadataStringValue(value.ToString());

    /// <summary>Makes a <see cref="MetadataIntValue"/>; the method form of the implicit conversion.</summary>
    /// <param name="value">The number, within 32 bits with a sign.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is larger or smaller than the registry keeps.</exception>
    public static MetadataValue FromInt64(long value) => value;

    /// <summary>Makes a <see cref="MetadataDoubleValue"/> with the same digits; the method form of the implicit conversion.</summary>
    /// <param name="value">A finite number.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite.</exception>
    public static MetadataValue FromSingle(float value) => value;

    private static MetadataIntValue Integer(Int128 value) => value >= int.MinValue && value <= int.MaxValue
        ? new MetadataIntValue((long)value)
        : throw new ArgumentOutOfRangeException(
            nameof(value),
            value,
            "The registry keeps integers of 32 bits. Write a larger one as a text (FromString), or as a floating-point number "
                + "(FromDouble), which is exact up to 9007199254740992.");

    private static MetadataDoubleValue WithDigits(string digits) =>
        new(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture));
}
