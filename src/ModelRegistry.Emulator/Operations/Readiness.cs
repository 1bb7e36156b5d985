using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>The readiness paths. An emulator is ready unless its database is away on purpose.</summary>
internal static class Readiness
{
    private const long SchemaVersion = 21;

    /// <summary>Whether a path is that of a readiness check.</summary>
    public static bool IsAsked(string path) =>
        path.EndsWith("/readyz/health", StringComparison.Ordinal) || path.EndsWith("/readyz/isDirty", StringComparison.Ordinal);

    /// <summary>Responds to a readiness check.</summary>
    public static Response Respond(string method, string path, ApiRequest request)
    {
        if (method != "GET")
        {
            return Operations.Response.Text(405, "method not allowed\n");
        }

        if (request.RawQuery["format"] != "json")
        {
            return Operations.Response.Text(200, "OK");
        }

        var output = new JsonOutput();
        output.BeginObject();
        output.Name("checks");
        output.BeginObject();
        WriteCheck(output, "database", "database schema is clean");
        if (path.EndsWith("/readyz/health", StringComparison.Ordinal))
        {
            WriteCheck(output, "meta", "");
            WriteCheck(output, "model-registry", "model registry service is healthy");
        }

        output.EndObject();
        output.Text("status", "pass");
        output.EndObject();
        output.EndLine();
        return Operations.Response.JsonLine(200, output.Written);
    }

    private static void WriteCheck(JsonOutput output, string name, string message)
    {
        output.Name(name);
        output.BeginObject();
        output.Name("Details");
        output.BeginObject();
        if (name == "database")
        {
            output.Boolean("schema_dirty", false);
            output.Number("schema_version", SchemaVersion);
        }

        output.EndObject();
        output.Text("Message", message);
        output.Text("Name", name);
        output.Text("Status", "pass");
        output.EndObject();
    }
}
