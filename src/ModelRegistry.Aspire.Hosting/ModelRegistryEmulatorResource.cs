using ModelRegistry.Aspire.Hosting;
using ModelRegistry.Emulator;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A Model Registry emulator inside the app host's process, for development and tests: made by
/// <see cref="ModelRegistryEmulatorBuilderExtensions.AddModelRegistryEmulator"/>.
/// </summary>
/// <remarks>
/// It listens on loopback, so that projects and executables of this machine reach it, and containers do not. It can't be published.
/// </remarks>
public sealed class ModelRegistryEmulatorResource
    : Resource, IResourceWithConnectionString, IResourceWithEndpoints, IResourceWithWaitSupport
{
    internal const string EndpointName = "http";

    /// <summary>
    /// Makes the resource, without what makes it run; use <see cref="ModelRegistryEmulatorBuilderExtensions.AddModelRegistryEmulator"/>.
    /// </summary>
    /// <param name="name">The name of the resource.</param>
    public ModelRegistryEmulatorResource(string name)
        : base(name) => PrimaryEndpoint = new EndpointReference(this, EndpointName);

    /// <summary>Gets the endpoint of the registry's REST API, named <c>http</c>.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>Gets the address of the registry as an expression.</summary>
    public ReferenceExpression UriExpression => ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Url)}");

    /// <summary>Gets the connection string: <c>Endpoint=http://localhost:PORT</c>.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Endpoint={UriExpression}");

    internal List<string> SeedPaths { get; } = [];

    internal ModelRegistryEmulatorOptions Options { get; set; } = new();

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        ConnectionProperties.Of(PrimaryEndpoint, UriExpression);
}
