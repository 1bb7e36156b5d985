namespace ModelRegistry.Seeding;

/// <summary>Something in a seed that has to be mended before it can be applied.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Code">Which rule it breaks: one of <see cref="SeedErrorCodes"/>.</param>
/// <param name="Message">What is wrong and how to mend it. Secret values are masked, control characters escaped.</param>
public sealed record SeedError(SeedLocation Location, string Code, string Message)
{
    /// <summary>Shows the error on one line.</summary>
    /// <returns><c>file:line:column: SEEDnnn message</c>, without line and column where the file as a whole is meant.</returns>
    public override string ToString() => $"{Location}: {Code} {Message}";
}
