using ModelRegistry.Client.Notebooks;

namespace ModelRegistry.Client;

/// <summary>What was done so that a registered model is as specified.</summary>
/// <param name="ModelId">The id of the model; empty when it was not reached.</param>
/// <param name="Entities">
/// The model, its versions and their artifacts, in the order in which they were dealt with, and then those that were not reached.
/// </param>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed record RegistrationResult(string ModelId, IReadOnlyList<EntityResult> Entities)
{
    /// <summary>Gets a value indicating whether anything was written.</summary>
    public bool HasChanges => Entities.Any(entity => entity.Action is not (AppliedAction.Unchanged or AppliedAction.NotReached));

    /// <summary>
    /// Gets a value indicating whether all is as specified: nothing was left unreached, and of nothing is it unknown whether it was
    /// written.
    /// </summary>
    public bool IsComplete => !Entities.Any(entity => entity.Action is AppliedAction.NotReached or AppliedAction.Unconfirmed);

    /// <summary>Shows how much was done.</summary>
    /// <returns>For example <c>model 1: 3 created, 0 updated, 0 unchanged</c>.</returns>
    public override string ToString() =>
        $"model {ModelId}: {Count(AppliedAction.Created) + Count(AppliedAction.Adopted)} created, {Count(AppliedAction.Updated)} updated, "
            + $"{Count(AppliedAction.Unchanged)} unchanged";

    private int Count(AppliedAction action) => Entities.Count(entity => entity.Action == action);
}
