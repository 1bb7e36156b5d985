using Microsoft.AspNetCore.Http;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>Finds the operation for a request, runs it, and words what goes wrong.</summary>
/// <param name="reads">The operations on what is read.</param>
/// <param name="writes">The operations on what is written to, which may be ahead of what is read.</param>
internal sealed class RegistryDispatcher(RegistryOperations reads, RegistryOperations writes)
{
    private static readonly HashSet<string> KnownMethods = new(StringComparer.Ordinal)
    {
        "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE",
    };

    /// <summary>Answers a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="rawPath">The path as sent.</param>
    /// <param name="request">Query and body.</param>
    public Answer Handle(string method, string rawPath, ApiRequest request)
    {
        string? path = GoPath.ForRouting(rawPath);
        if (path is null)
        {
            return Answer.Text(400, "400 Bad Request");
        }

        if (path.EndsWith("/readyz/health", StringComparison.Ordinal) || path.EndsWith("/readyz/isDirty", StringComparison.Ordinal))
        {
            return Readiness.Answer(method, path, request);
        }

        if (NullBytes.Check(request) is { } refused)
        {
            return refused;
        }

        if (!KnownMethods.Contains(method))
        {
            return Answer.Empty(405);
        }

        return path.StartsWith(RouteTable.BasePath, StringComparison.Ordinal)
            ? Route(method, path[RouteTable.BasePath.Length..], request)
            : Answer.PageNotFound;
    }

    private Answer Route(string method, string path, ApiRequest request)
    {
        Route? route = RouteTable.Find(method, path, out string id, out IReadOnlyList<string>? allowed);
        if (route is null)
        {
            return allowed is null ? Answer.PageNotFound : Answer.Empty(405, allowed);
        }

        try
        {
            if (route.IdName is not null && id.Length == 0)
            {
                throw RegistryException.Required(route.IdName);
            }

            request.Id = id;
            return route.Handle(HttpMethods.IsGet(method) ? reads : writes, request);
        }
        catch (RegistryException fault)
        {
            return Answer.Error(fault);
        }
    }
}
