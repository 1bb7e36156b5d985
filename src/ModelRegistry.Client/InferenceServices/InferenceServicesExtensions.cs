namespace ModelRegistry.Client;

/// <summary>What is often done with inference services, made of the operations of <see cref="IInferenceServices"/>.</summary>
public static class InferenceServicesExtensions
{
    /// <summary>
    /// Sets one custom property of an inference service and keeps the others: reads the entity and, unless the property is that already,
    /// writes it.
    /// </summary>
    /// <param name="inferenceServices">The inference services of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The inference service as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<InferenceService> SetPropertyAsync(
        this IInferenceServices inferenceServices, string id, string name,
        MetadataValue value, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(inferenceServices, id, properties => properties.With(name, value), cancellationToken);

    /// <summary>
    /// Removes one custom property of an inference service and keeps the others: reads the entity and, unless the property is gone already,
    /// writes it.
    /// </summary>
    /// <param name="inferenceServices">The inference services of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The inference service as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<InferenceService> RemovePropertyAsync(
        this IInferenceServices inferenceServices, string id, string name, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(inferenceServices, id, properties => properties.Without(name), cancellationToken);

    private static Task<InferenceService> ChangePropertiesAsync(
        IInferenceServices inferenceServices,
        string id,
        Func<IReadOnlyDictionary<string, MetadataValue>, Dictionary<string, MetadataValue>> change,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inferenceServices);
        return PropertyChange.ApplyAsync(
            () => inferenceServices.GetAsync(id, cancellationToken),
            change,
            properties => inferenceServices.UpdateAsync(
                id, new InferenceServiceUpdate { CustomProperties = properties }, cancellationToken));
    }
}
