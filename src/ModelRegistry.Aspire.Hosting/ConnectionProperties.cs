using Aspire.Hosting.ApplicationModel;

namespace ModelRegistry.Aspire.Hosting;

/// <summary>
/// What applications that read no connection string get: <c>REGISTRY_URI</c>, <c>REGISTRY_HOST</c> and <c>REGISTRY_PORT</c> for a resource
/// named registry.
/// </summary>
internal static class ConnectionProperties
{
    public static IEnumerable<KeyValuePair<string, ReferenceExpression>> Of(EndpointReference endpoint, ReferenceExpression uri) =>
    [
        KeyValuePair.Create("Uri", uri),
        KeyValuePair.Create("Host", ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Host)}")),
        KeyValuePair.Create("Port", ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Port)}")),
    ];
}
