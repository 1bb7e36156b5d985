using ModelRegistry.Emulator.Faults;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>Finds the operation for a request, runs it, and words what goes wrong.</summary>
/// <param name="operations">The operations.</param>
/// <param name="withoutDatabase">The same operations as far as they get while the database is away.</param>
internal sealed class RegistryDispatcher(RegistryOperations operations, RegistryOperations? withoutDatabase = null)
{
    private static readonly HashSet<string> KnownMethods = new(StringComparer.Ordinal)
    {
        "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE",
    };

    /// <summary>Answers a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="rawPath">The path as sent.</param>
    /// <param name="request">Query and body.</param>
    /// <param name="outage">What keeps the database away, and which it is; <see langword="null"/> when it is there.</param>
    public Answer Handle(
        string method, string rawPath, ApiRequest request, (RegistryDatabase Database, DatabaseOutageReason Reason)? outage = null)
    {
        string? path = GoPath.ForRouting(rawPath);
        if (path is null)
        {
            return Answer.Text(400, "400 Bad Request");
        }

        if (Readiness.IsAsked(path))
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
            ? Route(method, path[RouteTable.BasePath.Length..], request, outage)
            : Answer.PageNotFound;
    }

    private Answer Route(string method, string path, ApiRequest request, (RegistryDatabase Database, DatabaseOutageReason Reason)? outage)
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
            return route.Handle(outage is null ? operations : withoutDatabase ?? operations, request);
        }
        catch (RegistryException fault)
        {
            return Answer.Error(fault);
        }
        catch (DatabaseAwayException) when (outage is var (database, reason))
        {
            return OutageAnswers.To(route, request, database, reason);
        }
    }
}
