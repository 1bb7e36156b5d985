using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>What is to be exported, and how the registry is to be read.</summary>
public sealed record SeedExportOptions
{
    /// <summary>
    /// Gets the names of the models to export; <c>*</c> stands for any characters, slashes too, <c>?</c> for one, and a backslash takes
    /// the character behind it as it is. Letter case counts. All models when empty.
    /// </summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>
    /// Gets which models to export besides that: the registry is asked for these alone, with all their versions and artifacts.
    /// </summary>
    /// <value>The default is <see langword="null"/>: all.</value>
    public Filter<RegisteredModel>? Filter { get; init; }

    /// <summary>Gets how many requests may be under way at once.</summary>
    /// <value>The default is 16.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int Concurrency
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, "At least one request must be allowed at a time.");
    } = 16;
}
