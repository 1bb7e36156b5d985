namespace ModelRegistry.Seeding;

/// <summary>A seed was not applied as a whole.</summary>
public sealed class SeedFailedException : Exception
{
    /// <summary>Makes an exception with a default message.</summary>
    public SeedFailedException()
        : base("The seed was not applied.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What failed, and how to mend it.</param>
    public SeedFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What failed, and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public SeedFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception for a result.</summary>
    /// <param name="result">The result; the message counts, and shows each failure on a line of its own.</param>
    internal SeedFailedException(SeedResult result)
        : base(result.Plan.Secrets.Hide($"{result}{string.Concat(result.Failures.Select(failure => $"\n{failure}"))}")) =>
        Result = result;

    /// <summary>Gets what was done, what failed, and what was not reached.</summary>
    /// <value>The default is <see langword="null"/>, for an exception that was made of a message.</value>
    public SeedResult? Result { get; }
}
