using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What became of a serving action.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<ExecutionState>))]
public readonly record struct ExecutionState(string Value) : IOpenEnum<ExecutionState>
{
    /// <summary>Gets <c>UNKNOWN</c>: nothing is known; the server's default.</summary>
    public static ExecutionState Unknown { get; } = new("UNKNOWN");

    /// <summary>Gets <c>NEW</c>: created, not yet started.</summary>
    public static ExecutionState New { get; } = new("NEW");

    /// <summary>Gets <c>RUNNING</c>: under way.</summary>
    public static ExecutionState Running { get; } = new("RUNNING");

    /// <summary>Gets <c>COMPLETE</c>: ended well.</summary>
    public static ExecutionState Complete { get; } = new("COMPLETE");

    /// <summary>Gets <c>FAILED</c>: ended badly.</summary>
    public static ExecutionState Failed { get; } = new("FAILED");

    /// <summary>Gets <c>CACHED</c>: taken from a cache.</summary>
    public static ExecutionState Cached { get; } = new("CACHED");

    /// <summary>Gets <c>CANCELED</c>: called off.</summary>
    public static ExecutionState Cancelled { get; } = new("CANCELED");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static ExecutionState IOpenEnum<ExecutionState>.Create(string value) => new(value);
}
