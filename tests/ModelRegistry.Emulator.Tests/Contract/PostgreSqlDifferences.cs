using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelRegistry.Emulator.Tests.Contract;

/// <summary>
/// The exchanges that the real server answers otherwise on PostgreSQL 17 than recorded on MariaDB; all others are alike, in both versions
/// of the API.
/// </summary>
internal static class PostgreSqlDifferences
{
    private const string Mistyped =
        "error listing registered models: invalid filter query, type mismatch or invalid value in comparison: bad request";

    private static readonly Dictionary<(string Scenario, int Step), Action<JsonObject>> Changes = new()
    {
        [("filter/models-custom", 22)] = Refuse(400, Mistyped),
        [("filter/models-operators", 19)] = KeepItems(),
        [("filter/models-operators", 21)] = KeepItems(),
        [("filter/models-operators", 35)] = KeepItems("granite-8b", "llama-70b"),
        [("filter/parse-messages", 9)] = Refuse(400, Mistyped),
        [("filter/syntax-errors", 8)] = Refuse(400, Mistyped),
        [("filter/syntax-errors", 9)] = Refuse(400, Mistyped),
        [("filter/syntax-errors", 21)] = Refuse(400, Mistyped),
        [("filter/syntax-errors", 24)] = Refuse(400, Mistyped),
        [("filter/syntax-errors", 25)] = Refuse(400, Mistyped),
        [("filter/syntax-errors", 29)] = Refuse(400, Mistyped),
        [("filter/text-escapes", 19)] = KeepItems("granite-8b", "llama-70b"),
        [("filter/text-escapes", 20)] = KeepItems("granite-8b", "llama-70b"),
        [("find/registered-model", 21)] = Refuse(404, "no registered models found for name=ALPHA, externalId=: not found"),
        [("list/bad-tokens", 10)] = Refuse(400, Mistyped),
        [("list/bad-tokens", 11)] = Refuse(400, Mistyped),
        [("unique/external-ids", 3)] = Create("upper", """{"name":"m2","externalId":"EXT:GRANITE"}"""),
        [("unique/external-ids", 23)] = AddItem(1, "upper", """{"name":"m2","externalId":"EXT:GRANITE"}"""),
        [("unique/names", 3)] = Create("lower", """{"name":"granite"}"""),
        [("unique/names", 4)] = Create("blank", """{"name":"Granite "}"""),
        [("unique/names", 30)] = AddItem(1, "lower", """{"name":"granite"}""") + AddItem(2, "blank", """{"name":"Granite "}"""),
    };

    /// <summary>Where the differences are.</summary>
    public static IEnumerable<(string Scenario, int Step)> Places => Changes.Keys;

    /// <summary>A recorded step as PostgreSQL would have it.</summary>
    /// <param name="scenario">The name of the scenario.</param>
    /// <param name="number">The number of the step, from 1.</param>
    /// <param name="step">The step.</param>
    public static JsonElement Apply(string scenario, int number, JsonElement step)
    {
        if (!Changes.TryGetValue((scenario, number), out Action<JsonObject>? change))
        {
            return step;
        }

        JsonObject changed = JsonObject.Create(step)!;
        change(changed);
        using JsonDocument document = JsonDocument.Parse(changed.ToJsonString());
        return document.RootElement.Clone();
    }

    private static Action<JsonObject> Refuse(int status, string message) => step => Respond(step, status, new JsonObject
    {
        ["code"] = status == 404 ? "Not Found" : "Bad Request",
        ["message"] = message,
    });

    private static Action<JsonObject> KeepItems(params string[] names) => step =>
    {
        JsonArray items = step["response"]!["body"]!["items"]!.AsArray();
        items.RemoveAll(item => !names.Contains(item!["name"]!.GetValue<string>(), StringComparer.Ordinal));
        step["response"]!["body"]!["size"] = items.Count;
    };

    private static Action<JsonObject> AddItem(int at, string variable, string fields) => step =>
    {
        JsonArray items = step["response"]!["body"]!["items"]!.AsArray();
        items.Insert(at, Stored(variable, fields));
        step["response"]!["body"]!["size"] = items.Count;
    };

    private static Action<JsonObject> Create(string variable, string fields) => step =>
    {
        Respond(step, 201, Stored(variable, fields));
        step["capture"] = new JsonObject { [variable] = "/id" };
    };

    private static void Respond(JsonObject step, int status, JsonObject body)
    {
        JsonObject response = step["response"]!.AsObject();
        response["status"] = status;
        response["body"] = body;
        response.Remove("compare");
    }

    private static JsonObject Stored(string variable, string fields)
    {
        JsonObject entity = JsonNode.Parse(fields)!.AsObject();
        entity["id"] = $"{{{{{variable}}}}}";
        entity["createTimeSinceEpoch"] = "{{time}}";
        entity["lastUpdateTimeSinceEpoch"] = "{{time}}";
        entity["customProperties"] = new JsonObject();
        entity["state"] = "LIVE";
        return entity;
    }
}
