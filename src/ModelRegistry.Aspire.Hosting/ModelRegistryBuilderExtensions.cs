using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds the real Model Registry server to an app host.</summary>
public static class ModelRegistryBuilderExtensions
{
    private const string ServerRegistry = "ghcr.io";
    private const string ServerImage = "kubeflow/model-registry/server";
    private const string ServerTag = "v0.3.8";
    private const int ServerPort = 8080;
    private const string DatabaseRegistry = "docker.io";
    private const string DatabaseImage = "library/mariadb";
    private const string DatabaseTag = "10.11.14";
    private const int DatabasePort = 3306;

    /// <summary>
    /// Adds the Kubeflow Model Registry server v0.3.8 and its own MariaDB 10.11, both as containers. The registry is healthy once it
    /// responds a list, which takes the database. There is no authentication in front of it.
    /// </summary>
    /// <param name="builder">The builder of the app host.</param>
    /// <param name="name">
    /// The name of the resource, and of the connection string that <c>WithReference</c> gives to others. The database is <c>NAME-db</c>.
    /// </param>
    /// <param name="port">The port on this machine; <see langword="null"/> takes a free one.</param>
    /// <param name="password">
    /// The password of the database's user; <see langword="null"/> makes one up, the parameter <c>NAME-db-password</c>. It has neither
    /// <c>/</c> nor <c>@</c>, which separate the parts of the server's data source name.
    /// </param>
    /// <returns>The builder of the resource.</returns>
    /// <remarks>Other images: <c>WithImage</c>, <c>WithImageTag</c>. To keep the content: <see cref="WithDataVolume"/>.</remarks>
    public static IResourceBuilder<ModelRegistryResource> AddModelRegistry(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        int? port = null,
        IResourceBuilder<ParameterResource>? password = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ParameterResource secret = password?.Resource
            ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-db-password", special: false);
        IResourceBuilder<ModelRegistryDatabaseResource> database = builder
            .AddResource(new ModelRegistryDatabaseResource($"{name}-db", secret))
            .WithImage(DatabaseImage, DatabaseTag)
            .WithImageRegistry(DatabaseRegistry)
            .WithEndpoint(targetPort: DatabasePort, name: ModelRegistryDatabaseResource.EndpointName)
            .WithEnvironment("MARIADB_DATABASE", ModelRegistryDatabaseResource.DatabaseName)
            .WithEnvironment("MARIADB_USER", ModelRegistryDatabaseResource.UserName)
            .WithEnvironment("MARIADB_PASSWORD", ReferenceExpression.Create($"{secret}"))
            .WithEnvironment("MARIADB_RANDOM_ROOT_PASSWORD", "1")

            // The server's own default loses characters beyond latin1.
            .WithArgs("--character-set-server=utf8mb4", "--collation-server=utf8mb4_general_ci");

        return builder.AddResource(new ModelRegistryResource(name, database.Resource))
            .WithImage(ServerImage, ServerTag)
            .WithImageRegistry(ServerRegistry)
            .WithHttpEndpoint(port: port, targetPort: ServerPort, name: ModelRegistryResource.EndpointName)
            .WithArgs("proxy", "--hostname=0.0.0.0", $"--port={ServerPort}", "--datastore-type=embedmd", "--embedmd-database-type=mysql")

            // Not among the arguments, which everybody on the machine can list.
            .WithEnvironment("MR_EMBEDMD_DATABASE_DSN", database.Resource.DataSourceName)

            // The readiness paths block while the database is away; a list responds with 503 at once.
            .WithHttpHealthCheck(
                "/api/model_registry/v1alpha3/registered_models?pageSize=1", endpointName: ModelRegistryResource.EndpointName)
            .WaitForStart(database);
    }

    /// <summary>Keeps the database of a registry in a volume, so that what is registered outlives the containers.</summary>
    /// <param name="builder">The builder of the registry.</param>
    /// <param name="name">The name of the volume; <see langword="null"/> makes one from those of the app host and the resource.</param>
    /// <returns>The builder of the registry.</returns>
    /// <remarks>The password that the database was made with goes on to count: give it as a parameter, so that it stays the same.</remarks>
    public static IResourceBuilder<ModelRegistryResource> WithDataVolume(
        this IResourceBuilder<ModelRegistryResource> builder, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IResourceBuilder<ModelRegistryDatabaseResource> database = builder.ApplicationBuilder.CreateResourceBuilder(
            builder.Resource.Database);
        database.WithVolume(name ?? VolumeNameGenerator.Generate(database, "data"), "/var/lib/mysql");
        return builder;
    }
}
