using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>Reads any text, also one that this version of the library does not know.</summary>
/// <typeparam name="T">The open enum.</typeparam>
internal sealed class OpenEnumConverter<T> : JsonConverter<T>
    where T : struct, IOpenEnum<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.Create(reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is a text."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
