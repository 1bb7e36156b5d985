using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>How the text of a parameter is to be read.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<ParameterType>))]
public readonly record struct ParameterType(string Value) : IOpenEnum<ParameterType>
{
    /// <summary>Gets <c>string</c>: a text.</summary>
    public static ParameterType String { get; } = new("string");

    /// <summary>Gets <c>number</c>: a number.</summary>
    public static ParameterType Number { get; } = new("number");

    /// <summary>Gets <c>boolean</c>: <c>true</c> or <c>false</c>.</summary>
    public static ParameterType Boolean { get; } = new("boolean");

    /// <summary>Gets <c>object</c>: a JSON object.</summary>
    public static ParameterType Object { get; } = new("object");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static ParameterType IOpenEnum<ParameterType>.Create(string value) => new(value);
}
