namespace ModelRegistry.Client;

/// <summary>A plan can't be carried out as specified.</summary>
/// <remarks>
/// Nothing of the plan was written when it was refused from the start. When it came to be refused on the way, because another writer
/// was faster, what was written before that stays; <see cref="RegistrationOptions.OnEntity"/> was called for each such entity.
/// </remarks>
public sealed class RegistrationRefusedException : ModelRegistryException
{
    /// <summary>Makes an exception with a default message.</summary>
    public RegistrationRefusedException()
        : base("The plan can't be carried out.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What can't be done, and how to mend it.</param>
    public RegistrationRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What can't be done, and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public RegistrationRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception for a plan.</summary>
    /// <param name="plan">A plan that is refused.</param>
    internal RegistrationRefusedException(RegisteredModelPlan plan)
        : base(string.Join(' ', plan.Entities.Where(entity => entity.Refusal is not null).Select(entity => $"{entity.Path}: {entity.Refusal}")))
    {
    }
}
