namespace ModelRegistry.Client;

/// <summary>What a new registered model is made of (<c>createRegisteredModel</c>).</summary>
public record RegisteredModelCreate : ResourceCreate
{
    /// <summary>Gets the name, unique in the registry and fixed once created.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the documentation, in Markdown.</summary>
    public string? Readme { get; init; }

    /// <summary>Gets how mature the model is, for example <c>Generally Available</c>.</summary>
    public string? Maturity { get; init; }

    /// <summary>Gets the languages, as ISO 639 codes.</summary>
    public IReadOnlyList<string>? Language { get; init; }

    /// <summary>Gets what the model is made for, for example <c>text-generation</c>.</summary>
    public IReadOnlyList<string>? Tasks { get; init; }

    /// <summary>Gets who provides the model, for example <c>IBM</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>Gets the address of a logo, best a data URL.</summary>
    public string? Logo { get; init; }

    /// <summary>Gets the short name of the licence, for example <c>apache-2.0</c>.</summary>
    public string? License { get; init; }

    /// <summary>Gets the address of the licence's text.</summary>
    public string? LicenseLink { get; init; }

    /// <summary>Gets the library that loads the model, for example <c>transformers</c>.</summary>
    public string? LibraryName { get; init; }

    /// <summary>Gets who is responsible for the model.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets whether the model is in use; the server makes it <c>LIVE</c> when it is not given.</summary>
    public RegisteredModelState? State { get; init; }

    internal override string? NameOrNull => Name;
}
