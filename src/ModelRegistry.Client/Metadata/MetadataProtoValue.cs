namespace ModelRegistry.Client;

/// <summary>
/// A serialised protocol buffer (<c>proto_value</c>). The published contract has it, yet the server refuses to store one
/// (status 400, <c>metadataType not found</c>).
/// </summary>
/// <param name="Type">The URL that describes the message type.</param>
/// <param name="ProtoValue">The message's bytes, base64-encoded.</param>
public sealed record MetadataProtoValue(string Type, string ProtoValue) : MetadataValue
{
    /// <summary>Gets the URL that describes the message type.</summary>
    public string Type { get; init; } = Type ?? throw new ArgumentNullException(nameof(Type));

    /// <summary>Gets the message's bytes, base64-encoded.</summary>
    public string ProtoValue { get; init; } = ProtoValue ?? throw new ArgumentNullException(nameof(ProtoValue));

    /// <inheritdoc/>
    public override string MetadataType => "MetadataProtoValue";

    /// <summary>Shows the type and the bytes.</summary>
    /// <returns>The type URL and the base64 text.</returns>
    public override string ToString() => $"{Type}: {ProtoValue}";
}
