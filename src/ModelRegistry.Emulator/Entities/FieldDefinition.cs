using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Entities;

/// <summary>How a field is sent and where the database keeps it.</summary>
internal enum FieldKind
{
    /// <summary>Text in <c>string_value</c>.</summary>
    Text,

    /// <summary>A list of texts, kept as an encoded blob.</summary>
    TextList,

    /// <summary>One of a set of texts, in <c>string_value</c>.</summary>
    Enumeration,

    /// <summary>An id sent as text, in <c>int_value</c>.</summary>
    Reference,

    /// <summary>A number in <c>double_value</c>.</summary>
    Number,

    /// <summary>A whole number in <c>int_value</c>, cut to 32 bits.</summary>
    Integer,

    /// <summary>The <c>uri</c> column of an artifact.</summary>
    UriColumn,

    /// <summary>A state kept as a number in a column of the entity.</summary>
    StateColumn,
}

/// <summary>When a field may or must be sent.</summary>
[Flags]
internal enum FieldUse
{
    /// <summary>Never; it is only read.</summary>
    None = 0,

    /// <summary>On create.</summary>
    Create = 1,

    /// <summary>On PATCH.</summary>
    Patch = 2,

    /// <summary>On create and PATCH.</summary>
    Both = Create | Patch,

    /// <summary>Must not be missing on create.</summary>
    Mandatory = 4,

    /// <summary>On create, where it must not be missing.</summary>
    Required = Create | Mandatory,
}

/// <summary>A field of an entity type beside those that every type has.</summary>
/// <param name="Name">The JSON name.</param>
/// <param name="Stored">The name of the property row.</param>
/// <param name="Kind">How it is sent and kept.</param>
/// <param name="Use">When it may be sent.</param>
/// <param name="Values">The set of an enumeration.</param>
/// <param name="Default">The value that a typed body starts with.</param>
/// <param name="Since">The first server that knows it.</param>
internal sealed record FieldDefinition(
    string Name,
    string Stored,
    FieldKind Kind,
    FieldUse Use,
    EnumValues? Values = null,
    string? Default = null,
    RegistryServerVersion Since = RegistryServerVersion.V02)
{
    /// <summary>How the field is decoded from a body.</summary>
    public WireField ToWire() => new(Name, Kind switch
    {
        FieldKind.TextList => WireKind.TextList,
        FieldKind.Enumeration or FieldKind.StateColumn => WireKind.Enumeration,
        FieldKind.Number => WireKind.Number,
        FieldKind.Integer => WireKind.Integer,
        _ => WireKind.Text,
    }, Values, Since);
}
