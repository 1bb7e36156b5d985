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
    public Response List(EntityType type, bool filtered, ApiRequest request)
    {
        GoQuery query = request.Query;
        ListOptions options = ListOptions.Read(query);
        return FromDatabase(type, () => Page(type, parent: null, options, filtered ? Compile(FilterQuery(query), type) : null));
    }

    /// <summary>Lists the versions of a model.</summary>
    public Response ListVersions(ApiRequest request)
    {
        GoQuery query = request.Query;
        ListOptions options = ListOptions.Read(query);
        int model = Identifiers.Parse(request.Id, EntityTypes.RegisteredModel.IdLabel);
        EntityType type = EntityTypes.ModelVersion;
        return FromDatabase(type, () => Page(type, model, options, Compile(Combined(query), type)));
    }

    /// <summary>Lists the runs of an experiment, which must exist.</summary>
    public Response ListRuns(ApiRequest request)
    {
        GoQuery query = request.Query;
        ListOptions options = ListOptions.Read(query);
        int experiment = Identifiers.Parse(request.Id, EntityTypes.Experiment.IdLabel);
        lock (store.Gate)
        {
            Require(EntityTypes.Experiment, experiment, request.Id);
        }

        EntityType type = EntityTypes.ExperimentRun;
        return FromDatabase(type, () => Page(type, experiment, options, Compile(FilterQuery(query), type)));
    }

    /// <summary>Lists what a parent holds, without looking at the filter.</summary>
    public Response ListBelow(EntityType type, EntityType parentType, ApiRequest request)
    {
        ListOptions options = ListOptions.Read(request.Query);
        int parent = Identifiers.Parse(request.Id, parentType.IdLabel);
        return FromDatabase(type, () => Page(type, parent, options, filter: null));
    }

    /// <summary>Lists artifacts of all kinds or of the kind that the query names.</summary>
    public Response ListArtifacts(ApiRequest request) => PageArtifacts(request, FilterQuery(request.Query), parent: null);

    /// <summary>Lists the artifacts of a version; the filter is combined with name or external id.</summary>
    public Response ListVersionArtifacts(ApiRequest request) => PageArtifacts(request, Combined(request.Query), request.Id);

    /// <summary>Lists the artifacts of a run.</summary>
    public Response ListRunArtifacts(ApiRequest request) => PageArtifacts(request, FilterQuery(request.Query), request.Id);

    /// <summary>Lists the values that the metrics of a run, or of all runs, once had.</summary>
    public Response ListMetricHistory(ApiRequest request, bool ofOneRun)
    {
        GoQuery query = request.Query;
        ListOptions options = ListOptions.Read(query);
        int? run = null;
        if (ofOneRun)
        {
            run = RequireRunForHistory(request.Id);
        }

        string[] steps = query["stepIds"] is { Length: > 0 } stepIds ? ParseSteps(stepIds) : [];
        return FromDatabase(EntityTypes.MetricHistory, () => PageHistory(run, options, query, steps));
    }

    private Response PageHistory(int? run, ListOptions options, GoQuery query, string[] stepTexts)
    {
        HashSet<int> steps = [.. stepTexts.Select(ReadStep)];
        LikePattern? name = query["name"] is { Length: > 0 } part ? new LikePattern($"%{part}%", store.Rules) : null;
        Filter? filter = Compile(FilterQuery(query), EntityTypes.MetricHistory);
        int Rows(Entity entity) => (name is null || name.Matches(entity.StoredName))
            && (steps.Count == 0 || (entity["step"] is int step && steps.Contains(step))) ? filter?.CountRows(entity) ?? 1 : 0;
        return Page(EntityTypes.MetricHistory, run, options, name is null && steps.Count == 0 && filter is null ? null : Rows);
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

    // The server checks only the parts that hold something, and leaves the reading to the database.
    private static string[] ParseSteps(string list)
    {
        string[] parts = list.Split(',', StringSplitOptions.TrimEntries);
        return Array.Find(parts, static part => part.Length > 0 && !GoNumber.TryParseInteger(part, 32, out _, out _)) is { } bad
            ? throw RegistryException.BadRequest($"invalid step ID '{bad}': must be a valid integer")
            : parts;
    }

    private int ReadStep(string text) =>
        store.Rules.IsExact ? (int)PostgreSqlParameter.ReadInteger(text, PostgreSqlType.Integer) : (int)NumericText.Prefix(text);

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

    private Filter? Compile(string text, EntityType type) => Filter.Compile(text, type, store.Rules);

    // The server words what looks like a wrong type its own way; on lists of artifacts it passes on what the database says.
    private static T FromDatabase<T>(EntityType? type, Func<T> query)
    {
        bool isArtifacts = type is null or { IsArtifact: true, IsHistory: false };
        string label = isArtifacts ? "artifacts" : type!.Label + "s";
        try
        {
            return query();
        }
        catch (DatabaseErrorException error) when (error.LooksMistyped && !isArtifacts)
        {
            throw RegistryException.BadRequest(
                $"error listing {label}: invalid filter query, type mismatch or invalid value in comparison");
        }
        catch (DatabaseErrorException error)
        {
            throw RegistryException.Internal($"error listing {label}: {error.Message}");
        }
    }

    private Response PageArtifacts(ApiRequest request, string filterText, string? parent)
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
        EntityType fields = type ?? EntityTypes.ModelArtifact;
        int parameters = type is null ? 1 : 2;
        return FromDatabase(type, () => Page(type, parentId, options, Filter.Compile(filterText, fields, store.Rules, parameters)));
    }

    private Response Page(EntityType? type, int? parent, ListOptions options, Filter? filter) =>
        Page(type, parent, options, filter is null ? null : filter.CountRows);

    private Response Page(EntityType? type, int? parent, ListOptions options, Func<Entity, int>? countRows)
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
        return Response.JsonLine(200, output.Written);
    }

    private List<Entity> Gather(EntityType? type, int? parent, ListOptions options, Func<Entity, int>? countRows, int limit)
    {
        RefuseMistypedToken(options);
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

    // The value in a token is compared with the column of the order: MariaDB makes a number of any text.
    private void RefuseMistypedToken(ListOptions options)
    {
        if (store.Rules.IsExact && options.Cursor is { } cursor)
        {
            PostgreSqlParameter.ReadInteger(
                cursor.Value, options.Order == ListOrder.Id ? PostgreSqlType.Integer : PostgreSqlType.BigInteger);
        }
    }

    private void Sort(Entity[] entities, ListOptions options)
    {
        if (options.Order != ListOrder.Id)
        {
            Array.Sort(entities, (x, y) => (options.KeyOf(x), RankOf(x)).CompareTo((options.KeyOf(y), RankOf(y))));
        }

        if (options.Descending)
        {
            Array.Reverse(entities);
        }
    }

    // The server does not say how to order equal times. MariaDB's index has the ids behind them; PostgreSQL promises nothing, so that a
    // page which ends between them makes the next one repeat some items and lose others.
    private long RankOf(Entity entity) => store.Rules.IsExact ? unchecked((uint)entity.Id * 2654435761u) : entity.Id;
}
