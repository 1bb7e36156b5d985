using System.Text.Json;

namespace ModelRegistry.Client;

/// <summary>A JSON object (<c>struct_value</c>).</summary>
/// <remarks>
/// The server wants the object base64-encoded and returns it as plain JSON text; both forms are read here, and base64 is written, so
/// that a value that was read can be written back. While an entity holds such a property the server refuses any update of it that does
/// not send <c>customProperties</c> along, the dashboard's editing and archiving among them: keep JSON as text in a
/// <see cref="MetadataStringValue"/> where others work on the entity too.
/// Two values are equal when their JSON means the same: the order of members does not count, and numbers are compared as the 64-bit
/// floating-point numbers that the server keeps.
/// </remarks>
public sealed record MetadataStructValue : MetadataValue
{
    private static readonly JsonDocumentOptions ParseOptions = new() { AllowDuplicateProperties = false };

    /// <summary>Makes a value from a JSON object.</summary>
    /// <param name="value">A JSON element of kind <see cref="JsonValueKind.Object"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not a JSON object.</exception>
    public MetadataStructValue(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException($"A struct property holds a JSON object, not {Describe(value.ValueKind)}.", nameof(value));
        }

        Value = value.Clone();
    }

    /// <summary>Gets the object.</summary>
    public JsonElement Value { get; }

    /// <inheritdoc/>
    public override string MetadataType => "MetadataStructValue";

    /// <summary>Makes a value from the text of a JSON object.</summary>
    /// <param name="json">The text, for example <c>{"dtype":"fp8"}</c>. A member may occur once only.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException"><paramref name="json"/> is not the text of a JSON object.</exception>
    public static MetadataStructValue Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        JsonElement value = JsonElement.Parse(json, ParseOptions);
        return value.ValueKind == JsonValueKind.Object
            ? new MetadataStructValue(value)
            : throw new JsonException($"A struct property holds a JSON object, not {Describe(value.ValueKind)}.");
    }

    /// <summary>Shows the object as JSON text.</summary>
    /// <returns>The JSON text.</returns>
    public override string ToString() => Value.GetRawText();

    /// <summary>Compares by meaning.</summary>
    /// <param name="other">The value to compare with.</param>
    /// <returns>Whether both mean the same JSON object.</returns>
    public bool Equals(MetadataStructValue? other) => other is not null && SameMeaning(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetPropertyCount();

    private static bool SameMeaning(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        switch (left.ValueKind)
        {
            case JsonValueKind.Object:
                if (left.GetPropertyCount() != right.GetPropertyCount())
                {
                    return false;
                }

                foreach (JsonProperty member in left.EnumerateObject())
                {
                    // Of members that share a name the last counts, on both sides.
                    if (!right.TryGetProperty(member.Name, out JsonElement counterpart) || !SameMeaning(
                        left.GetProperty(member.Name), counterpart))
                    {
                        return false;
                    }
                }

                return true;

            case JsonValueKind.Array:
                return left.GetArrayLength() == right.GetArrayLength()
                    && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => SameMeaning(pair.First, pair.Second));

            case JsonValueKind.Number:
                return left.GetDouble().Equals(right.GetDouble());

            case JsonValueKind.String:
                return string.Equals(left.GetString(), right.GetString(), StringComparison.Ordinal);

            default:
                return true;
        }
    }

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null => "null",
        _ => "nothing",
    };
}
