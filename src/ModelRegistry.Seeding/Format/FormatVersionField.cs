using System.Text.Json;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>The version of the format. What another version means is not known, so nothing else of its document is read.</summary>
internal sealed class FormatVersionField<T>() : Field<T>(FieldName, "The version of this format.")
{
    public const string FieldName = "formatVersion";

    private const int Supported = 1;

    public override void Read(T target, SeedNode value, FormatReader reader)
    {
        if (!IsSupported(value))
        {
            reader.Report(
                value.Location,
                SeedErrorCodes.UnsupportedFormatVersion,
                value is ScalarNode { Type: not ScalarKind.Null } scalar
                    ? $"the format version {reader.Show(scalar.Text)} is not supported: write formatVersion: {Supported}"
                    : $"the format version must be the number {Supported}, not {value.Kind}");
        }
    }

    /// <summary>Tells whether a document is of this version, or fails to say.</summary>
    public static bool IsReadable(MappingNode document) => !document.TryGet(FieldName, out SeedNode? version) || IsSupported(version);

    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteNumber("const", Supported);

    private static bool IsSupported(SeedNode value) =>
        value is ScalarNode { Type: ScalarKind.Integer } scalar && CoreSchema.IntegerOf(scalar.Text) == Supported;
}
