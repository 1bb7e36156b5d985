using ModelRegistry.Client.Notebooks;

namespace ModelRegistry.Client;

/// <summary>What was done about one entity.</summary>
/// <param name="Kind">The kind of the entity.</param>
/// <param name="Path">Its name with those of its parents, separated by slashes.</param>
/// <param name="Action">What was done.</param>
/// <param name="Id">Its id; empty when it has none yet or none is known.</param>
/// <param name="Changes">The fields that were written.</param>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed record EntityResult(EntityKind Kind, string Path, AppliedAction Action, string Id, IReadOnlyList<FieldChange> Changes)
{
    /// <summary>Shows what was done.</summary>
    /// <returns>For example <c>Created RegisteredModel Granite (id 1)</c>.</returns>
    public override string ToString() => $"{Action} {Kind} {Path} (id {Id})";
}
