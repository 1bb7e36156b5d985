using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>Reads ids out of paths, queries and bodies, with the server's messages.</summary>
internal static class Identifiers
{
    /// <summary>Parses the id of an entity.</summary>
    public static int Parse(string text, string label) => GoNumber.TryParseInteger(text, 32, out long id, out string error)
        ? (int)id
        : throw RegistryException.BadRequest($"invalid {label} ID: {error}");

    /// <summary>Parses an id that is a property of an entity.</summary>
    public static int ParseProperty(string text) => GoNumber.TryParseInteger(text, 32, out long id, out string error)
        ? (int)id
        : throw RegistryException.BadRequest($"error setting field Properties: invalid numeric string: {error}");

    /// <summary>Composes the stored name of an entity below an owner; an empty name leaves the bare prefix.</summary>
    public static string Prefixed(string? owner, string name)
    {
        string prefix = owner ?? NewName();
        return name.Length == 0 ? prefix : $"{prefix}:{name}";
    }

    /// <summary>A name that the server makes up.</summary>
    public static string NewName() => Guid.NewGuid().ToString();
}
