using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>What a registered model must be like, its versions included. Versions that are not mentioned are left alone.</summary>
/// <example>
/// <code>
/// var spec = RegisteredModelSpec.Named("Granite-3.1-8b-Instruct-FP8")
///     .OwnedBy("ai-admin").ProvidedBy("IBM").LicensedUnder("apache-2.0")
///     .Labelled("granite", "fp8")
///     .WithVersion("3.1", version => version.WithModelArtifact("s3://bucket/granite/"));
/// </code>
/// </example>
/// <remarks>
/// A field that is <see langword="null"/> and a custom property that is not listed are not mentioned: they are left as they are found.
/// A specification is immutable; each method returns a changed copy.
/// </remarks>
public sealed partial record RegisteredModelSpec : RegisteredModelCreate
{
    /// <summary>Gets the names of custom properties that must not be there.</summary>
    /// <value>The default is none: a property that is not mentioned is left alone.</value>
    [JsonIgnore]
    public IReadOnlyList<string> AbsentProperties { get; init; } = [];

    /// <summary>Gets the versions, in the order in which new ones are created: the newest comes last.</summary>
    [JsonIgnore]
    public IReadOnlyList<ModelVersionSpec> Versions { get; init; } = [];

    /// <summary>Starts the description of a model.</summary>
    /// <param name="name">The name of the model.</param>
    /// <returns>A specification that mentions nothing but the name.</returns>
    public static RegisteredModelSpec Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new RegisteredModelSpec { Name = name };
    }

    /// <summary>Sets who is responsible for the model.</summary>
    /// <param name="owner">The owner.</param>
    /// <returns>The changed copy.</returns>
    public RegisteredModelSpec OwnedBy(string owner) => this with { Owner = owner };

    /// <summary>Sets who provides the model.</summary>
    /// <param name="provider">The provider.</param>
    /// <returns>The changed copy.</returns>
    public RegisteredModelSpec ProvidedBy(string provider) => this with { Provider = provider };

    /// <summary>Sets the licence.</summary>
    /// <param name="license">The short name, best an SPDX identifier in lower case, for example <c>apache-2.0</c>.</param>
    /// <param name="link">The address of the text; not mentioned when not given.</param>
    /// <returns>The changed copy.</returns>
    public RegisteredModelSpec LicensedUnder(string license, string? link = null) =>
        this with { License = license, LicenseLink = link ?? LicenseLink };

    /// <summary>Sets the documentation.</summary>
    /// <param name="markdown">The text, in Markdown.</param>
    /// <returns>The changed copy.</returns>
    public RegisteredModelSpec WithReadme(string markdown) => this with { Readme = markdown };

    /// <summary>Sets how mature the model is.</summary>
    /// <param name="maturity">For example <c>Generally Available</c>.</param>
    /// <returns>The changed copy.</returns>
    public RegisteredModelSpec WithMaturity(string maturity) => this with { Maturity = maturity };

    /// <summary>Sets the languages.</summary>
    /// <param name="languages">ISO 639 codes.</param>
    /// <returns>The changed copy.</returns>
    public RegisteredModelSpec InLanguages(params IEnumerable<string> languages) => this with { Language = [.. languages] };

    /// <summary>Sets what the model is made for.</summary>
    /// <param name="tasks">For example <c>text-generation</c>.</param>
    /// <returns>The changed copy.</returns>
    public RegisteredModelSpec ForTasks(params IEnumerable<string> tasks) => this with { Tasks = [.. tasks] };

    /// <summary>Sets the logo.</summary>
    /// <param name="logo">Its address, best a data URL.</param>
    /// <returns>The changed copy.</returns>
    public RegisteredModelSpec WithLogo(string logo) => this with { Logo = logo };

    /// <summary>Sets the library that loads the model.</summary>
    /// <param name="libraryName">For example <c>transformers</c>.</param>
    /// <returns>The changed copy.</returns>
    public RegisteredModelSpec ForLibrary(string libraryName) => this with { LibraryName = libraryName };

    /// <summary>Says whether the model is in use.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The changed copy.</returns>
    public RegisteredModelSpec InState(RegisteredModelState state) => this with { State = state };

    /// <summary>Adds a version.</summary>
    /// <param name="name">The name of the version, unique below the model.</param>
    /// <param name="describe">Says what the version must be like; nothing but its name when not given.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="ArgumentException">The model already has a version of that name.</exception>
    public RegisteredModelSpec WithVersion(string name, Func<ModelVersionSpec, ModelVersionSpec>? describe = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Versions.Any(version => string.Equals(version.Name, name, StringComparison.Ordinal)))
        {
            throw new ArgumentException($"The model '{Name}' already has a version '{name}'.", nameof(name));
        }

        var version = new ModelVersionSpec { Name = name };
        return this with { Versions = [.. Versions, describe?.Invoke(version) ?? version] };
    }
}
