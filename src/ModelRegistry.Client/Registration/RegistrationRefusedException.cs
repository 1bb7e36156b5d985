namespace ModelRegistry.Client;

/// <summary>A plan can't be carried out as specified.</summary>
/// <remarks>
/// Nothing of the plan was written when it was refused from the start. When it came to be refused on the way, because another writer
/// was faster, what was written before that stays; <see cref="ModelRegistryException.Registration"/> says what that is.
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

    /// <summary>Makes an exception for what is refused.</summary>
    /// <param name="refusals">Why which entities are refused; the message names all of them.</param>
    public RegistrationRefusedException(IReadOnlyList<RegistrationRefusal> refusals)
        : base(string.Join(' ', refusals)) =>
        Refusals = refusals;

    /// <summary>Makes an exception for a plan.</summary>
    /// <param name="plan">A plan that is refused.</param>
    internal RegistrationRefusedException(RegisteredModelPlan plan)
        : this([.. plan.Entities.Select(entity => entity.Refusal).OfType<RegistrationRefusal>()])
    {
    }

    /// <summary>Gets why which entities are refused.</summary>
    /// <value>The default is none, for an exception that was made of a message.</value>
    public IReadOnlyList<RegistrationRefusal> Refusals { get; } = [];
}
