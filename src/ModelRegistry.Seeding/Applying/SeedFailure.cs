using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>A model that could not be brought to what the seed says.</summary>
/// <param name="Path">The name of the model, or the path of what was to be archived.</param>
/// <param name="Error">What happened.</param>
public sealed record SeedFailure(string Path, ModelRegistryException Error)
{
    /// <summary>Shows what failed and why.</summary>
    /// <returns>The path and the message, each path once: a refusal names what is refused itself.</returns>
    public override string ToString() => Describe(Error.Message);

    internal string Describe(string message) =>
        message.StartsWith($"{Path}: ", StringComparison.Ordinal) || message.StartsWith($"{Path}/", StringComparison.Ordinal)
            ? message
            : $"{Path}: {message}";
}
