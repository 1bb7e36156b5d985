namespace ModelRegistry.Seeding;

/// <summary>Something in a seed that can be applied as it is, and that its author should know of.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Code">What kind of warning it is: one of <see cref="SeedWarningCodes"/>.</param>
/// <param name="Message">What happens and how to avoid it. Secret values are masked, control characters escaped.</param>
public sealed record SeedWarning(SeedLocation Location, string Code, string Message)
{
    /// <summary>Shows the warning on one line.</summary>
    /// <returns><c>file:line:column: SEEDnnn message</c>, without line and column where the file as a whole is meant.</returns>
    public override string ToString() => $"{Location}: {Code} {Message}";
}
