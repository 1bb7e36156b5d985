using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Filtering;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <content>Lists: page by page, filtered where the server filters.</content>
internal sealed partial class RegistryOperations
{
    private readonly bool _filters = server >= RegistryServerVersion.V03;

    /// <summary>Lists all entities of a type.</summary>
    public Answer List(EntityType type, bool filtered, ApiRequest request)
    {
        GoQuery query = request.Query;
        ListOptions options = ListOptions.Read(query);
        Filter? filter = filtered ? Compile(FilterQuery(query), type, $"{type.Label}s") : null;
        return Page(type, parent: null, options, filter);
    }

    /// <summary>Lists the versions of a model.</summary>
    public Answer ListVersions(ApiRequest request)
    {
        GoQuery query = request.Query;
        ListOptions options = ListOptions.Read(query);
        int model = Identifiers.Parse(request.Id, EntityTypes.RegisteredModel.IdLabel);
        return Page(EntityTypes.ModelVersion, model, options, Compile(Combined(query), EntityTypes.ModelVersion, "model versions"));
    }

    /// <summary>Lists the runs of an experiment, which must exist.</summary>
    public Answer ListRuns(ApiRequest request)
    {
        GoQuery query = request.Query;
        ListOptions options = ListOptions.Read(query);
        int experiment = Identifiers.Parse(request.Id, EntityTypes.Experiment.IdLabel);
        lock (store.Gate)
        {
            Require(EntityTypes.Experiment, experiment, request.Id);
        }

        Filter? filter = Compile(FilterQuery(query), EntityTypes.ExperimentRun, "experiment runs");
        return Page(EntityTypes.ExperimentRun, experiment, options, filter);
    }

    /// <summary>Lists what a parent holds, without looking at the filter.</summary>
    public Answer ListBelow(EntityType type, EntityType parentType, ApiRequest request)
    {
        ListOptions options = ListOptions.Read(request.Query);
        return Page(type, Identifiers.Parse(request.Id, parentType.IdLabel), options, filter: null);
    }

    /// <summary>Lists artifacts of all kinds or of the kind that the query names.</summary>
    public Answer ListArtifacts(ApiRequest request) => PageArtifacts(request, FilterQuery(request.Query), parent: null);

    /// <summary>Lists the artifacts of a version; the filter is combined with name or external id.</summary>
    public Answer ListVersionArtifacts(ApiRequest request) => PageArtifacts(request, Combined(request.Query), request.Id);

    /// <summary>Lists the artifacts of a run.</summary>
    public Answer ListRunArtifacts(ApiRequest request) => PageArtifacts(request, FilterQuery(request.Query), request.Id);

    /// <summary>Lists the values that the metrics of a run, or of all runs, once had.</summary>
    public Answer ListMetricHistory(ApiRequest request, bool ofOneRun)
    {
        GoQuery query = request.Query;
        ListOptions options = ListOptions.Read(query);
        int? run = null;
        if (ofOneRun)
        {
            run = RequireRunForHistory(request.Id);
        }

        HashSet<int>? steps = query["stepIds"] is { Length: > 0 } stepIds ? ParseSteps(stepIds) : null;
        LikePattern? name = query["name"] is { Length: > 0 } part ? new LikePattern($"%{part}%", store.Rules) : null;
        Filter? filter = Compile(FilterQuery(query), EntityTypes.MetricHistory, "metric historys");
        int Rows(Entity entity) => (name is null || name.Matches(entity.StoredName))
            && (steps is null || (entity["step"] is int step && steps.Contains(step))) ? filter?.CountRows(entity) ?? 1 : 0;
        return Page(EntityTypes.MetricHistory, run, options, name is null && steps is null && filter is null ? null : Rows);
    }

    private int RequireRunForHistory(string id)
    {
        const string prefix = "experiment run not found: ";
        try
        {
            int run = Identifiers.Parse(id, EntityTypes.ExperimentRun.IdLabel);
            lock (store.Gate)
            {
                Require(EntityTypes.ExperimentRun, run, id);
            }

            return run;
        }
        catch (RegistryException fault)
        {
            throw fault.Behind(prefix);
        }
    }

    private static HashSet<int> ParseSteps(string list)
    {
        var steps = new HashSet<int>();
        foreach (string part in list.Split(',', StringSplitOptions.TrimEntries))
        {
            // The server checks only the parts that hold something, yet the database reads an empty one as 0.
            if (part.Length > 0 && !GoNumber.TryParseInteger(part, 32, out _, out _))
            {
                throw RegistryException.BadRequest($"invalid step ID '{part}': must be a valid integer");
            }

            steps.Add((int)NumericText.Prefix(part));
        }

        return steps;
    }

    // Servers that do not know filters ignore them like every other unknown parameter.
    private string FilterQuery(GoQuery query) => _filters ? query["filterQuery"] : "";

    // The server builds a filter text out of its parameters, and does not escape it right.
    private string Combined(GoQuery query)
    {
        if (!_filters)
        {
            return "";
        }

        string filter = query["filterQuery"];
        string own = filter.Length > 0 ? $"({filter})" : "";
        string key = query["name"].Length > 0 ? "name" : "externalId";
        string value = query[key].Replace("'", "''", StringComparison.Ordinal);
        string condition = value.Length > 0 ? $"{key} = '{value}'" : "";
        return own.Length > 0 && condition.Length > 0 ? $"{own} AND {condition}" : own + condition;
    }

    private Filter? Compile(string text, EntityType type, string listLabel) => Filter.Compile(text, type, store.Rules, listLabel);

    private Answer PageArtifacts(ApiRequest request, string filterText, string? parent)
    {
        GoQuery query = request.Query;
        ListOptions options = ListOptions.Read(query);
        int? parentId = parent is null ? null : Identifiers.Parse(parent, "parent resource");
        EntityType? type = (_filters ? query["artifactType"] : "") switch
        {
            "" => null,
            "null" => throw RegistryException.BadRequest("invalid artifact type: empty or null value provided"),
            var kind => EntityTypes.FindArtifact(kind) ?? throw RegistryException.BadRequest($"invalid artifact type {kind}"),
        };

        // Without a kind the names of a model artifact's fields apply.
        Filter? filter = Compile(filterText, type ?? EntityTypes.ModelArtifact, "artifacts");
        return Page(type, parentId, options, filter);
    }

    private Answer Page(EntityType? type, int? parent, ListOptions options, Filter? filter) =>
        Page(type, parent, options, filter is null ? null : filter.CountRows);

    private Answer Page(EntityType? type, int? parent, ListOptions options, Func<Entity, int>? countRows)
    {
        int limit = options.PageSize is > 0 and < int.MaxValue ? options.PageSize + 1 : int.MaxValue;
        List<Entity> rows = Gather(type, parent, options, countRows, limit);
        bool hasMore = rows.Count == limit;
        int size = hasMore ? rows.Count - 1 : rows.Count;
        var output = new JsonOutput(256 + (size * 384));
        output.BeginObject();
        output.Name("items");
        output.BeginArray();
        for (int i = 0; i < size; i++)
        {
            output.Json(rows[i].Json);
        }

        output.EndArray();
        Entity? last = hasMore ? rows[size - 1] : null;
        output.Text("nextPageToken", last is null ? "" : ListCursor.Encode(last.Id, options.KeyOf(last)));
        output.Number("pageSize", (long)options.PageSize);
        output.Number("size", (long)size);
        output.EndObject();
        output.EndLine();
        return Answer.JsonLine(200, output.Written);
    }

    private List<Entity> Gather(EntityType? type, int? parent, ListOptions options, Func<Entity, int>? countRows, int limit)
    {
        // A parent's list of artifacts holds all kinds.
        bool wrongKind(Entity entity) => parent is not null && type is not null && entity.Type != type;
        var rows = new List<Entity>();
        if (options.Order == ListOrder.Id && countRows is null)
        {
            lock (store.Gate)
            {
                EntityList list = ListFor(type, parent);
                (int start, int step) = Seek(list, options);
                for (int i = start; i >= 0 && i < list.Count && rows.Count < limit; i += step)
                {
                    Take(list[i]);
                }
            }

            return rows;
        }

        // Entities never change, so only copying them needs the gate; sorting and filtering do not hold up writers.
        Entity[] candidates;
        lock (store.Gate)
        {
            EntityList list = ListFor(type, parent);
            candidates = list.Copy(0, list.Count);
        }

        Sort(candidates, options);
        for (int i = 0; i < candidates.Length && rows.Count < limit; i++)
        {
            Take(candidates[i]);
        }

        return rows;

        void Take(Entity entity)
        {
            if (wrongKind(entity) || options.Cursor?.IsBefore(entity, options) == false)
            {
                return;
            }

            // A filter may find one entity several times: the server joins the rows of its properties.
            for (int n = countRows?.Invoke(entity) ?? 1; n > 0 && rows.Count < limit; n--)
            {
                rows.Add(entity);
            }
        }
    }

    private EntityList ListFor(EntityType? type, int? parent) => parent is { } id ? store.Below(type, id) : store.All(type);

    private static (int Start, int Step) Seek(EntityList list, ListOptions options)
    {
        if (options.Descending)
        {
            return (options.Cursor is { } before ? Math.Min(list.FirstAtOrAfter(before.Number), list.Count - 1) : list.Count - 1, -1);
        }

        return (options.Cursor is { } after ? list.FirstAtOrAfter(after.Number) : 0, 1);
    }

    private static void Sort(Entity[] entities, ListOptions options)
    {
        if (options.Order != ListOrder.Id)
        {
            Array.Sort(entities, (x, y) => (options.KeyOf(x), x.Id).CompareTo((options.KeyOf(y), y.Id)));
        }

        if (options.Descending)
        {
            Array.Reverse(entities);
        }
    }
}
