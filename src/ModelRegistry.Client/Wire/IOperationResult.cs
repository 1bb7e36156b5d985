namespace ModelRegistry.Client.Wire;

/// <summary>A response that remembers which operation it belongs to, for what is found wrong with it later.</summary>
internal interface IOperationResult
{
    Operation Operation { get; set; }
}
