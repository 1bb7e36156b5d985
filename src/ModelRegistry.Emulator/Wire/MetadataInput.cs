namespace ModelRegistry.Emulator.Wire;

/// <summary>The kinds of metadata value on the wire.</summary>
internal enum MetadataKind
{
    /// <summary>No known <c>metadataType</c>.</summary>
    None,

    /// <summary><c>MetadataBoolValue</c>.</summary>
    Bool,

    /// <summary><c>MetadataDoubleValue</c>.</summary>
    Double,

    /// <summary><c>MetadataIntValue</c>.</summary>
    Int,

    /// <summary><c>MetadataProtoValue</c>, which the server reads but cannot store.</summary>
    Proto,

    /// <summary><c>MetadataStringValue</c>.</summary>
    String,

    /// <summary><c>MetadataStructValue</c>.</summary>
    Struct,
}

/// <summary>A custom property as it was sent, before it is converted for storage.</summary>
/// <param name="Kind">The kind that <c>metadataType</c> selected.</param>
/// <param name="Text">The text of a string, int or struct value.</param>
/// <param name="Number">The number of a double value.</param>
/// <param name="Flag">The truth of a bool value.</param>
internal readonly record struct MetadataInput(MetadataKind Kind, string Text = "", double Number = 0, bool Flag = false);
