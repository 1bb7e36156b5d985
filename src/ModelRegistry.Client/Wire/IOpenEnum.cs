namespace ModelRegistry.Client.Wire;

/// <summary>A set of known texts that the server may add to.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface IOpenEnum<TSelf>
    where TSelf : struct, IOpenEnum<TSelf>
{
    string Value { get; }

    static abstract TSelf Create(string value);
}
