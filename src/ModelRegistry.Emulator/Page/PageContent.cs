using System.Globalization;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Page;

/// <summary>
/// What the page of a registry reads: lists page by page, with their sizes, searched as people search. It is beside the API, so that
/// looking at a registry neither shows among its requests nor meets its faults, and works whatever the server that it stands for can do.
/// </summary>
internal static class PageContent
{
    private const int PageSize = 100;

    private static readonly Dictionary<string, PageList> Lists = new PageList[]
    {
        new("registered_models", EntityTypes.RegisteredModel, "model_versions"),
        new("model_versions", EntityTypes.ModelVersion, "artifacts"),
        new("artifacts", Type: null),
        new("serving_environments", EntityTypes.ServingEnvironment, "inference_services"),
        new("inference_services", EntityTypes.InferenceService, "serves"),
        new("serves", EntityTypes.ServeModel),
        new("experiments", EntityTypes.Experiment, "experiment_runs"),
        new("experiment_runs", EntityTypes.ExperimentRun, "artifacts", "metric_history"),
        new("metric_history", EntityTypes.MetricHistory),
    }.ToDictionary(static list => list.Name, StringComparer.Ordinal);

    private static readonly (string Field, EntityType Type)[] References =
    [
        ("registeredModelId", EntityTypes.RegisteredModel), ("modelVersionId", EntityTypes.ModelVersion),
        ("servingEnvironmentId", EntityTypes.ServingEnvironment), ("experimentId", EntityTypes.Experiment),
    ];

    /// <summary>Responds to a request of the page; <see langword="null"/> when it is none.</summary>
    /// <param name="store">The content.</param>
    /// <param name="path">
    /// The path behind <c>/_emulator</c>: <c>/content/</c> for the sizes of all lists, <c>/content/registered_models</c> for a list, which
    /// takes <c>parent</c>, <c>search</c>, <c>state</c> and <c>page</c>, or <c>/content/registered_models/17</c> for one entity.
    /// </param>
    /// <param name="query">The query, encoded.</param>
    public static Response? Find(EntityStore store, string path, string query)
    {
        return path.Split('/') switch
        {
            ["", "content", ""] => Counts(store),
            ["", "content", var name] when Lists.TryGetValue(name, out PageList? list) => Page(store, list, new GoQuery(query)),
            ["", "content", var name, var id] when Lists.TryGetValue(name, out PageList? list) => One(store, list, id),
            _ => null,
        };
    }

    private static Response Counts(EntityStore store)
    {
        var output = new JsonOutput();
        output.BeginObject();
        lock (store.Gate)
        {
            foreach (PageList list in Lists.Values)
            {
                output.Number(list.Name, (long)store.All(list.Type).Count);
            }
        }

        output.EndObject();
        output.EndLine();
        return Response.JsonLine(200, output.Written);
    }

    private static Response Page(EntityStore store, PageList list, GoQuery query)
    {
        Entity[] all;
        lock (store.Gate)
        {
            // Ids of parents are unique among everything that can be one.
            EntityList source = Number(query["parent"]) is { } parent ? store.Below(list.Type, parent) : store.All(list.Type);
            all = source.Copy(0, source.Count);
        }

        // Entities never change, so only copying them needs the gate.
        string search = query["search"].Trim();
        string state = query["state"];
        Entity[] found = [.. all.Where(entity => (state.Length == 0 || StateOf(entity) == state) && Mentions(entity, search))];
        int pages = Math.Max(1, (found.Length + PageSize - 1) / PageSize);
        int page = Math.Clamp(Number(query["page"]) ?? 1, 1, pages);

        var output = new JsonOutput();
        output.BeginObject();
        output.Name("items");
        output.BeginArray();
        foreach (Entity entity in found.Skip((page - 1) * PageSize).Take(PageSize))
        {
            Write(output, store, list, entity);
        }

        output.EndArray();
        output.Number("page", (long)page);
        output.Number("pages", (long)pages);
        output.Number("found", (long)found.Length);
        output.Number("total", (long)all.Length);
        output.EndObject();
        output.EndLine();
        return Response.JsonLine(200, output.Written);
    }

    private static Response One(EntityStore store, PageList list, string id)
    {
        Entity? entity = null;
        if (Number(id) is { } number)
        {
            lock (store.Gate)
            {
                entity = list.Type is { } type ? store.Find(type, number) : store.FindArtifact(number);
            }
        }

        if (entity is null)
        {
            return Response.Error(404, "Not Found", $"no {list.Name} with id {id}");
        }

        var output = new JsonOutput();
        Write(output, store, list, entity);
        output.EndLine();
        return Response.JsonLine(200, output.Written);
    }

    private static void Write(JsonOutput output, EntityStore store, PageList list, Entity entity)
    {
        output.BeginObject();
        output.Name("entity");
        output.Json(entity.Json);
        lock (store.Gate)
        {
            output.Name("names");
            output.BeginObject();
            foreach ((string field, EntityType type) in References)
            {
                if (entity[field] is int id && store.Find(type, id) is { } other)
                {
                    output.Text(field, other.Name);
                }
            }

            output.EndObject();
            output.Name("inside");
            output.BeginObject();
            foreach (string inside in list.Inside)
            {
                output.Number(inside, (long)store.Below(Lists[inside].Type, entity.Id).Count);
            }

            output.EndObject();
        }

        output.EndObject();
    }

    private static bool Mentions(Entity entity, string search) =>
        search.Length == 0
        || Contains(entity.Name, search)
        || Contains(entity.ExternalId, search)
        || entity.Type.Fields.Zip(entity.Values).Any(field => IsText(field.First) && Contains(field.Second as string, search))
        || entity.Properties.Any(property => Contains(property.Key, search) || Contains(property.Value.Text, search));

    private static bool IsText(FieldDefinition field) => field.Kind is FieldKind.Text or FieldKind.UriColumn;

    private static bool Contains(string? text, string search) => text?.Contains(search, StringComparison.OrdinalIgnoreCase) == true;

    private static string? StateOf(Entity entity) => (string?)(entity["state"] ?? entity["desiredState"] ?? entity["lastKnownState"]);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>A list of the page.</summary>
    /// <param name="Name">The name in the path, as in the API's paths.</param>
    /// <param name="Type">The type of its entities; <see langword="null"/> for artifacts of all kinds.</param>
    /// <param name="Inside">The lists that each entity has.</param>
    private sealed record PageList(string Name, EntityType? Type, params string[] Inside);
}
