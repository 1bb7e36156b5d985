using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What an inference service is meant to be; a <see cref="ServeModel"/> says what became of it.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<InferenceServiceState>))]
public readonly record struct InferenceServiceState(string Value) : IOpenEnum<InferenceServiceState>
{
    /// <summary>Gets <c>DEPLOYED</c>: the service must be deployed; the server's default.</summary>
    public static InferenceServiceState Deployed { get; } = new("DEPLOYED");

    /// <summary>Gets <c>UNDEPLOYED</c>: the service must not be deployed.</summary>
    public static InferenceServiceState Undeployed { get; } = new("UNDEPLOYED");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static InferenceServiceState IOpenEnum<InferenceServiceState>.Create(string value) => new(value);
}
