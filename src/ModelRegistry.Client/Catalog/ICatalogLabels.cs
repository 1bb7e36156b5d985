namespace ModelRegistry.Client;

/// <summary>The labels of a model catalog.</summary>
public interface ICatalogLabels
{
    /// <summary>Lists labels (<c>findLabels</c>), page by page as they are enumerated.</summary>
    /// <param name="options">Which labels, and in which order; all in the order of the configuration when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The labels.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    AsyncPageable<CatalogLabel> ListAsync(CatalogLabelListOptions? options = null, CancellationToken cancellationToken = default);
}
