namespace ModelRegistry.Seeding;

/// <summary>Where a policy lets model artifacts be from.</summary>
/// <param name="Kind">The kind of source, for example <c>catalog</c>.</param>
/// <param name="Class">The source within its kind, of a catalog the id of its source; <see langword="null"/> for any.</param>
/// <param name="Name">The name there, in which <c>*</c> stands for any text; <see langword="null"/> for any.</param>
public sealed record SeedOrigin(string Kind, string? Class, string? Name)
{
    /// <summary>Shows the origin in one line.</summary>
    /// <returns>For example <c>catalog redhat_ai_models RedHatAI/*</c>.</returns>
    public override string ToString() => $"{Kind} {Class ?? "*"} {Name ?? "*"}";
}
