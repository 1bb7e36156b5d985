using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// Writes a field of an update. A field that is left out does not get here (it is ignored as the default value), except the states:
/// those are written as <c>null</c>, because the server resets a state that an update leaves out.
/// </summary>
/// <typeparam name="T">The type of the field.</typeparam>
internal abstract class OptionalConverter<T> : JsonConverter<Optional<T>>
{
    public sealed override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Updates are written, never read.");

    public sealed override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options)
    {
        if (value is { IsSet: true, Value: not null })
        {
            WriteValue(writer, value.Value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    protected abstract void WriteValue(Utf8JsonWriter writer, T value);
}

internal sealed class OptionalStringConverter : OptionalConverter<string?>
{
    protected override void WriteValue(Utf8JsonWriter writer, string? value) => writer.WriteStringValue(value);
}

internal sealed class OptionalStringsConverter : OptionalConverter<IReadOnlyList<string>?>
{
    protected override void WriteValue(Utf8JsonWriter writer, IReadOnlyList<string>? value)
    {
        writer.WriteStartArray();
        foreach (string item in value ?? [])
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}

internal sealed class OptionalDoubleConverter : OptionalConverter<double?>
{
    protected override void WriteValue(Utf8JsonWriter writer, double? value) => writer.WriteNumberValue(value.GetValueOrDefault());
}

internal sealed class OptionalInt64Converter : OptionalConverter<long?>
{
    protected override void WriteValue(Utf8JsonWriter writer, long? value) => writer.WriteNumberValue(value.GetValueOrDefault());
}

internal sealed class OptionalTimeConverter : OptionalConverter<DateTimeOffset?>
{
    protected override void WriteValue(Utf8JsonWriter writer, DateTimeOffset? value) =>
        writer.WriteStringValue(value.GetValueOrDefault().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
}

internal sealed class OptionalPropertiesConverter : OptionalConverter<IReadOnlyDictionary<string, MetadataValue>?>
{
    protected override void WriteValue(Utf8JsonWriter writer, IReadOnlyDictionary<string, MetadataValue>? value) =>
        CustomPropertiesConverter.Write(writer, value!);
}

internal sealed class OptionalEnumConverter<T> : OptionalConverter<T?>
    where T : struct, IOpenEnum<T>
{
    protected override void WriteValue(Utf8JsonWriter writer, T? value) => writer.WriteStringValue(value.GetValueOrDefault().Value);
}
