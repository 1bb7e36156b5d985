using System.Globalization;
using System.Text.Json.Nodes;
using SeedJob;
using SeedJob.Running;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests.Gate;

/// <summary>What <c>seed-job gate</c> prints, for the tests that evaluate it.</summary>
internal static class GateObjects
{
    public static string Directory { get; } = Path.Combine(Repository.Root, "tests", "OpenShift.Tests", "Gate");

    public static async Task<string> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new JobEnvironment { Out = output, Error = error, OpenInput = () => Stream.Null, Variable = _ => null };
        int code = await SeedJobApp.RunAsync(["gate", .. arguments], environment, TestContext.Current.CancellationToken);
        Assert.True(code == 0, error.ToString());
        return output.ToString();
    }

    public static async Task<IReadOnlyList<Manifest>> PoliciesAsync(params string[] arguments) =>
        Manifest.ParseAll(await RunAsync(["policy", .. arguments]));

    /// <summary>The list that the cases are for.</summary>
    public static Task<Manifest> ListAsync() =>
        ListAsync(Path.Combine(Directory, "seed.yaml"), "--connections", Path.Combine(Directory, "connections.txt"));

    public static async Task<Manifest> ListAsync(params string[] arguments) =>
        Assert.Single(Manifest.ParseAll(await RunAsync(["list", .. arguments])));

    /// <summary>The JSON that the API server would get, where plain scalars are numbers, booleans or null.</summary>
    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(
            mapping.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "null" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } boolean => boolean.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain } number
            when int.TryParse(number.Value, CultureInfo.InvariantCulture, out int value) => value,
        YamlScalarNode text => text.Value,
        _ => throw new InvalidOperationException($"{node} is of no known kind."),
    };
}
