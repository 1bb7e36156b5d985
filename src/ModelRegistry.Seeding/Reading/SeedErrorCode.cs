namespace ModelRegistry.Seeding;

/// <summary>A rule that seed files are checked against.</summary>
/// <param name="Code">The code, for example <c>SEED020</c>. A code keeps its meaning for ever.</param>
/// <param name="Title">The rule's name.</param>
/// <param name="Explanation">One paragraph: what is refused, why, and how to mend it.</param>
public sealed record SeedErrorCode(string Code, string Title, string Explanation);
