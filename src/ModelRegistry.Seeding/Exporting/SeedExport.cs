using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>What a registry holds, as a seed could say it.</summary>
/// <param name="Set">The set that owns all of the models and versions, or <see langword="null"/> when there is no such set.</param>
/// <param name="Models">The models in order of their ids, with their versions and artifacts in order of theirs.</param>
/// <param name="LeftOut">
/// What a seed can't say, one sentence each: metrics and parameters, names that the seed format refuses, values that it can't carry.
/// Applying the export leaves all that as it is.
/// </param>
public sealed record SeedExport(string? Set, IReadOnlyList<RegisteredModelSpec> Models, IReadOnlyList<string> LeftOut)
{
    /// <summary>Gets those of <see cref="SeedExportOptions.Select"/> that no model is named by.</summary>
    public IReadOnlyList<string> NotFound { get; init; } = [];

    /// <summary>Writes a seed file.</summary>
    /// <returns>YAML that <see cref="SeedReader"/> reads back to the same models.</returns>
    /// <exception cref="InvalidOperationException">There are no models, and a seed has to declare some.</exception>
    public string ToYaml() => SeedFileWriter.Write(this);
}
