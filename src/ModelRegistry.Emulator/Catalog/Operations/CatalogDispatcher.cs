using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>Finds the operation for a request, runs it, and words what goes wrong.</summary>
/// <param name="content">The catalog as it is when a request comes.</param>
/// <param name="workingDirectory">Where relative paths in previews begin.</param>
internal sealed class CatalogDispatcher(Func<CatalogContent> content, string workingDirectory)
{
    private const string Artifacts = "/artifacts";
    private const string Performance = "/artifacts/performance";

    private static readonly string[] OnlyGet = ["GET"];
    private static readonly string[] OnlyPost = ["POST"];

    private static readonly HashSet<string> KnownMethods = new(StringComparer.Ordinal)
    {
        "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE",
    };

    /// <summary>Responds to a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="rawPath">The path as sent.</param>
    /// <param name="request">Query, body and content type.</param>
    public Response Handle(string method, string rawPath, ApiRequest request)
    {
        string? path = GoPath.ForRouting(rawPath);
        if (path is null)
        {
            return Response.Text(400, "400 Bad Request");
        }

        if ((NullBytes.Check(request) ?? (KnownMethods.Contains(method) ? null : Response.Empty(405))) is { } refused)
        {
            return refused;
        }

        try
        {
            foreach (CatalogVersion version in CatalogVersion.All)
            {
                if (path.StartsWith(version.ModelsPath, StringComparison.Ordinal))
                {
                    return OnModels(new CatalogOperations(content(), version), method, path[version.ModelsPath.Length..], request);
                }

                if (path.StartsWith(version.ServersPath, StringComparison.Ordinal))
                {
                    return OnServers(method, path[version.ServersPath.Length..], request);
                }
            }
        }
        catch (RegistryException fault)
        {
            return Response.Error(fault);
        }

        return Response.PageNotFound;
    }

    private Response OnModels(CatalogOperations operations, string method, string path, ApiRequest request)
    {
        switch (path)
        {
            case "labels":
                return Get(method, () => operations.FindLabels(request));
            case "models":
                return Get(method, () => operations.FindModels(request));
            case "models/filter_options":
                return Get(method, operations.FindFilterOptions);
            case "sources":
                return Get(method, () => operations.FindSources(request));
            case "sources/preview":
                return method == "POST" ? SourcePreview.Of(request, workingDirectory) : Response.Empty(405, OnlyPost);
        }

        string[] segments = path.Split('/', 4);
        return segments is ["sources", var source, "models", var name]
            ? Get(method, () => OnModel(operations, source, name, request))
            : Response.PageNotFound;
    }

    private static Response OnModel(CatalogOperations operations, string source, string name, ApiRequest request)
    {
        if (source.Length == 0 || name.Length == 0)
        {
            throw RegistryException.Required(source.Length == 0 ? "source_id" : "*");
        }

        // The service looks for the ends of other operations in the whole path after decoding, and cuts them off the name as it was sent.
        // It decodes the name, once more even where the router has done so, and never the id of the source.
        string decoded = Unescaped(name);
        if (("/" + decoded).EndsWith(Artifacts, StringComparison.Ordinal))
        {
            return operations.GetArtifacts(source, Unescaped(WithoutEnd(name, Artifacts)), request);
        }

        return ("/" + decoded).EndsWith(Performance, StringComparison.Ordinal)
            ? operations.GetPerformanceArtifacts(source, Unescaped(WithoutEnd(name, Performance)), request)
            : operations.GetModel(source, decoded);
    }

    // MCP servers are not served: there are none.
    private static Response OnServers(string method, string path, ApiRequest request)
    {
        string[] segments = path.Split('/');
        switch (segments)
        {
            case ["mcp_servers"]:
                return Get(method, () => new CatalogPage<string>([], "", CatalogPaging.Read(request.Query).Size)
                    .ToResponse(static (output, server) => output.Text(server)));
            case ["mcp_servers", "filter_options"]:
                return Get(method, static () => Response.Json(200, "{\"filters\":{}}"u8));
            case ["mcp_servers", { Length: > 0 }]:
            case ["mcp_servers", { Length: > 0 }, "tools"]:
            case ["mcp_servers", { Length: > 0 }, "tools", { Length: > 0 }]:
                return Get(method, () => throw RegistryException.NotFound($"server not found with ID {segments[1]}"));
            default:
                return Response.PageNotFound;
        }
    }

    private static Response Get(string method, Func<Response> operation) => method == "GET" ? operation() : Response.Empty(405, OnlyGet);

    private static string Unescaped(string text) => GoQuery.Unescape(text, plusIsSpace: false, out string plain, out _) ? plain : text;

    private static string WithoutEnd(string text, string end) => !text.EndsWith(end, StringComparison.Ordinal) ? text
        : text.Length > end.Length ? text[..^end.Length]
        : throw RegistryException.Required("model_name");
}
