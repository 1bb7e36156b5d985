namespace ModelRegistry.Client;

/// <summary>What is often done with serving environments, made of the operations of <see cref="IServingEnvironments"/>.</summary>
public static class ServingEnvironmentsExtensions
{
    /// <summary>
    /// Sets one custom property of a serving environment and keeps the others: reads the entity and, unless the property is that already,
    /// writes it.
    /// </summary>
    /// <param name="servingEnvironments">The serving environments of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The serving environment as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<ServingEnvironment> SetPropertyAsync(
        this IServingEnvironments servingEnvironments, string id, string name,
        MetadataValue value, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(servingEnvironments, id, properties => properties.With(name, value), cancellationToken);

    /// <summary>
    /// Removes one custom property of a serving environment and keeps the others: reads the entity and, unless the property is gone
    /// already, writes it.
    /// </summary>
    /// <param name="servingEnvironments">The serving environments of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The serving environment as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<ServingEnvironment> RemovePropertyAsync(
        this IServingEnvironments servingEnvironments, string id, string name, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(servingEnvironments, id, properties => properties.Without(name), cancellationToken);

    private static Task<ServingEnvironment> ChangePropertiesAsync(
        IServingEnvironments servingEnvironments,
        string id,
        Func<IReadOnlyDictionary<string, MetadataValue>, Dictionary<string, MetadataValue>> change,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(servingEnvironments);
        return PropertyChange.ApplyAsync(
            () => servingEnvironments.GetAsync(id, cancellationToken),
            change,
            properties => servingEnvironments.UpdateAsync(
                id, new ServingEnvironmentUpdate { CustomProperties = properties }, cancellationToken));
    }
}
