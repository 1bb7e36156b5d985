using Microsoft.AspNetCore.Http;
using ModelRegistry.Emulator.Faults;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>Finds the operation for a request, runs it, and words what goes wrong.</summary>
/// <param name="reads">The operations on what is read.</param>
/// <param name="writes">The operations on what is written to, which may be ahead of what is read.</param>
/// <param name="versions">The versions of the API that are served.</param>
/// <param name="withoutDatabase">The same operations as far as they get while the database is away.</param>
internal sealed class RegistryDispatcher(
    RegistryOperations reads, RegistryOperations writes, ServedVersions versions, RegistryOperations? withoutDatabase = null)
{
    private static readonly HashSet<string> KnownMethods = new(StringComparer.Ordinal)
    {
        "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE",
    };

    /// <summary>Responds to a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="rawPath">The path as sent.</param>
    /// <param name="request">Query and body.</param>
    /// <param name="outage">What keeps the database away, and which it is; <see langword="null"/> when it is there.</param>
    public Response Handle(
        string method, string rawPath, ApiRequest request, (RegistryDatabase Database, DatabaseOutageReason Reason)? outage = null)
    {
        string? path = GoPath.ForRouting(rawPath);
        if (path is null)
        {
            return Response.Text(400, "400 Bad Request");
        }

        if (Readiness.IsAsked(path))
        {
            return Readiness.Respond(method, path, request);
        }

        return versions.Find(path) is { } version
            ? versions.Announce(
                versions.Refuse(version) ?? Check(method, request) ?? Route(version, method, path, request, outage), version)
            : Check(method, request) ?? Response.PageNotFound;
    }

    private static Response? Check(string method, ApiRequest request) =>
        NullBytes.Check(request) ?? (KnownMethods.Contains(method) ? null : Response.Empty(405));

    private Response Route(
        RouteTable version, string method, string path, ApiRequest request,
        (RegistryDatabase Database, DatabaseOutageReason Reason)? outage)
    {
        Route? route = version.Find(method, path[version.BasePath.Length..], out string id, out IReadOnlyList<string>? allowed);
        if (route is null)
        {
            return allowed is null ? Response.PageNotFound : Response.Empty(405, allowed);
        }

        try
        {
            if (route.IdName is not null && id.Length == 0)
            {
                throw RegistryException.Required(route.IdName);
            }

            request.Id = id;
            RegistryOperations operations = HttpMethods.IsGet(method) ? reads : writes;
            return route.Handle(outage is null ? operations : withoutDatabase ?? operations, request);
        }
        catch (RegistryException fault)
        {
            return Response.Error(fault);
        }
        catch (DatabaseAwayException) when (outage is var (database, reason))
        {
            return OutageResponses.To(route, request, database, reason);
        }
    }
}
