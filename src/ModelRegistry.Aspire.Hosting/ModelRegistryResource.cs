using ModelRegistry.Aspire.Hosting;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The real Model Registry server in a container: made by <see cref="ModelRegistryBuilderExtensions.AddModelRegistry"/>.</summary>
public sealed class ModelRegistryResource : ContainerResource, IResourceWithConnectionString
{
    internal const string EndpointName = "http";

    /// <summary>Makes the resource, without what makes it run; use <see cref="ModelRegistryBuilderExtensions.AddModelRegistry"/>.</summary>
    /// <param name="name">The name of the resource.</param>
    /// <param name="database">The database of the registry.</param>
    public ModelRegistryResource(string name, ModelRegistryDatabaseResource database)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(database);
        Database = database;
        PrimaryEndpoint = new EndpointReference(this, EndpointName);
    }

    /// <summary>Gets the database of the registry.</summary>
    public ModelRegistryDatabaseResource Database { get; }

    /// <summary>Gets the endpoint of the registry's REST API, named <c>http</c>.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>Gets the address of the registry as an expression.</summary>
    public ReferenceExpression UriExpression => ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Url)}");

    /// <summary>Gets the connection string: <c>Endpoint=http://HOST:PORT</c>.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Endpoint={UriExpression}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        ConnectionProperties.Of(PrimaryEndpoint, UriExpression);
}
