namespace ModelRegistry.Seeding;

/// <summary>Says what <see cref="SeedReader"/> reads.</summary>
public sealed record SeedReaderOptions
{
    /// <summary>
    /// Gets the paths: files; directories, searched recursively for <c>*.yaml</c>, <c>*.yml</c> and <c>*.json</c>, hidden ones skipped;
    /// globs with <c>*</c>, <c>**</c> and <c>?</c>; and <c>-</c> for <see cref="StandardInput"/>. A file that several paths lead to is
    /// read once.
    /// </summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Gets what <c>-</c> reads.</summary>
    /// <value>The default is <see langword="null"/>: the process's standard input.</value>
    public Stream? StandardInput { get; init; }

    /// <summary>Gets where the variables of <c>${NAME}</c> come from; <see langword="null"/> says that there is no such variable.</summary>
    /// <value>The default is the process's environment.</value>
    public Func<string, string?> Variables { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>
    /// Gets the names of the variables whose values are secret: they are masked in errors, and by <see cref="Seed.Secrets"/>.
    /// </summary>
    /// <value>The default is none. Values of <c>${file:/path}</c> are always secret.</value>
    public IReadOnlyCollection<string> SecretVariables { get; init; } = [];

    /// <summary>Gets whether <c>${file:/path}</c> may read files.</summary>
    /// <value>
    /// The default is <see langword="true"/>. The author of a seed decides which of the files that the process can read end up in the
    /// registry: switch it off for seeds of people who should not.
    /// </value>
    public bool AllowFileValues { get; init; } = true;

    /// <summary>
    /// Gets files that <c>${file:/path}</c> never reads, whatever links lead to them: those with credentials of the process itself.
    /// </summary>
    /// <value>The default is none. Name the file of the bearer token here, or a seed can write the token into the registry.</value>
    public IReadOnlyCollection<string> ProtectedFiles { get; init; } = [];

    /// <summary>
    /// Gets a file whose policy applies beside those of the seed files: a document with <c>formatVersion</c> and <c>policy</c>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: none.</value>
    public string? PolicyFile { get; init; }

    /// <summary>Gets whether nothing but the policy file is read: the seed then has policies, and no models.</summary>
    internal bool PolicyAlone { get; init; }
}
