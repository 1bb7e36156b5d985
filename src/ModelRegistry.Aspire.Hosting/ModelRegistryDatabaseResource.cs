namespace Aspire.Hosting.ApplicationModel;

/// <summary>The MariaDB in a container that a <see cref="ModelRegistryResource"/> keeps its content in.</summary>
public sealed class ModelRegistryDatabaseResource : ContainerResource
{
    internal const string EndpointName = "mariadb";
    internal const string UserName = "model_registry";
    internal const string DatabaseName = "model_registry";

    /// <summary>Makes the resource, without what makes it run; use <see cref="ModelRegistryBuilderExtensions.AddModelRegistry"/>.</summary>
    /// <param name="name">The name of the resource.</param>
    /// <param name="password">The password of the registry's user.</param>
    public ModelRegistryDatabaseResource(string name, ParameterResource password)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(password);
        Password = password;
        PrimaryEndpoint = new EndpointReference(this, EndpointName);
    }

    /// <summary>Gets the password of the registry's user.</summary>
    public ParameterResource Password { get; }

    /// <summary>Gets the endpoint of the database, named <c>mariadb</c>.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>What the server connects with.</summary>
    internal ReferenceExpression DataSourceName => ReferenceExpression.Create(
        $"{UserName}:{Password}@tcp({PrimaryEndpoint.Property(EndpointProperty.HostAndPort)})/{DatabaseName}?charset=utf8mb4");
}
