using System.Globalization;

namespace ModelRegistry.Seeding;

/// <summary>A seed has errors, so that nothing was written.</summary>
public sealed class SeedInvalidException : Exception
{
    /// <summary>Makes an exception with a default message.</summary>
    public SeedInvalidException()
        : base("The seed is wrong.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What is wrong, and how to mend it.</param>
    public SeedInvalidException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What is wrong, and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public SeedInvalidException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception for the errors of a seed.</summary>
    /// <param name="errors">The errors; the message shows each with its place, on a line of its own.</param>
    public SeedInvalidException(IReadOnlyList<SeedError> errors)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"The seed has {errors.Count} {(errors.Count == 1 ? "error" : "errors")}. Nothing was "
                + $"written.\n{string.Join('\n', errors)}")) =>
        Errors = errors;

    /// <summary>Gets all errors of the seed, each with its place. Secret values in them are masked.</summary>
    /// <value>The default is none, for an exception that was made of a message.</value>
    public IReadOnlyList<SeedError> Errors { get; } = [];
}
