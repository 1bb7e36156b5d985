using System.Text.Json;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Operations;

namespace ModelRegistry.Emulator.Faults;

/// <summary>What the real server responds with while its database is away.</summary>
internal static class OutageResponses
{
    private const string NoConnection = "failed to connect to `user=registry database=registry`";
    private const string Masked = "invalid filter query, type mismatch or invalid value in comparison: bad request";

    /// <summary>The type behind the first segment of a path.</summary>
    private static readonly Dictionary<string, EntityType> Types = new(StringComparer.Ordinal)
    {
        ["registered_model"] = EntityTypes.RegisteredModel,
        ["model_version"] = EntityTypes.ModelVersion,
        ["model_artifact"] = EntityTypes.ModelArtifact,
        ["serving_environment"] = EntityTypes.ServingEnvironment,
        ["inference_service"] = EntityTypes.InferenceService,
        ["experiment"] = EntityTypes.Experiment,
        ["experiment_run"] = EntityTypes.ExperimentRun,
    };

    /// <summary>What lists below a parent hold, by the last segment of the path. Artifacts of all kinds are missing here.</summary>
    private static readonly Dictionary<string, EntityType> Children = new(StringComparer.Ordinal)
    {
        ["versions"] = EntityTypes.ModelVersion,
        ["inference_services"] = EntityTypes.InferenceService,
        ["serves"] = EntityTypes.ServeModel,
    };

    /// <summary>The response to a request that gets as far as the database.</summary>
    public static Response To(Route route, ApiRequest request, RegistryDatabase database, DatabaseOutageReason reason)
    {
        string first = route.Segments[0];
        string last = route.Segments[^1];
        EntityType? type = Types.GetValueOrDefault(first) ?? Types.GetValueOrDefault(first[..^1]);
        bool isBelow = route.IdName is not null;
        bool isRead = route.Method == "GET";
        return (isRead, last) switch
        {
            // A version is saved without looking at its model.
            (false, "versions") => Failed($"error saving {EntityTypes.ModelVersion.Label}", database, reason),
            (false, "serves") => Missing(EntityTypes.ModelVersion, ParentIn(request, "modelVersionId")),
            (false, "experiment_runs") =>
                Missing(EntityTypes.Experiment, isBelow ? request.Id : ParentIn(request, "experimentId"), "experiment not found: "),
            (false, "inference_services") when !isBelow =>
                Missing(EntityTypes.ServingEnvironment, ParentIn(request, "servingEnvironmentId")),
            (false, _) when isBelow => Missing(type, request.Id),
            (false, _) => Failed($"error saving {type?.Label ?? "artifact"}", database, reason),
            (true, "metric_history") when isBelow => Missing(EntityTypes.ExperimentRun, request.Id, "experiment run not found: "),
            (true, "experiment_runs") when isBelow => Missing(EntityTypes.Experiment, request.Id),
            // What a service serves is read with other words than the service itself.
            (true, "model" or "version") => Response.Error(404, "Not Found", $"no inference service found for id {request.Id}: not found"),
            (true, "artifacts" or "artifact" or "model_artifacts" or "model_artifact" or "metric_history") =>
                Failed("error listing artifacts", database, reason),
            (true, _) when Children.TryGetValue(last, out EntityType? child) && isBelow => List(child, database, reason),
            (true, _) when isBelow => Missing(type, request.Id),
            (true, _) => List(type!, database, reason),
        };
    }

    /// <summary>What a readiness check says.</summary>
    public static Response Unready(RegistryDatabase database, DatabaseOutageReason reason) =>
        Response.Text(503, $"schema_migrations query error: {Text(database, reason)}");

    private static Response List(EntityType type, RegistryDatabase database, DatabaseOutageReason reason) =>
        database == RegistryDatabase.PostgreSql && reason != DatabaseOutageReason.ConnectionRefused
            ? Response.Error(400, "Bad Request", $"error listing {type.Label}s: {Masked}")
            : Failed($"error listing {type.Label}s", database, reason);

    private static Response Missing(EntityType? type, string id, string prefix = "") =>
        Response.Error(404, "Not Found", $"{prefix}no {type?.MissingLabel ?? "artifact"} found for id {id}: not found");

    // The body has been read by the operation before, so it is JSON.
    private static string ParentIn(ApiRequest request, string field)
    {
        var reader = new Utf8JsonReader(request.Body);
        bool isThere = JsonElement.ParseValue(ref reader).TryGetProperty(field, out JsonElement parent);
        return isThere && parent.ValueKind == JsonValueKind.String ? parent.GetString()! : "0";
    }

    private static Response Failed(string what, RegistryDatabase database, DatabaseOutageReason reason) =>
        Response.Error(500, "Internal Server Error", $"{what}: {Text(database, reason)}");

    private static string Text(RegistryDatabase database, DatabaseOutageReason reason) => (database, reason) switch
    {
        (RegistryDatabase.PostgreSql, DatabaseOutageReason.ShutDown) =>
            "FATAL: terminating connection due to administrator command (SQLSTATE 57P01)",
        (RegistryDatabase.PostgreSql, DatabaseOutageReason.StartingUp) =>
            $"{NoConnection}: server error: FATAL: the database system is starting up (SQLSTATE 57P03)",
        (RegistryDatabase.PostgreSql, DatabaseOutageReason.TooManyConnections) =>
            $"{NoConnection}: server error: FATAL: sorry, too many clients already (SQLSTATE 53300)",
        (RegistryDatabase.PostgreSql, _) => $"{NoConnection}: dial error: dial tcp 127.0.0.1:5432: connect: connection refused",
        (_, DatabaseOutageReason.ShutDown) => "Error 1053 (08S01): Server shutdown in progress",
        (_, DatabaseOutageReason.StartingUp) => "invalid connection",
        (_, DatabaseOutageReason.TooManyConnections) => "Error 1040 (08004): Too many connections",
        _ => "dial tcp 127.0.0.1:3306: connect: connection refused",
    };
}
