using System.Globalization;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <content>Artifacts of all kinds, on their own and below versions and runs.</content>
internal sealed partial class RegistryOperations
{
    private string NoArtifactType => server == RegistryServerVersion.V02
        ? "invalid artifact type, must be either ModelArtifact or DocArtifact"
        : "invalid artifact type, must be either ModelArtifact, DocArtifact, DataSet, Metric, or Parameter";

    /// <summary>Reads an artifact of any kind.</summary>
    public Response GetArtifact(ApiRequest request)
    {
        lock (store.Gate)
        {
            return Found(200, RequireArtifact(request.Id));
        }
    }

    /// <summary>Reads a model artifact.</summary>
    public Response GetModelArtifact(ApiRequest request)
    {
        lock (store.Gate)
        {
            return Found(200, RequireModelArtifact(request.Id));
        }
    }

    /// <summary>Creates an artifact of the kind that the body names.</summary>
    public Response CreateArtifact(ApiRequest request)
    {
        RequestBody body = DecodeUnion(request, "Create", static t => t.CreateShape) ?? throw RegistryException.BadRequest(NoArtifactType);
        return Write(request, () => Found(201, UpsertArtifact(body, parent: null, withDefaults: false, out _)));
    }

    /// <summary>Creates a model artifact; the state of this body starts as UNKNOWN.</summary>
    public Response CreateModelArtifact(ApiRequest request)
    {
        RequestBody body = BodyDecoder.DecodeStrictly(request.Body, EntityTypes.ModelArtifact.CreateShape, server);
        return Write(request, () => Found(201, UpsertArtifact(body, parent: null, withDefaults: true, out _)));
    }

    /// <summary>Patches an artifact; the body must name its kind.</summary>
    public Response PatchArtifact(ApiRequest request)
    {
        RequestBody? body = DecodeUnion(request, "Update", static t => t.UpdateShape);
        return Write(request, () =>
        {
            Entity existing = RequireArtifact(request.Id);
            if (body is null || TypeOf(body) != existing.Type)
            {
                string wanted = body is null ? "unknown" : TypeOf(body).ArtifactType!;
                throw RegistryException.Plain(
                    $"cannot change artifact type from '{existing.Type.ArtifactType}' to '{wanted}': artifact type is immutable");
            }

            return Found(
                200, writer.Update(existing, body, withDefaults: false, parent: null, () => NameTaken(existing.Type, existing.Name)));
        });
    }

    /// <summary>Patches a model artifact; a state that is not sent goes back to UNKNOWN.</summary>
    public Response PatchModelArtifact(ApiRequest request)
    {
        RequestBody body = BodyDecoder.DecodeStrictly(request.Body, EntityTypes.ModelArtifact.UpdateShape, server);
        return Write(request, () =>
        {
            Entity existing = RequireModelArtifact(request.Id);
            return Found(
                200, writer.Update(existing, body, withDefaults: true, parent: null, () => NameTaken(existing.Type, existing.Name)));
        });
    }

    /// <summary>Creates or updates an artifact below a version.</summary>
    public Response UpsertVersionArtifact(ApiRequest request)
    {
        RequestBody? body = DecodeNested(request);
        return Write(request, () =>
        {
            int version = Identifiers.Parse(request.Id, EntityTypes.ModelVersion.IdLabel);
            Require(EntityTypes.ModelVersion, version, request.Id);
            Entity artifact = UpsertArtifact(
                body ?? throw RegistryException.BadRequest(NoArtifactType), request.Id, withDefaults: false, out bool created);
            return Found(created ? 201 : 200, artifact);
        });
    }

    /// <summary>Creates or updates an artifact below a run; every value of a metric is kept as history.</summary>
    public Response UpsertRunArtifact(ApiRequest request)
    {
        RequestBody? body = DecodeNested(request);
        return Write(request, () =>
        {
            int run = Identifiers.Parse(request.Id, EntityTypes.ExperimentRun.IdLabel);
            Require(EntityTypes.ExperimentRun, run, request.Id);
            Entity artifact = UpsertArtifact(
                body ?? throw RegistryException.BadRequest(NoArtifactType), request.Id, withDefaults: false, out bool created);
            if (artifact.Type != EntityTypes.Metric)
            {
                return Found(created ? 201 : 200, artifact);
            }

            RecordHistory(artifact, run, request.Id);
            return Response.Json(200, artifact.Render(revealRun: true));
        });
    }

    private RequestBody? DecodeNested(ApiRequest request) => DecodeUnion(request, "", static t => t.FullShape);

    private RequestBody? DecodeUnion(ApiRequest request, string suffix, Func<EntityType, WireShape> shape) =>
        BodyDecoder.DecodeUnion(request.Body, "Artifact" + suffix, discriminator => ChooseShape(discriminator, suffix, shape), server);

    // A discriminator is the kind's own word or the name of the body's schema.
    private WireShape? ChooseShape(string discriminator, string suffix, Func<EntityType, WireShape> shape)
    {
        foreach (EntityType type in EntityTypes.Artifacts)
        {
            if (type.Since <= server && (discriminator == type.ArtifactType || discriminator == type.GoName + suffix))
            {
                return shape(type);
            }
        }

        return null;
    }

    private static EntityType TypeOf(RequestBody body) => EntityTypes.Artifacts.First(
        type => body.Shape == type.CreateShape || body.Shape == type.UpdateShape || body.Shape == type.FullShape);

    private Entity RequireArtifact(string id) =>
        store.FindArtifact(Identifiers.Parse(id, "artifact")) ?? throw RegistryException.NotFound($"no artifact found for id {id}");

    private Entity RequireModelArtifact(string id)
    {
        Entity artifact = RequireArtifact(id);
        return artifact.Type == EntityTypes.ModelArtifact
            ? artifact
            : throw RegistryException.NotFound($"artifact with id {id} is not a model artifact");
    }

    private Entity UpsertArtifact(RequestBody body, string? parent, bool withDefaults, out bool created)
    {
        EntityType type = TypeOf(body);
        created = false;
        string? id = body.Text("id");
        string? name = body.Text("name") ?? (id is null ? Identifiers.NewName() : null);
        int? parentId = parent is null ? null : Identifiers.Parse(parent, "parent resource");
        InjectRun(body, parent, parentId);
        if (type == EntityTypes.Metric && body["value"] is null)
        {
            throw RegistryException.BadRequest("metric value is required");
        }

        Entity? existing = id is not null ? FindToUpdate(type, id) : FindByNameBelow(type, parentId, name!);
        if (existing is not null)
        {
            return writer.Update(existing, body, withDefaults, parentId, () => NameTaken(type, existing.Name));
        }

        created = type.RespondsCreated;
        string storedName = Identifiers.Prefixed(type.Naming == Naming.BehindRandom ? null : parent, name!);
        return writer.Insert(type, storedName, body, withDefaults, parentId, () => NameTaken(type, name!));
    }

    // Below a run the server adds the experiment's ids to what was sent, which makes an update replace all properties.
    private void InjectRun(RequestBody body, string? parent, int? parentId)
    {
        if (parentId is not { } id || store.Find(EntityTypes.ExperimentRun, id) is not { } run)
        {
            return;
        }

        Dictionary<string, MetadataInput> properties = body.CustomProperties ?? new(StringComparer.Ordinal);
        int experiment = (int)run["experimentId"]!;
        properties["experiment_id"] = new(MetadataKind.Int, experiment.ToString(CultureInfo.InvariantCulture));
        properties["experiment_run_id"] = new(MetadataKind.Int, parent!);
        body.Set("customProperties", properties);
    }

    private Entity FindToUpdate(EntityType type, string id)
    {
        Entity existing = GoNumber.TryParseInteger(id, 32, out long parsed, out _) && store.FindArtifact((int)parsed) is { } found
            ? found
            : throw RegistryException.BadRequest($"mismatched types, artifact with id {id} is not a {type.Label}");
        return existing.Type == type ? existing : throw RegistryException.BadRequest($"artifact with id {id} is not a {type.Label}");
    }

    // Metrics and parameters are looked up by a LIKE on any kind; anything but one hit of the same kind counts as none.
    private Entity? FindByNameBelow(EntityType type, int? parent, string name)
    {
        if (parent is not { } id || (type != EntityTypes.Metric && type != EntityTypes.Parameter))
        {
            return null;
        }

        List<Entity> hits = FromDatabase(type: null, () => MatchNames(store.Below(type: null, id), "%:" + name, limit: 2));
        return hits.Count == 1 && hits[0].Type == type ? hits[0] : null;
    }

    private void RecordHistory(Entity metric, int run, string runAsSent)
    {
        string failed = $"failed to insert metric history for metric {metric.Name}: ";
        foreach ((string key, PropertyValue value) in metric.Properties)
        {
            if (value.Kind == MetadataKind.Struct)
            {
                throw RegistryException.Plain(
                    $"{failed}failed to map custom properties: bad request: {PropertyConversion.StructFedBack(key)}");
            }
        }

        string storedName = string.Create(CultureInfo.InvariantCulture, $"{runAsSent}:{metric.Name}__{metric.UpdateTime}");
        EntityType type = EntityTypes.MetricHistory;
        try
        {
            writer.CheckName(type, storedName);
        }
        catch (RegistryException tooLong)
        {
            throw tooLong.Behind($"{failed}failed to insert metric history: ");
        }

        int id = store.TakeId(type.Table);
        if (store.FindByName(type, storedName) is not null)
        {
            throw RegistryException.Internal(
                $"{failed}failed to insert metric history: error saving metric history: duplicated key not allowed");
        }

        long now = writer.Now();
        writer.Put(new Entity
        {
            Type = type,
            Id = id,
            StoredName = storedName,
            CreateTime = now,
            UpdateTime = now,
            Parents = [run],
            Values = metric.Values,
            Properties = metric.Properties,
        });
    }
}
