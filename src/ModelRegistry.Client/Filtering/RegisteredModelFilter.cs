using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>
/// The fields and custom properties that lists of registered models can be filtered by. Languages, tasks and the logo can't be filtered:
/// the server stores them in a form of its own.
/// </summary>
/// <example>
/// <code>
/// Filter&lt;RegisteredModel&gt; filter = RegisteredModelFilter.Owner == "ai-admin" &amp; RegisteredModelFilter.State ==
/// RegisteredModelState.Live;
/// </code>
/// </example>
public static class RegisteredModelFilter
{
    /// <summary>Gets the name.</summary>
    public static FilterTextField<RegisteredModel> Name { get; } = FilterFields<RegisteredModel>.Text("name", StoredFieldKind.Name);

    /// <summary>Gets the id.</summary>
    public static FilterField<RegisteredModel, string> Id { get; } = FilterFields<RegisteredModel>.Id("id", StoredFieldKind.NumberColumn);

    /// <summary>Gets the external id: the entity's id in a system of the caller's own.</summary>
    public static FilterTextField<RegisteredModel> ExternalId { get; } = FilterFields<RegisteredModel>.Text(
        "externalId", StoredFieldKind.Column);

    /// <summary>Gets the time of creation.</summary>
    public static FilterOrderedField<RegisteredModel, DateTimeOffset> CreateTime { get; } = FilterFields<RegisteredModel>.Time(
        "createTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the time of the last update.</summary>
    public static FilterOrderedField<RegisteredModel, DateTimeOffset> LastUpdateTime { get; } = FilterFields<RegisteredModel>.Time(
        "lastUpdateTimeSinceEpoch", StoredFieldKind.NumberColumn);

    /// <summary>Gets the description.</summary>
    public static FilterTextField<RegisteredModel> Description { get; } = FilterFields<RegisteredModel>.Text("description");

    /// <summary>Gets the state.</summary>
    public static FilterField<RegisteredModel, RegisteredModelState> State { get; } =
        FilterFields<RegisteredModel>.State<RegisteredModelState>("state", StoredFieldKind.State);

    /// <summary>Gets the owner.</summary>
    public static FilterTextField<RegisteredModel> Owner { get; } = FilterFields<RegisteredModel>.Text("owner");

    /// <summary>Gets the documentation.</summary>
    public static FilterTextField<RegisteredModel> Readme { get; } = FilterFields<RegisteredModel>.Text("readme");

    /// <summary>Gets the maturity.</summary>
    public static FilterTextField<RegisteredModel> Maturity { get; } = FilterFields<RegisteredModel>.Text("maturity");

    /// <summary>Gets the provider.</summary>
    public static FilterTextField<RegisteredModel> Provider { get; } = FilterFields<RegisteredModel>.Text("provider");

    /// <summary>Gets the short name of the licence.</summary>
    public static FilterTextField<RegisteredModel> License { get; } = FilterFields<RegisteredModel>.Text("license");

    /// <summary>Gets the address of the licence.</summary>
    public static FilterTextField<RegisteredModel> LicenseLink { get; } = FilterFields<RegisteredModel>.Text("license_link");

    /// <summary>Gets the library that loads the model.</summary>
    public static FilterTextField<RegisteredModel> LibraryName { get; } = FilterFields<RegisteredModel>.Text("library_name");

    /// <summary>Names a custom property.</summary>
    /// <param name="name">The name; on MariaDB its case does not count.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">
    /// The server's filter can't name it: it takes the name for a field of its own or for a type, or has no form for its characters.
    /// </exception>
    public static FilterProperty<RegisteredModel> Property(string name) => new(StoredField.Property(name));
}
