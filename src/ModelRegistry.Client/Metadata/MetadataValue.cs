using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>
/// The value of a custom property (OpenAPI schema <c>MetadataValue</c>): a union told apart by its <c>metadataType</c>.
/// </summary>
/// <remarks>
/// The cases are <see cref="MetadataStringValue"/>, <see cref="MetadataIntValue"/>, <see cref="MetadataDoubleValue"/>,
/// <see cref="MetadataBoolValue"/>, <see cref="MetadataStructValue"/>, <see cref="MetadataProtoValue"/> and, for a kind that this
/// version of the library does not know, <see cref="MetadataUnknownValue"/>, which keeps the JSON that was received.
/// Strings, integers, numbers and booleans convert implicitly: <c>["quantization"] = "FP8-dynamic"</c>. An integer stays one, whatever
/// its type; the registry keeps 32 bits, and a larger one is refused with an <see cref="ArgumentOutOfRangeException"/>. A
/// <see cref="float"/>, <see cref="Half"/> or <see cref="decimal"/> keeps its digits: <c>0.1f</c> becomes 0.1.
/// </remarks>
[JsonConverter(typeof(Wire.MetadataValueConverter))]
public abstract partial record MetadataValue
{
    private protected MetadataValue()
    {
    }

    /// <summary>Gets the discriminator on the wire, for example <c>MetadataStringValue</c>.</summary>
    public abstract string MetadataType { get; }

    /// <summary>Makes a <see cref="MetadataStringValue"/>.</summary>
    /// <param name="value">The text. An empty text is what the dashboard shows as a label.</param>
    public static implicit operator MetadataValue(string value) => new MetadataStringValue(value);

    /// <summary>Makes a <see cref="MetadataIntValue"/>.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator MetadataValue(int value) => new MetadataIntValue(value);

    /// <summary>Makes a <see cref="MetadataDoubleValue"/>.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite.</exception>
    public static implicit operator MetadataValue(double value) => new MetadataDoubleValue(value);

    /// <summary>Makes a <see cref="MetadataBoolValue"/>.</summary>
    /// <param name="value">The flag.</param>
    public static implicit operator MetadataValue(bool value) => new MetadataBoolValue(value);

    /// <summary>Makes a <see cref="MetadataStringValue"/>; the method form of the implicit conversion.</summary>
    /// <param name="value">The text.</param>
    /// <returns>The value.</returns>
    public static MetadataValue FromString(string value) => value;

    /// <summary>Makes a <see cref="MetadataIntValue"/>; the method form of the implicit conversion.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The value.</returns>
    public static MetadataValue FromInt32(int value) => value;

    /// <summary>Makes a <see cref="MetadataDoubleValue"/>; the method form of the implicit conversion.</summary>
    /// <param name="value">A finite number.</param>
    /// <returns>The value.</returns>
    public static MetadataValue FromDouble(double value) => value;

    /// <summary>Makes a <see cref="MetadataBoolValue"/>; the method form of the implicit conversion.</summary>
    /// <param name="value">The flag.</param>
    /// <returns>The value.</returns>
    public static MetadataValue FromBoolean(bool value) => value;

    /// <summary>Makes a <see cref="MetadataStructValue"/> from the text of a JSON object.</summary>
    /// <param name="json">The text of a JSON object.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException"><paramref name="json"/> is not the text of a JSON object.</exception>
    public static MetadataValue FromJson(string json) => MetadataStructValue.Parse(json);
}
