namespace ModelRegistry.Client;

/// <summary>A model catalog (REST <c>v1alpha1</c> and <c>v1</c>), part by part. A catalog can only be read.</summary>
/// <remarks>Every part is an interface of its own, so that code which uses one can be tested with a replacement.</remarks>
public interface IModelCatalogClient
{
    /// <summary>Gets the sources.</summary>
    ICatalogSources Sources { get; }

    /// <summary>Gets the labels that group the sources.</summary>
    ICatalogLabels Labels { get; }

    /// <summary>Gets the models and their artifacts.</summary>
    ICatalogModels Models { get; }
}
