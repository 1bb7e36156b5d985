using System.Globalization;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <content>Inference services and serves.</content>
internal sealed partial class RegistryOperations
{
    /// <summary>Creates an inference service in the environment that the body names.</summary>
    public Response CreateService(ApiRequest request) => InsertService(request, environment: null);

    /// <summary>Creates an inference service in the environment in the path.</summary>
    public Response CreateServiceBelow(ApiRequest request) => InsertService(request, request.Id);

    /// <summary>Patches an inference service; its environment must still exist.</summary>
    public Response PatchService(ApiRequest request)
    {
        EntityType type = EntityTypes.InferenceService;
        RequestBody body = BodyDecoder.DecodeStrictly(request.Body, type.UpdateShape, server);
        int id = Identifiers.Parse(request.Id, type.IdLabel);
        return Write(request, () =>
        {
            Entity existing = Require(type, id, request.Id);
            int environment = (int)existing["servingEnvironmentId"]!;
            RequireEnvironment(environment.ToString(CultureInfo.InvariantCulture));
            return Found(200, writer.Update(existing, body, withDefaults: true, parent: null, () => NameTaken(type, existing.StoredName)));
        });
    }

    /// <summary>Reads the model that a service serves.</summary>
    public Response GetServiceModel(ApiRequest request)
    {
        int id = Identifiers.Parse(request.Id, EntityTypes.InferenceService.IdLabel);
        lock (store.Gate)
        {
            Entity service = RequireServiceForRead(id, request.Id);
            return Found(200, store.Find(EntityTypes.RegisteredModel, (int)service["registeredModelId"]!)
                ?? throw RegistryException.Internal("registered model by id not found: record not found"));
        }
    }

    /// <summary>Reads the version that a service serves: the one it names, else the latest of its model.</summary>
    public Response GetServiceVersion(ApiRequest request)
    {
        int id = Identifiers.Parse(request.Id, EntityTypes.InferenceService.IdLabel);
        lock (store.Gate)
        {
            Entity service = RequireServiceForRead(id, request.Id);
            if (service["modelVersionId"] is int version and not 0)
            {
                return Found(200, Require(EntityTypes.ModelVersion, version, version.ToString(CultureInfo.InvariantCulture)));
            }

            EntityList versions = store.Below(EntityTypes.ModelVersion, (int)service["registeredModelId"]!);
            Entity? latest = null;
            for (int i = 0; i < versions.Count; i++)
            {
                if (latest is null || versions[i].CreateTime >= latest.CreateTime)
                {
                    latest = versions[i];
                }
            }

            return Found(200, latest ?? throw RegistryException.NotFound($"no model versions found for id {request.Id}"));
        }
    }

    /// <summary>Records that a service serves a version.</summary>
    public Response CreateServe(ApiRequest request)
    {
        EntityType type = EntityTypes.ServeModel;
        RequestBody body = DecodeCreate(request, type.CreateShape, type);
        return Write(request, () =>
        {
            string versionId = body.Text("modelVersionId")!;
            Entity version = Require(EntityTypes.ModelVersion, Identifiers.Parse(versionId, EntityTypes.ModelVersion.IdLabel), versionId);
            RefuseGated(version);
            int service = Identifiers.Parse(request.Id, EntityTypes.InferenceService.IdLabel);
            Require(EntityTypes.InferenceService, service, service.ToString(CultureInfo.InvariantCulture));
            string? name = body.Text("name");
            string storedName = Identifiers.Prefixed(request.Id, name ?? Identifiers.NewName());
            return Found(201, writer.Insert(type, storedName, body, withDefaults: true, service, () => TakenOrDropped(type, name)));
        });
    }

    private Response InsertService(ApiRequest request, string? environment)
    {
        EntityType type = EntityTypes.InferenceService;
        RequestBody body = DecodeCreate(request, type.CreateShape, type);
        if (environment is not null)
        {
            body.Set("servingEnvironmentId", environment);
        }

        string owner = body.Text("servingEnvironmentId")!;
        return Write(request, () =>
        {
            int parent = RequireEnvironment(owner);
            string name = body.Text("name") ?? Identifiers.NewName();
            // An empty name becomes the bare prefix first, and that is then prefixed like any other name.
            string storedName = $"{owner}:{(name.Length == 0 ? owner : name)}";
            return Found(201, writer.Insert(type, storedName, body, withDefaults: true, parent, () => NameTaken(type, storedName)));
        });
    }

    // Whatever is wrong with the id, the response is that there is no such environment.
    private int RequireEnvironment(string id) => GoNumber.TryParseInteger(id, 32, out long parsed, out _)
        && store.Find(EntityTypes.ServingEnvironment, (int)parsed) is not null
            ? (int)parsed
            : throw Missing(EntityTypes.ServingEnvironment, id);

    private Entity RequireServiceForRead(int id, string asSent) => store.Find(EntityTypes.InferenceService, id)
        ?? throw RegistryException.NotFound($"no inference service found for id {asSent}");

    private static void RefuseGated(Entity version)
    {
        if (TextProperty(version, "hf_gated") is not (null or "" or "false"))
        {
            throw RegistryException.BadRequest(
                "cannot deploy gated HuggingFace model: authentication not yet supported (model requires approval or authentication)");
        }

        if (TextProperty(version, "hf_private") == "true")
        {
            throw RegistryException.BadRequest("cannot deploy private HuggingFace model: authentication not yet supported");
        }
    }

    private static string? TextProperty(Entity entity, string key) =>
        entity.Properties.TryGetValue(key, out PropertyValue value) && value.Kind == MetadataKind.String ? value.Text : null;

    // The server trips over the missing name while it words the conflict.
    private static Exception TakenOrDropped(EntityType type, string? name) =>
        name is null ? new ConnectionDroppedException() : NameTaken(type, name);
}
