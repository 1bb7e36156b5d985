using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>Which models of a catalog become models of a seed, and how.</summary>
public sealed record CatalogImportOptions
{
    /// <summary>Gets the ids of the sources to choose from.</summary>
    /// <value>The default is <see langword="null"/>: all sources that are switched on; then none of them may be broken.</value>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>
    /// Gets the full names of the models, in which <c>*</c> stands for any text and <c>?</c> for a character. Each must find something.
    /// </summary>
    /// <value>The default is empty: all models of the sources.</value>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>Gets how a model becomes one of a registry.</summary>
    public CatalogPromotionOptions Promotion { get; init; } = new();

    /// <summary>Gets how many requests to send at the same time.</summary>
    /// <value>The default is 16.</value>
    public int Concurrency { get; init; } = 16;
}
