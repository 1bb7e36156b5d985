namespace ModelRegistry.Client;

/// <summary>Which version of the registry's REST API a client speaks.</summary>
public enum ModelRegistryApiVersion
{
    /// <summary>
    /// Begins with <c>v1alpha3</c>, which all servers have so far, and goes on with <c>v1</c> for good as soon as the registry responds
    /// that <c>v1alpha3</c> has gone (410). Such a request was not carried out and is sent again, a write too. Where the address ends in
    /// <c>/api/model_registry/v1</c>, <c>v1</c> is spoken from the start.
    /// </summary>
    Auto = 0,

    /// <summary><c>v1alpha3</c> and nothing else: the only version with experiments and experiment runs.</summary>
    V1Alpha3,

    /// <summary>
    /// <c>v1</c> and nothing else, which servers have from 2026-08 on. It has no experiments: their operations throw a
    /// <see cref="NotSupportedException"/>.
    /// </summary>
    V1,
}
