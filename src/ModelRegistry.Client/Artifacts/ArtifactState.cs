using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>The state of an artifact.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
/// <remarks>An artifact made through <c>/artifacts</c> or below a version or run without a state has none at all.</remarks>
[JsonConverter(typeof(OpenEnumConverter<ArtifactState>))]
public readonly record struct ArtifactState(string Value) : IOpenEnum<ArtifactState>
{
    /// <summary>Gets <c>UNKNOWN</c>: nothing is known; the server's default for <c>/model_artifacts</c>.</summary>
    public static ArtifactState Unknown { get; } = new("UNKNOWN");

    /// <summary>Gets <c>PENDING</c>: the artifact may come to exist.</summary>
    public static ArtifactState Pending { get; } = new("PENDING");

    /// <summary>Gets <c>LIVE</c>: the artifact exists.</summary>
    public static ArtifactState Live { get; } = new("LIVE");

    /// <summary>Gets <c>MARKED_FOR_DELETION</c>: the artifact is to be deleted.</summary>
    public static ArtifactState MarkedForDeletion { get; } = new("MARKED_FOR_DELETION");

    /// <summary>Gets <c>DELETED</c>: the artifact has been deleted.</summary>
    public static ArtifactState Deleted { get; } = new("DELETED");

    /// <summary>Gets <c>ABANDONED</c>: what was to make the artifact failed or was cancelled.</summary>
    public static ArtifactState Abandoned { get; } = new("ABANDONED");

    /// <summary>Gets <c>REFERENCE</c>: the artifact stands for another one while a pipeline runs.</summary>
    public static ArtifactState Reference { get; } = new("REFERENCE");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static ArtifactState IOpenEnum<ArtifactState>.Create(string value) => new(value);
}
