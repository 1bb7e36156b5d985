using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SeedJob.Tests;

/// <summary>A registry that puts texts into every field of every response, ids included, which no output must show as they are.</summary>
internal sealed class LyingRegistry : IAsyncDisposable
{
    /// <summary>Turns the order of characters round, hides some, and would be markup.</summary>
    public const string Turned = "\u202Eturned\u2066\u200F\u061C\uFEFF\U000E0041|`<b>*x*";

    /// <summary>Clears the screen in two ways, breaks lines in all ways, and says what nobody has said.</summary>
    public const string Hostile = "\u001B[2J\u009B31m\a\b\u007F\u0085\u2028\u2029\v\f\r\nerror: everything is lost\n" + Turned;

    private const string Id = "7" + Hostile;

    private readonly WebApplication _app;

    private LyingRegistry()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(RespondAsync);
    }

    public string Address => _app.Urls.First();

    /// <summary>Gets or sets what to answer instead, with a message of the same kind.</summary>
    public int? Failure { get; set; }

    /// <summary>Gets or sets the set that owns everything.</summary>
    public string Owner { get; set; } = "vetted";

    public static async Task<LyingRegistry> StartAsync()
    {
        var registry = new LyingRegistry();
        await registry._app.StartAsync(TestContext.Current.CancellationToken);
        return registry;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task RespondAsync(HttpContext context)
    {
        string[] route = context.Request.Path.Value!.Split('/')[4..];
        JsonObject answer;
        if (Failure is { } status && (status != 400 || context.Request.Method != "GET"))
        {
            context.Response.StatusCode = status;
            answer = new JsonObject { ["code"] = Hostile, ["message"] = $"no {Hostile} here" };
        }
        else if (context.Request.Method != "GET")
        {
            context.Response.StatusCode = context.Request.Method == "POST" ? 201 : 200;
            answer = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
            answer["id"] = Id;
            answer["name"] ??= route[0] == "registered_models" ? "one" : "v1";
        }
        else
        {
            answer = route switch
            {
                ["registered_models"] => List(Model("one"), Model($"two{Turned}"), Model($"three{Hostile}")),
                ["registered_models", _, "versions"] or ["model_versions"] => List(Version("v1", Id), Version($"v2{Turned}", Id)),
                ["model_versions", ['7', ..], "artifacts"] => List(
                    Artifact("a", "model-artifact"), Artifact($"b{Turned}", "doc-artifact"), Artifact($"c{Hostile}", "dataset-artifact"),
                    Artifact("d", "dataset-artifact"), Artifact("e", Hostile), Artifact("f", "metric")),
                ["registered_model"] or ["registered_models", _] => Model(context.Request.Query["name"].FirstOrDefault() ?? "one"),
                ["model_version"] or ["model_versions", _] => Version(context.Request.Query["name"].FirstOrDefault() ?? "v1", Id),
                _ => List(),
            };
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private static JsonObject List(params JsonNode[] items) => new()
    {
        ["items"] = new JsonArray(items),
        ["nextPageToken"] = "",
        ["pageSize"] = items.Length,
        ["size"] = items.Length,
    };

    private JsonObject Model(string name) => new(Resource(name, "RegisteredModel"))
    {
        ["id"] = name.StartsWith("one", StringComparison.Ordinal) ? Id : $"{name}{Id}",
        ["state"] = "LIVE",
        ["owner"] = Hostile,
        ["provider"] = Hostile,
        ["readme"] = Hostile,
        ["maturity"] = Hostile,
        ["license"] = Hostile,
        ["licenseLink"] = Hostile,
        ["logo"] = Hostile,
        ["libraryName"] = Hostile,
        ["language"] = new JsonArray(Hostile, Turned),
        ["tasks"] = new JsonArray(Turned, "\0"),
    };

    private JsonObject Version(string name, string model) => new(Resource(name, "ModelVersion"))
    {
        ["id"] = name.StartsWith("v1", StringComparison.Ordinal) ? Id : $"{name}{Id}",
        ["registeredModelId"] = model,
        ["state"] = Hostile,
        ["author"] = Hostile,
    };

    private JsonObject Artifact(string name, string type) => new(Resource(name, type))
    {
        ["artifactType"] = type,
        ["uri"] = $"s3://bucket/{Hostile}",
        ["state"] = Hostile,
        ["modelFormatName"] = Hostile,
        ["modelFormatVersion"] = Hostile,
        ["storageKey"] = Hostile,
        ["storagePath"] = Hostile,
        ["serviceAccountName"] = Hostile,
        ["modelSourceKind"] = Hostile,
        ["modelSourceClass"] = Hostile,
        ["modelSourceGroup"] = Hostile,
        ["modelSourceId"] = Hostile,
        ["modelSourceName"] = Hostile,
        ["digest"] = Hostile,
        ["sourceType"] = Hostile,
        ["source"] = Hostile,
        ["schema"] = Hostile,
        ["profile"] = Hostile,
    };

    private Dictionary<string, JsonNode?> Resource(string name, string kind) => new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
    {
        ["id"] = Id,
        ["name"] = name,
        ["description"] = $"{kind} {Hostile}",
        ["externalId"] = $"{name} {Turned}",
        ["createTimeSinceEpoch"] = "1767225600000",
        ["lastUpdateTimeSinceEpoch"] = "1767225600000",
        ["customProperties"] = new JsonObject
        {
            ["_seedSet"] = Value("MetadataStringValue", "string_value", Owner),
            [$"label{Turned}"] = Value("MetadataStringValue", "string_value", ""),
            [$"text{Turned}"] = Value("MetadataStringValue", "string_value", Hostile),
            [$"name{Hostile}"] = Value("MetadataStringValue", "string_value", Hostile),
            ["hardware_target"] = Value("MetadataStringValue", "string_value", Hostile),
            [$"integer{Turned}"] = Value("MetadataIntValue", "int_value", "5"),
            ["number"] = new JsonObject { ["metadataType"] = "MetadataDoubleValue", ["double_value"] = 0.5 },
            ["struct"] = Value("MetadataStructValue", "struct_value", $$"""{"k":"\u001b{{Turned}}"}"""),
            ["proto"] = new JsonObject { ["metadataType"] = "MetadataProtoValue", ["type"] = Hostile, ["proto_value"] = Hostile },
            ["other"] = new JsonObject { ["metadataType"] = Hostile, ["value"] = Hostile },
        },
    };

    private static JsonObject Value(string type, string field, string value) => new() { ["metadataType"] = type, [field] = value };
}
