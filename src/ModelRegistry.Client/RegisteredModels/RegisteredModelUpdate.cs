using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What is to change in a registered model (<c>updateRegisteredModel</c>). What is left out stays as it is.</summary>
public sealed record RegisteredModelUpdate : ResourceUpdate
{
    /// <summary>Gets the documentation, in Markdown.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Readme { get; init; }

    /// <summary>Gets how mature the model is, for example <c>Generally Available</c>.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Maturity { get; init; }

    /// <summary>Gets the languages, as ISO 639 codes.</summary>
    [JsonConverter(typeof(OptionalStringsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<string>?> Language { get; init; }

    /// <summary>Gets what the model is made for, for example <c>text-generation</c>.</summary>
    [JsonConverter(typeof(OptionalStringsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<string>?> Tasks { get; init; }

    /// <summary>Gets who provides the model, for example <c>IBM</c>.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Provider { get; init; }

    /// <summary>Gets the address of a logo, best a data URL.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Logo { get; init; }

    /// <summary>Gets the short name of the licence, for example <c>apache-2.0</c>.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> License { get; init; }

    /// <summary>Gets the address of the licence's text.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> LicenseLink { get; init; }

    /// <summary>Gets the library that loads the model, for example <c>transformers</c>.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> LibraryName { get; init; }

    /// <summary>Gets who answers for the model.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Owner { get; init; }

    /// <summary>Gets whether the model is in use. Left out, the state stays as it is: the request then says <c>null</c>, since the server resets a state that it does not find.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<RegisteredModelState>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Optional<RegisteredModelState?> State { get; init; }
}
