namespace ModelRegistry.Client.Wire;

/// <summary>What a response holds that knows itself whether it can be used.</summary>
internal interface ICheckedResponse
{
    /// <summary>Gets what is wrong, as a phrase that begins with a verb; <see langword="null"/> when nothing is.</summary>
    string? Fault { get; }
}
