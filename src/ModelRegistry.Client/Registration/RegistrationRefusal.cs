namespace ModelRegistry.Client;

/// <summary>Why an entity can't be made as specified, and how to mend that.</summary>
/// <param name="Kind">The kind of the refusal, for programs to tell them apart.</param>
/// <param name="Path">The name of the entity with those of its parents, separated by slashes.</param>
/// <param name="Reason">What is in the way, without a full stop.</param>
/// <param name="Hint">How to mend it, in whole sentences that name members of this library.</param>
public sealed record RegistrationRefusal(RefusalKind Kind, string Path, string Reason, string Hint)
{
    /// <summary>Gets the reason and the hint, for people to read.</summary>
    public string Message => $"{Reason}. {Hint}";

    /// <summary>Shows which entity is refused and why.</summary>
    /// <returns>The path, the reason and the hint.</returns>
    public override string ToString() => $"{Path}: {Message}";
}
