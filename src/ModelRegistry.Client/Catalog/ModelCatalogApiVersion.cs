namespace ModelRegistry.Client;

/// <summary>Which version of the catalog's REST API a client speaks.</summary>
public enum ModelCatalogApiVersion
{
    /// <summary>
    /// Begins with <c>v1alpha1</c>, which all servers have so far, and goes on with <c>v1</c> for good as soon as the catalog responds that
    /// <c>v1alpha1</c> has gone (410). Where the address ends in <c>/api/model_catalog/v1</c>, <c>v1</c> is spoken from the start.
    /// </summary>
    Auto = 0,

    /// <summary><c>v1alpha1</c> and nothing else.</summary>
    V1Alpha1,

    /// <summary><c>v1</c> and nothing else.</summary>
    V1,
}
