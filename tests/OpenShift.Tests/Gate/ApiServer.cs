using System.Text.Json.Nodes;

namespace OpenShift.Tests.Gate;

/// <summary>Evaluates policies as the API server does, with cel-js; see <c>cel/evaluate.mjs</c>.</summary>
internal static class ApiServer
{
    private static readonly Lazy<Task<(string Directory, string? Problem)>> Evaluator = new(InstallAsync);

    /// <summary>Decides on requests. Skips the test where node is not installed, or cel-js can't be fetched.</summary>
    public static async Task<IReadOnlyList<AdmissionDecision>> DecideAsync(
        IEnumerable<Manifest> policies, Manifest? list, IEnumerable<AdmissionRequest> requests)
    {
        (string directory, string? problem) = await Evaluator.Value;
        Assert.SkipWhen(problem is not null, problem ?? "");
        var input = new JsonObject
        {
            ["manifests"] = new JsonArray([.. policies.Select(policy => GateObjects.ToJson(policy.Root))]),
            ["lists"] = new JsonObject { ["list"] = list is null ? null : GateObjects.ToJson(list.Root) },
            ["requests"] = new JsonArray([.. requests.Select(request => request.ToJson(list is null ? null : "list"))]),
        };
        (int code, string output, string error) = await Processes.RunAsync(
            "node", [Path.Combine(directory, "evaluate.mjs")], input: input.ToJsonString());
        Assert.True(code == 0, error);
        return [.. JsonNode.Parse(output)!.AsArray().Select(decision => AdmissionDecision.Parse(decision!))];
    }

    private static async Task<(string Directory, string? Problem)> InstallAsync()
    {
        string directory = Path.Combine(AppContext.BaseDirectory, "Gate", "cel");
        if (!Processes.IsInstalled("node") || !Processes.IsInstalled("npm"))
        {
            return (directory, "Evaluating CEL needs node and npm: 'apt-get install nodejs npm' on Debian.");
        }

        if (Path.Exists(Path.Combine(directory, "node_modules", "@marcbachmann", "cel-js", "package.json")))
        {
            return (directory, null);
        }

        (int code, _, string error) = await Processes.RunAsync(
            "npm", ["ci", "--prefix", directory, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
        return (directory, code == 0 ? null : $"cel-js could not be fetched from npm: {error}");
    }
}
