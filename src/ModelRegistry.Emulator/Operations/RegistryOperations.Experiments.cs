using System.Globalization;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <content>Experiment runs.</content>
internal sealed partial class RegistryOperations
{
    /// <summary>Creates a run of the experiment that the body names.</summary>
    public Response CreateRun(ApiRequest request)
    {
        RequestBody body = DecodeCreate(request, EntityTypes.ExperimentRun.CreateShape, EntityTypes.ExperimentRun);
        return Write(request, () => Found(201, UpsertRun(body, body.Text("experimentId")!)));
    }

    /// <summary>Creates a run below the experiment in the path, or updates the one that the body's id names.</summary>
    public Response CreateRunBelow(ApiRequest request)
    {
        RequestBody body = DecodeCreate(request, EntityTypes.ExperimentRun.FullShape, EntityTypes.ExperimentRun);
        body.Set("experimentId", request.Id);
        return Write(request, () => Found(201, UpsertRun(body, request.Id)));
    }

    /// <summary>Patches a run.</summary>
    public Response PatchRun(ApiRequest request)
    {
        EntityType type = EntityTypes.ExperimentRun;
        RequestBody body = BodyDecoder.DecodeStrictly(request.Body, type.UpdateShape, server);
        int id = Identifiers.Parse(request.Id, type.IdLabel);
        return Write(request, () =>
        {
            Entity existing = Require(type, id, request.Id);
            CheckRunTimes(body, existing);
            return Found(200, writer.Update(existing, body, withDefaults: true, parent: null, () => NameTaken(type, existing.Name)));
        });
    }

    private Entity UpsertRun(RequestBody body, string experiment)
    {
        EntityType type = EntityTypes.ExperimentRun;
        int parent = Identifiers.Parse(experiment, EntityTypes.Experiment.IdLabel);
        if (store.Find(EntityTypes.Experiment, parent) is null)
        {
            throw Missing(EntityTypes.Experiment, experiment).Behind("experiment not found: ");
        }

        if (body.Text("id") is { } id)
        {
            Entity existing = Require(type, Identifiers.Parse(id, type.IdLabel), id);
            CheckRunTimes(body, existing);
            return writer.Update(existing, body, withDefaults: true, parent, () => NameTaken(type, existing.Name));
        }

        CheckRunTimes(body, existing: null);
        string? name = body.Text("name");
        string storedName = Identifiers.Prefixed(experiment, name ?? Identifiers.NewName());
        return writer.Insert(type, storedName, body, withDefaults: true, parent, () => TakenOrDropped(type, name));
    }

    // A start alone is not looked at.
    private static void CheckRunTimes(RequestBody body, Entity? existing)
    {
        string? end = body.Text("endTimeSinceEpoch") ?? (string?)existing?["endTimeSinceEpoch"];
        string? start = existing is null ? body.Text("startTimeSinceEpoch") : (string?)existing["startTimeSinceEpoch"];
        if (end is null || start is null)
        {
            return;
        }

        long ended = ParseTime("EndTimeSinceEpoch", end);
        long started = ParseTime("StartTimeSinceEpoch", start);
        if (ended < started)
        {
            throw RegistryException.BadRequest(string.Create(
                CultureInfo.InvariantCulture, $"EndTimeSinceEpoch ({ended}) cannot be less than StartTimeSinceEpoch ({started})"));
        }
    }

    private static long ParseTime(string field, string text) => GoNumber.TryParseInteger(text, 64, out long time, out string error)
        ? time
        : throw RegistryException.BadRequest($"invalid {field} value: {error}");
}
