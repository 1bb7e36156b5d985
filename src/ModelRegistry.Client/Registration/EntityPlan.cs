namespace ModelRegistry.Client;

/// <summary>What is to be done about one entity. Only comparing makes plans.</summary>
public abstract record EntityPlan
{
    private protected EntityPlan(string path, PlannedAction action) => (Path, Action) = (path, action);

    /// <summary>Gets the kind of the entity.</summary>
    public abstract EntityKind Kind { get; }

    /// <summary>Gets the entity's name with those of its parents, separated by slashes, for people to read.</summary>
    public string Path { get; internal init; }

    /// <summary>Gets what is to be done.</summary>
    public PlannedAction Action { get; internal init; }

    /// <summary>Gets the id of the entity, or <see langword="null"/> when it is not there yet.</summary>
    public abstract string? Id { get; }

    /// <summary>
    /// Gets the fields that will be written because they differ; with <see cref="PlannedAction.Create"/> all that are set.
    /// </summary>
    public IReadOnlyList<FieldChange> Changes { get; internal init; } = [];

    /// <summary>Gets why the entity can't be made as specified, or <see langword="null"/> when it can.</summary>
    public RegistrationRefusal? Refusal { get; internal init; }

    /// <summary>Gets what is worth knowing about the entity and changes nothing, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>Makes the plan of an entity that is refused; below it nothing can be done either.</summary>
    internal abstract EntityPlan Refused(RegistrationRefusal refusal);

    /// <summary>Shows what is to be done.</summary>
    /// <returns>For example <c>Update RegisteredModel Granite (owner)</c>.</returns>
    public sealed override string ToString() =>
        $"{Action} {Kind} {Path}{(Changes.Count == 0 ? "" : $" ({string.Join(", ", Changes.Select(change => change.Field))})")}";
}
